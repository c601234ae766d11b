"""Messages about the last answer itself: where it is from, more of it, the same once more or in short."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Answer, Reason, Scored, Thread
from bot.answers.question import Reading
from bot.answers.shape import more_facts
from bot.answers.text import folded_set, phrases
from bot.answers.tools import Tools

MORE, AGAIN = Reason("thread", "more"), Reason("thread", "again")
#: More words than these have a subject of their own.
MOST_WORDS = 5
_MORE = folded_set(
    "more details detail further elaborate continue подробнее дальше еще толығырақ مزید تفصیل mazeed tafseel aur"
)
#: Who doubts an answer is shown what it rests on.
_DOUBT = frozenset(
    phrases(
        "really|is it really|is that really so|are you sure|are you sure about that|are you certain|how sure are you|"
        "how do you know|how do you know that|how do you know this|is that confirmed|is this confirmed|is it confirmed|"
        "is that true|is this true|is it true|is that right|is this right|is that correct|is this correct|proof|"
        "prove it|any proof|any evidence|evidence|who told you|who told you that|who reported this|who reported that|"
        "who reported it|when was this reported|when was that reported|how old is this|how old is this information|"
        "how recent is this|how recent is this information|how reliable is this|how reliable is that|can i trust this|"
        "can i trust that|where is that from|where does this come from|where does that come from|"
        "where did you read this|where did you read that|based on what|"
        "правда|это правда|это точно|точно|вы уверены|ты уверен|откуда вы знаете|откуда ты знаешь|откуда известно|"
        "откуда это известно|кто это сказал|это подтверждено|можно этому верить|"
        "واقعی|کیا یہ سچ ہے|کیا یہ درست ہے|کیا یہ تصدیق شدہ ہے|آپ کو کیسے معلوم|آپ کو کیسے پتہ|یہ کہاں سے پتہ چلا|"
        "waqai|kya yeh sach hai|kya ye sach hai|aap ko kaise pata|aapko kaise pata|aap ko kaise maloom|"
        "рас па|бұл рас па|бұл шын ба|шын ба|қайдан білесіз|қайдан білесің|сенімдісіз бе"
    )
)
_ONCE_MORE = frozenset(
    phrases(
        "repeat|repeat that|repeat it|repeat please|please repeat|say that again|say it again|once more|once again|"
        "again please|come again|повтори|повторите|еще раз|скажите еще раз|دوبارہ|دوبارہ بتائیں|dobara|dobara batao|"
        "dobara batayein|қайталаңыз|қайталашы|тағы бір рет"
    )
)
_IN_SHORT = frozenset(
    phrases(
        "shorter|shorter please|make it shorter|make it short|in short|in short please|in brief|briefly|"
        "in one sentence|in one line|one sentence|one line|short version|short answer|the short version|tldr|tl dr|"
        "summarise it|summarize it|sum it up|короче|кратко|покороче|в двух словах|одним предложением|"
        "مختصر|مختصراً|مختصر بتائیں|ایک جملے میں|mukhtasar|mukhtasar batao|ek jumle mein|"
        "қысқаша|қысқаша айтыңыз|бір сөйлеммен"
    )
)


def asks_source(reading: Reading) -> bool:
    """Whether the sources of the last answer are asked for, or it is doubted: "source?", "are you sure?"."""
    return ("source" in reading.asked and len(reading.content) <= 1) or _said(reading) in _DOUBT


def of_last(question: str, reading: Reading, old: Thread, tools: Tools) -> Answer | None:
    """The answer to a message about the last answer itself, or None; a choice has no sources, and is given again."""
    answer = Answer(question, "answered", asked=old.asked, language=reading.language)
    if asks_source(reading) and old.offered and not old.facts:
        again = tuple(Scored(one, 0.0) for one in old.offered)
        return replace(answer, status="choose", entries=again, asked=reading.kind, reason=Reason("unsure"))
    if not old.entries:
        return None
    answer = replace(answer, entries=(Scored(old.entries[0], 1.0),), shown=old.facts)
    if asks_source(reading):
        return replace(answer, shape="sources", asked="source", reason=Reason("thread", "source"))
    if _asks_more(reading):
        return _more(answer, old, tools)
    said = _said(reading)
    if old.facts and len(old.entries) == 1 and said in _ONCE_MORE | _IN_SHORT:
        return replace(answer, shown=old.facts[:1] if said in _IN_SHORT else old.facts, reason=AGAIN)
    return None


def _said(reading: Reading) -> tuple[str, ...]:
    return tuple(token.word for token in reading.words)


def _asks_more(reading: Reading) -> bool:
    words = _said(reading)
    is_more = not _MORE.isdisjoint(words) and len(words) <= MOST_WORDS
    return is_more and not reading.content_without(_MORE) and not reading.window


def _more(answer: Answer, old: Thread, tools: Tools) -> Answer:
    """What was not shown yet; where that is nothing and no card was asked for, the card, which has people and more."""
    entry = tools.knowledge.find(old.entries[0])
    shown = more_facts(entry, old.facts) if entry else ()
    if entry and not shown and old.asked != "card":
        shown = more_facts(entry, ())
    if shown:
        return replace(answer, shape="card", shown=shown, asked="card", reason=MORE)
    reason = Reason("no-more", entry.name if entry else "")
    near = old.entries[:1]
    return replace(answer, status="unknown", shape="card", entries=(), shown=(), near=near, asked="card", reason=reason)
