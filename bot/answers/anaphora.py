"""What a message takes over from what was said before: its time ("then"), a place in a list, what "I meant" says."""

from __future__ import annotations

from datetime import date, timedelta

from bot.agenda.upcoming import occurrences
from bot.answers.answer import Thread
from bot.answers.fitting import day_of
from bot.answers.question import Reading, read
from bot.answers.sibling import MOST_ASKED, PRONOUNS
from bot.answers.text import folded_set, phrases, said_at
from bot.answers.tools import Tools
from bot.answers.wanted import people_of
from bot.knowledge.entries import Entry

#: "Who was president then?": at the time of what was said before.
_THEN = phrases(
    "then|at that time|at the time|back then|in those days|that year|in that year|the same year|in the same year|тогда|"
    "в то время|в том году|اس وقت|اس سال|us waqt|us saal|сол кезде|сол жылы"
)
#: What puts right what was asked before.
_MEANT = phrases(
    "i meant|i mean|no i meant|no i mean|sorry i meant|sorry i mean|i was asking about|i am asking about|i asked about|"
    "oops|wait|no wait|actually|я имел в виду|я имела в виду|я спрашивал про|я спрашивала про"
)
#: Kinds of entries whose time is that of what is told of them.
_TIMED = frozenset({"event", "agreement", "figure"})
A_YEAR = timedelta(days=366)
#: One person, who is the one last spoken of.
HE = folded_set("he she him her his он она его её ему ей")
#: The same as the one who did something.
DOER = folded_set("he she он она")
_LAST = folded_set("last latest последний последняя последнее آخری aakhri akhri соңғы соңғысы")
#: Types of events at which nothing is signed.
_SAID = frozenset({"announcement", "statement", "call"})
#: What may stand around a place in a list.
_AROUND = folded_set(
    "more detail details info information please know open show give next upcoming coming "
    "the and what about who when where which was is number no of these them those show me tell а про о и что اور کے "
    "بارے میں one ones ол мен"
)


def at_that_time(reading: Reading, main: Entry | None, old: Thread, tools: Tools, today: date) -> str | None:
    """A question on an office with the time put in for "then".

    That of the last subject, or of the last question, or of what was told before of somebody.
    """
    words = tuple(token.word for token in reading.words)
    then = said_at(words, _THEN)
    if then is None or reading.window or not reading.refs("role"):
        return None
    past = read(old.question, tools.searcher.lexicon, today).window
    when = main.when if main and main.kind in _TIMED else None
    if when is None and past is None and main is not None:
        before = (entry for one in old.earlier if (entry := tools.knowledge.find(one)))
        when = next((e.when for e in before if e.kind in _TIMED and main.id in people_of(e)), None)
    first = when.earliest if when else past.first if past else None
    if first is None:
        return None
    kept = (t.raw for i, t in enumerate(reading.words) if i not in then)
    day = first.isoformat() if when is not None and when.precision == "day" else str(first.year)
    return " ".join((*kept, day))


def signed_at(reading: Reading, main: Entry | None) -> str | None:
    """The whole question of "did they sign anything?" after an answer on an event; None where more is asked."""
    types = {"signing", "agreement"}
    if main is None or main.kind != "event" or main.type in _SAID or not types & set(reading.ids("type")):
        return None
    if reading.window:
        return None
    said = {i for s in reading.spans if types & {r.id for r in s.of("type")} for i in range(s.start, s.end)}
    if any(i not in said for i in reading.content_without(PRONOUNS)) or reading.kind in {"who", "when", "where", "why"}:
        return None
    return f"which agreements were signed during {main.name}"


def of_list(reading: Reading, old: Thread, tools: Tools, today: date) -> Entry | None:
    """The one of the last list that "the second one", "the last of these" or "the next one" means.

    The last is the latest, the next the first that is still to come, within a year from `today`.
    """
    listed = [entry for one in old.entries if (entry := tools.knowledge.find(one))]
    words = [token.word for token in reading.words]
    is_last, is_next = not _LAST.isdisjoint(words), "next" in reading.asked
    if len(listed) < 2 or reading.window or len(words) > MOST_ASKED:
        return None
    if sum((is_last, is_next, len(reading.ordinals) == 1)) != 1:
        return None
    small = _AROUND | _LAST
    if sum(word not in small for word in words) > len(reading.ordinals):
        return None
    if is_next:
        ahead = occurrences(tools.knowledge, today, today + A_YEAR)
        return next((one.entry for one in ahead if one.entry in listed), None)
    if is_last:
        return max(listed, key=day_of) if all(entry.when for entry in listed) else listed[-1]
    return listed[reading.ordinals[0] - 1] if 0 < reading.ordinals[0] <= len(listed) else None


def put_right(reading: Reading, tools: Tools, today: date) -> Reading:
    """The reading of what stands after "I meant", as a message that goes on from the last one."""
    words = tuple(token.word for token in reading.words)
    length = next((len(one) for one in _MEANT if words[: len(one)] == one and len(words) > len(one)), 0)
    if not length:
        return reading
    return read("and " + " ".join(t.raw for t in reading.words[length:]), tools.searcher.lexicon, today)


def is_bare(reading: Reading) -> bool:
    """Whether a question is about nobody but "him" or "it": with nothing said before it means nothing."""
    names = any(reading.refs(kind) for kind in ("entry", "country", "city", "place", "role", "theme"))
    pronouns = PRONOUNS & {token.word for token in reading.words}
    return bool(pronouns) and not names and not reading.window and len(reading.content_without(PRONOUNS)) <= 1
