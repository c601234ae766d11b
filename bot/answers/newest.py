"""What is new: the events that took place last, of all or up to today."""

from __future__ import annotations

from datetime import date, timedelta

from bot.answers.answer import Answer, Reason
from bot.answers.fitting import falls_in, last_day, listed, weightiest_first
from bot.answers.question import Reading
from bot.answers.text import folded_set
from bot.answers.times import Window
from bot.answers.tools import Tools
from bot.answers.wanted import Wanted
from bot.knowledge.entries import Entry

#: Words for what is new, and for what took place.
_NEWS = folded_set(
    "new news newest latest recent recently update updates updated change changes changed нового новое новости "
    "новостей новость последние изменилось изменения نیا نئی نئے خبر خبریں خبروں تازہ ترین жаңа жаңалық жаңалықтар "
    "жаңалығы өзгерді соңғы naya nayi khabar khabren khabrein khabrain taza tazi"
)
_NOT_NEWS = folded_set("next upcoming planned expected")
_HAPPENED = folded_set("happened happen произошло случилось было ہوا ہوئی ہوئے болды hua hui hue")
_NEWS_KINDS = frozenset({"what", "card", "last", "list", "which", "whether", "status", "outcome", "how"})
YESTERDAY = timedelta(days=1)
#: So many of the newest events are named.
MOST_RECENT = 20


def asks_newest(reading: Reading, wanted: Wanted, today: date) -> bool:
    """Whether the newest of all is asked for ("what is new?"), or what happened up to today ("this week")."""
    said, window = {token.word for token in reading.words}, reading.window
    if reading.kind not in _NEWS_KINDS or wanted.people or wanted.types - {"announcement"} or wanted.kinds - {"event"}:
        return False
    if any(reading.words[i].word not in _NEWS for i in wanted.rest) or (window and not window.relative):
        return False
    if window is None:
        return bool(said & _NEWS) and not said & _NOT_NEWS
    is_near = window.first <= today <= window.last or timedelta() <= today - window.last <= YESTERDAY
    return is_near and bool(said & (_NEWS | _HAPPENED))


def newest(question: str, reading: Reading, tools: Tools, today: date) -> Answer | None:
    """The events that took place last, the newest first, within the time asked for; else that there are none."""
    held = [
        e for e in tools.knowledge.entries.values() if e.kind == "event" and e.status == "held" and _ended(e, today)
    ]
    recent = sorted(weightiest_first(held, tools), key=lambda e: -(last_day(e).toordinal()))
    window = reading.window
    found = [e for e in recent if e.when and window and falls_in(e.when, window)] if window else recent[:MOST_RECENT]
    if found:
        return listed(question, reading, found, Window(min(last_day(e) for e in found), today, "range"))
    if window is None:
        return None
    reason = Reason("year", f"{window.first} to {min(window.last, today)}")
    near = tuple(e.id for e in recent[:3])
    return Answer(question, "unknown", near=near, reason=reason, asked="last", language=reading.language)


def _ended(entry: Entry, today: date) -> bool:
    return last_day(entry) <= today
