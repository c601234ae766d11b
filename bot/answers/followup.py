"""The thread of talk: what the next question of the same person in the same chat may lean on, for an hour.

By rule "source?" and "more" ask about the last answer itself, and "and in 2003?" puts another time, country, number or
name into the last question. What else may ask further about the last entry, or stand alone, is weighed (`leaning.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.answers.again import AGAIN, MORE, of_last
from bot.answers.anaphora import DOER, HE, at_that_time, is_bare, of_list, put_right, signed_at
from bot.answers.answer import Answer, Reason, Scored, Thread
from bot.answers.leaning import Way, lacked, likeliest, offers, share, ways
from bot.answers.lexicon import numbered
from bot.answers.question import Reading, read
from bot.answers.shape import facts_for, fields_of, more_facts
from bot.answers.sibling import (
    CAME,
    LATER,
    MOST_ASKED,
    PRONOUNS,
    YEAR,
    asks_beside,
    counterpart,
    is_of_row,
    sibling,
    year_beside,
)
from bot.answers.taken_over import (
    agreed_on,
    asks_turned,
    before_or_after,
    counterpart_held,
    now_held,
    of_those,
    office_of_talk,
    office_shown,
    then_held,
    turned_round,
)
from bot.answers.text import folded_set
from bot.answers.tools import Tools
from bot.answers.wanted import TRAVELS
from bot.knowledge.entries import Entry, Knowledge

#: Answers a question that stands alone.
Plain = Callable[[str, Reading, date], Answer]

FORGOTTEN_AFTER = timedelta(hours=1)
#: So many subjects before the last one may be come back to.
MOST_EARLIER = 2
#: How sure it is that "and in 2020?" after the trade of 2023 means the trade of 2020: right 33 times of 34.
COUNTERPART = 0.9
#: A way to take a message that is less likely than this is offered beside others (cross-validated over 1,220 turns:
#: right 847 -> 816, one tap 37 -> 87, wrong 144 -> 108).
LIKELY = 0.4
_LEADING = folded_set(
    "and also а и ал اور aur then но but тогда сонда پھر phir no not nope ok okay sorry нет نہیں nahi nahin жоқ"
)
_OTHER = folded_set("other another different другой другая другое басқа")
#: Kinds of questions that have a word of asking of their own.
_ASKING = frozenset({"who", "where", "when", "why", "how-many", "how-much"})
#: The entries of a list that are remembered.
MOST_LISTED = 40
#: Reasons for which a question of its own is refused, so that what follows is not about what was said before it.
_OTHER_SUBJECT = frozenset({"country", "person", "organisation", "role", "subject", "ordinal"})
#: Reasons for which what is put into the last question has no answer, whatever it means by itself.
_NO_ANSWER = frozenset({"country", "person", "organisation", "year", "ordinal", "place"})


def alive(thread: Thread | None, now: datetime, knowledge: Knowledge) -> Thread | None:
    """The thread, if it has something that is still in the base and is younger than an hour."""
    if thread is None or thread.at is None or now - thread.at >= FORGOTTEN_AFTER:
        return None
    entries, offered, earlier = (
        tuple(one for one in ids if knowledge.find(one)) for ids in (thread.entries, thread.offered, thread.earlier)
    )
    facts = thread.facts if entries[:1] == thread.entries[:1] else ()
    thread = replace(thread, entries=entries, offered=offered, earlier=earlier, facts=facts)
    return thread if entries or offered or thread.question else None


def after(answer: Answer, old: Thread | None, question: str, now: datetime, alone: bool = False) -> Thread:
    """What to remember after `answer` to `question` (with its subject filled in); `alone`: it stood by itself."""
    if answer.status == "answered":
        if (answer.shape == "sources" or answer.reason == AGAIN) and old:
            return replace(old, at=now)
        if answer.reason == MORE and old:
            return replace(old, facts=(*old.facts, *answer.shown), asked="card", at=now)
        entries = tuple(item.id for item in answer.listed) or tuple(s.id for s in answer.entries)
        return Thread(
            entries[:MOST_LISTED],
            answer.shown[:8],
            question,
            answer.asked,
            answer.near[:3],
            now,
            _earlier(entries, old),
        )
    if old is None:
        old = Thread()
    if answer.status == "choose":
        return replace(
            old, facts=(), question=question, asked=answer.asked, offered=tuple(s.id for s in answer.entries), at=now
        )
    if answer.status == "unknown" and alone and answer.reason and answer.reason.kind in _OTHER_SUBJECT:
        return Thread((), (), question, answer.asked, (), now, _earlier((), old))
    if answer.status == "unknown":
        return replace(old, question=question, asked=answer.asked, offered=(), at=now)
    return old


def _earlier(entries: tuple[str, ...], old: Thread | None) -> tuple[str, ...]:
    """The subjects before this one, the latest first."""
    before = (*old.entries[:1], *old.earlier) if old else ()
    return tuple(one for one in dict.fromkeys(before) if one not in entries[:1])[:MOST_EARLIER]


def continued(
    question: str, reading: Reading, old: Thread, tools: Tools, plain: Plain, today: date
) -> tuple[Answer, str] | None:
    """The answer to a question that leans on the one before, with that question made whole.

    None when it stands alone.
    """
    reading = put_right(reading, tools, today)
    found = settled(question, reading, old, tools, plain, today)
    main = subject_of(old, tools)
    if found is None and main is None and is_bare(reading):
        return _refused(question, reading, (), Reason("vague")), question
    is_number = all(token.script == "digit" for token in reading.words)  # of a choice that is no more
    if found or main is None or is_number:
        return found
    alone = plain(question, reading, today)
    row = [one for one in alone.entries if _is_beside(one.id, main, tools)]
    is_theirs = not PRONOUNS.isdisjoint(token.word for token in reading.words)
    if (
        len(row) == 1 and alone.status == "choose" and reading.window and not is_theirs
    ):  # "and where will the summit of 2027 be?"
        return _asked_of(question, tools.knowledge.entries[row[0].id], question, tools, today), question
    all_ways = [
        way
        for way in ways(reading, old, main, alone, tools, today)
        if not _is_of_another(way, alone, reading, main, tools)
    ]
    way = likeliest(all_ways)
    answers = way.judged is not None or (way.alone and alone.status == "answered")
    offered = offers(all_ways, alone) if answers and share(way, all_ways) < LIKELY else ()
    if len(offered) > 1:
        return _offered(question, reading, offered), question
    if way.alone:
        return (alone, question) if alone.status == "answered" else None
    if way.judged and alone.reason and alone.reason in way.judged.held.conflicts and _is_foreign(alone):
        return None
    if way.judged and _is_turned(alone) and any(c.kind == "direction" for c in way.judged.held.conflicts):
        return None
    whole = f"{question} {main.name}"
    if way.judged is None:
        reason = _against(all_ways, main, alone)
        if reason is alone.reason and reason.kind in _OTHER_SUBJECT:
            return None
        near = alone.near if reason is alone.reason else ()
        return _refused(question, reading, near or (main.id,), reason), whole
    chosen = way.judged.candidate
    if chosen.entry is main and reading.kind != "what" and asks_beside(reading, main):
        return _at_the_end(question, reading, main, tools, plain, today)
    similar = tools.searcher.index.similarities(reading.bag, reading.chars)
    answer = Answer(
        question,
        "answered",
        "fact",
        (Scored(chosen.entry.id, round(share(way, all_ways), 3)),),
        facts_for(reading, chosen.entry, chosen.number, similar, tools.searcher),
        asked=reading.kind,
        reason=Reason("thread", main.id),
        language=reading.language,
    )
    return answer, whole


def _is_of_another(way: Way, alone: Answer, reading: Reading, main: Entry, tools: Tools) -> bool:
    """Whether a way leads to another person than the one that "he" is in "what did he sign?"."""
    said = {token.word for token in reading.words}
    if main.kind != "official" or reading.kind == "who" or said.isdisjoint(DOER) or reading.refs("entry"):
        return False
    found = way.judged.candidate.entry if way.judged else None
    if way.alone and alone.entries:
        found = tools.knowledge.find(alone.entries[0].id)
    return found is not None and found.kind == "official" and found.id != main.id


def _offered(question: str, reading: Reading, offered: Sequence[Scored]) -> Answer:
    """A choice between what a message may ask for."""
    answer = Answer(question, "choose", entries=tuple(offered), asked=reading.kind, reason=Reason("unsure"))
    return replace(answer, language=reading.language)


def _is_turned(alone: Answer) -> bool:
    """Whether a message by itself asks for what the base holds the other way round."""
    return (
        alone.status == "unknown" and alone.reason is not None and alone.reason.kind == "direction" and bool(alone.near)
    )


def _is_foreign(alone: Answer) -> bool:
    """Whether a message is refused by itself for somebody or something that the base has not."""
    return alone.status == "unknown" and alone.reason is not None and alone.reason.kind in _OTHER_SUBJECT


def subject_of(old: Thread, tools: Tools) -> Entry | None:
    """The main entry of the last answer, else the first of the choices offered, if the base still has it."""
    said = old.entries or old.offered
    return tools.knowledge.find(said[0]) if said else None


def settled(
    question: str, reading: Reading, old: Thread, tools: Tools, plain: Plain, today: date
) -> tuple[Answer, str] | None:
    """The answer to what plainly asks of the last answer or changes the last question; None for all else."""
    words = [t.word for t in reading.words]
    again = of_last(question, reading, old, tools)
    if again:
        return again, old.question
    picked = of_list(reading, old, tools, today)
    if picked:
        return _card(question, picked, tools, reading), picked.name
    is_other = set(words) & _OTHER and len(words) <= 5 and not reading.content_without(_OTHER)
    if (old.offered or len(old.entries) > 1) and is_other:
        other = (old.offered or old.entries[1:])[0]
        entry = tools.knowledge.find(other)
        return (_card(question, entry, tools, reading), entry.name) if entry else None
    subject = subject_of(old, tools)
    then = at_that_time(reading, subject, old, tools, today)
    if then:
        return plain(then, read(then, tools.searcher.lexicon, today), today), then
    agreed = agreed_on(question, reading, subject, tools)
    if agreed:
        return agreed, question
    is_theirs = subject is not None and subject.kind == "official" and not HE.isdisjoint(words)
    for said in (subject, *map(tools.knowledge.find, () if is_theirs else old.earlier)):
        signed = signed_at(reading, said)
        listed = plain(signed, read(signed, tools.searcher.lexicon, today), today) if signed else None
        if listed and listed.shape == "list":
            return replace(listed, question=question, language=reading.language), question
    if asks_turned(reading):
        turned = turned_round(reading, old.question, tools, today)
        if turned:
            return plain(turned, read(turned, tools.searcher.lexicon, today), today), turned
        if not reading.mentions:
            return _refused(question, reading, old.entries[:1], Reason("vague")), old.question
    talked = [entry for one in (*old.entries[:1], *old.earlier) if (entry := tools.knowledge.find(one))]
    some = of_those(question, reading, old, tools)
    if some:
        return some, question
    shown = office_shown(subject, old)
    office = (
        office_of_talk(reading, talked, tools)
        or now_held(reading, subject, shown, tools)
        or then_held(reading, subject, shown, tools)
        or counterpart_held(reading, subject, shown, tools)
    )
    if office:
        return plain(office, read(office, tools.searcher.lexicon, today), today), office
    holder = before_or_after(question, reading, old, tools, today)
    if holder:
        return holder
    year = year_beside(reading, subject_of(old, tools))
    if year:
        reading = read(str(year), tools.searcher.lexicon, today)
    main = _of_type(reading, old, tools) if old.entries else None
    beside = sibling(reading, main, tools)
    if beside:
        return _card(question, beside, tools, reading), beside.name
    whole = _put_into(reading, old.question, tools, today)
    if whole:
        beside = counterpart(reading, subject_of(old, tools), tools)
        if beside:
            return _asked_of(question, beside, whole, tools, today), f"{whole} {beside.name}"
        joined = plain(whole, read(whole, tools.searcher.lexicon, today), today)
        another = _of_another(question, reading, old, joined, tools, plain, today)
        if another:
            return another
        if joined.status == "unknown" and joined.reason and joined.reason.kind in _NO_ANSWER and _names_none(reading):
            return joined, whole
        itself = joined if joined.status == "answered" else plain(question, reading, today)
        if joined.status == itself.status == "unknown" and reading.kind in _ASKING:
            return None  # it asks something else of the last subject: "and where will the summit of 2027 be?"
        is_better = itself.status == "answered" or (itself.status == "choose" and joined.status == "unknown")
        return (itself, question) if is_better and itself is not joined else (joined, whole)
    return None


def _at_the_end(
    question: str, reading: Reading, main: Entry, tools: Tools, plain: Plain, today: date
) -> tuple[Answer, str]:
    """What comes before or after the event `main`, the end of its row: another visit ahead or else nothing."""
    if LATER.isdisjoint(token.word for token in reading.words):
        return _refused(question, reading, (main.id,), Reason("vague")), question
    whole = f"when is the next {main.type}"
    ahead = plain(whole, read(whole, tools.searcher.lexicon, today), today) if main.type in TRAVELS else None
    if ahead and ahead.shape == "upcoming":
        return replace(ahead, question=question, language=reading.language), whole
    return _refused(question, reading, (main.id,), Reason("next")), question


def _is_beside(entry_id: str, main: Entry, tools: Tools) -> bool:
    """Whether an entry is another event of the row of the event `main`."""
    entry = tools.knowledge.find(entry_id)
    return entry is not None and main.kind == "event" and entry.id != main.id and is_of_row(entry, main, tools)


def _of_type(reading: Reading, old: Thread, tools: Tools) -> Entry | None:
    """What the talk is about, of the type that is named now: "the visit before that" after its airport welcome."""
    main, types = tools.knowledge.find(old.entries[0]), set(reading.ids("type"))
    if any(token.word in CAME for token in reading.words):
        types |= TRAVELS
    if main is None or main.type in types:
        return main
    near = (tools.knowledge.find(one) for one in (*old.earlier, *main.neighbours))
    return next((entry for entry in near if entry and entry.type in types), main)


def _card(question: str, entry: Entry, tools: Tools, reading: Reading) -> Answer:
    return Answer(
        question,
        "answered",
        "card",
        (Scored(entry.id, 0.9),),
        more_facts(entry, ()),
        asked="card",
        reason=Reason("thread", "other"),
        language=reading.language,
    )


def _asked_of(question: str, entry: Entry, whole: str, tools: Tools, today: date) -> Answer:
    """The answer of `entry` to the question `whole`."""
    reading, searcher = read(whole, tools.searcher.lexicon, today), tools.searcher
    similar = searcher.index.similarities(reading.bag, reading.chars)
    return Answer(
        question,
        "answered",
        "card" if reading.kind == "card" else "fact",
        (Scored(entry.id, COUNTERPART),),
        facts_for(reading, entry, searcher.number[entry.id], similar, searcher) or fields_of(entry),
        asked=reading.kind,
        reason=Reason("thread", "counterpart"),
        language=reading.language,
    )


def _of_another(
    question: str, reading: Reading, old: Thread, joined: Answer, tools: Tools, plain: Plain, today: date
) -> tuple[Answer, str] | None:
    """What is called as the last subject is, but for the country or the time named now; None where nothing is.

    For where the last question made whole still finds the last subject: "and in Pakistan?" after "why not in August?".
    """
    main = tools.knowledge.find(old.entries[0]) if old.entries else None
    if main is None or (joined.status == "answered" and joined.entries[0].id != main.id):
        return None
    whole = _put_into(reading, main.name, tools, today)
    found = plain(whole, read(whole, tools.searcher.lexicon, today), today) if whole else None
    if whole is None or found is None or found.status != "answered" or found.entries[0].id == main.id:
        return None
    entry = tools.knowledge.find(found.entries[0].id)
    return (replace(found, question=question), whole) if entry and entry.kind == main.kind else None


def _names_none(reading: Reading) -> bool:
    """Whether a message names nothing that the base has by itself."""
    return not any(span.exact and ref.weight >= 1 for span, ref in reading.refs("entry"))


def _put_into(reading: Reading, question: str, tools: Tools, today: date) -> str | None:
    """A question, or a name, with the time, number, country or name of this one put in, or None."""
    words = [t.word for t in reading.words]
    if not question or not words or len(words) > MOST_ASKED:
        return None
    fresh = [i for i in reading.content if words[i] not in _LEADING | YEAR]
    named = {
        i
        for s in reading.spans
        if any(r.kind in {"country", "city", "place", "entry", "role"} for r in s.refs)
        for i in range(s.start, s.end)
    }
    numbers = {i for i in fresh if _is_number(words[i])}
    rest = [i for i in fresh if i not in named and i not in numbers]
    leads = words[0] in _LEADING or len(words) <= 3 or not named
    if rest or not leads or not (reading.window or reading.ordinals or named):
        return None
    if set(words) & PRONOUNS:
        return None
    past = read(question, tools.searcher.lexicon, today)
    gone = set(past.window.places) if past.window and reading.window else set()
    if past.window and gone:  # the year may stand twice, in the question and in the name of what it found
        gone |= {i for i, token in enumerate(past.words) if token.word == str(past.window.first.year)}
    if reading.window and reading.window.yearless:  # "and in April?" after "what happened in March 2022?"
        gone -= {i for i in gone if past.words[i].script == "digit" and len(past.words[i].word) == len("2022")}
    if reading.refs("role"):
        gone |= {i for s, _ in past.refs("role") for i in range(s.start, s.end)}
    if reading.ordinals:
        gone |= {i for i, t in enumerate(past.words) if _is_number(t.word)}
    gone |= _replaced_countries(reading, past)
    whole_name = any(r.weight >= 1 and s.end - s.start > 1 for s, r in reading.refs("entry"))
    if whole_name or (any(True for _ in reading.refs("entry")) and not reading.mentions):
        gone |= {i for s in past.spans for r in s.of("entry") for i in range(s.start, s.end)}
    kept = [t.raw for i, t in enumerate(past.words) if i not in gone]
    if not named and words[0] not in _LEADING and len(words) > 3:  # "how much was it in 2022?"
        said = numbers | (reading.window.places if reading.window else frozenset())
        return " ".join((*kept, *(t.raw for i, t in enumerate(reading.words) if i in said)))
    new = [t.raw for i, t in enumerate(reading.words) if not (i == 0 and t.word in _LEADING)]
    return " ".join((*kept, *new))


def _is_number(word: str) -> bool:
    return numbered(word) is not None


def _replaced_countries(reading: Reading, past: Reading) -> set[int]:
    """Where the last question's countries stand that this one replaces: the same standing, or all of them."""
    if not reading.mentions:
        return set()
    hows = {m.how for m in reading.mentions}
    same = {m.at for m in past.mentions if m.how in hows}
    chosen = same or {m.at for m in past.mentions}
    spans = [s for s in past.spans if any(r.kind in {"country", "city", "place"} for r in s.refs)]
    found: set[int] = set()
    for span in spans:
        if span.start in chosen:
            found |= set(range(span.start, span.end))
    before = {i - 1 for i in found if i and past.words[i - 1].word in {"of", "to", "in", "at", "from", "в", "во", "на"}}
    return found | before


def _against(found: Sequence[Way], main: Entry, alone: Answer) -> Reason:
    """Why neither the thread nor the question alone has an answer: what the last entry lacks, if it lacks something.

    What is known the other way round is a subject of its own.
    """
    unknown = alone.reason if alone.status == "unknown" else None
    if unknown and _is_turned(alone):
        return unknown
    return lacked(main, found) or unknown or Reason("vague")


def _refused(question: str, reading: Reading, near: tuple[str, ...], reason: Reason) -> Answer:
    answer = Answer(question, "unknown", near=near, reason=reason, asked=reading.kind)
    return replace(answer, language=reading.language)
