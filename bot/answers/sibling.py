"""Entries beside another: its neighbours in a row ("the one before that?"), and those called as it is ("in 2020?")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.agenda.upcoming import days_of
from bot.answers.fitting import day_of
from bot.answers.grammar import FILLERS, MONTHS
from bot.answers.lexicon import Ref, Span, names_of, numbered
from bot.answers.offices import in_window
from bot.answers.question import Reading
from bot.answers.text import Token, folded_set, skeleton, tokens
from bot.answers.times import Window
from bot.answers.tools import Tools
from bot.answers.wanted import TRAVELS
from bot.knowledge.entries import Entry

#: A question of more words is no mere "and in 2003?" or "and the one before that?".
MOST_ASKED = 8
EARLIER = folded_set(
    "before previous earlier prior предыдущий предыдущая предыдущее предыдущем раньше ранее پہلے پچھلا پچھلی pehle "
    "pichla алдыңғы бұрын"
)
LATER = folded_set(
    "after following later next subsequent следующий следующая следующее позже بعد اگلا اگلی baad agla agli "
    "келесі кейінгі"
)
#: A name with its number: "COP31".
_NUMBERED = re.compile(r"[a-z]+\d+")
#: Beside a number, or "before" and "after", these name a time.
YEAR = folded_set("year год году года годом жылы жыл жылғы سال saal")
#: Words that stand for somebody or something said before.
PRONOUNS = folded_set(
    "he him his she her hers they them their who's he's он его него ему ним нем она ее ей ней они их им ними "
    "اسے ان انہیں انہوں usne unhone unka uska isse usko ол оны оның оған одан олар оларды олардың us un unke uske"
)
#: Verbs for being somebody's guest.
CAME = folded_set(
    "came come visited приезжал приезжала приезжали приехал приехали aaya aaye aayi aya aye ayi آیا آئے آئی "
    "келген келді барған барды"
)
_ELSE = CAME | folded_set(
    "again call exercise forum "
    "one ones session meeting round visit summit time which year when what was it its that this "
    "those there и а то был была было сессия заседание визит встреча وہ اس کا کی wo woh uska uski ол оның"
)


def sibling(reading: Reading, main: Entry | None, tools: Tools) -> Entry | None:
    """The neighbour of the event `main` in its row, by number where they are counted, else by date.

    Visits of guests of the same office go before others. None where something else is asked, or there is no such event.
    """
    if main is None or not asks_beside(reading, main):
        return None
    words = {token.word for token in reading.words}
    back = words & EARLIER
    row = [entry for entry in tools.searcher.entries if is_of_row(entry, main, tools)]
    numbers = _ordinals(main, tools)
    if numbers and any(_ordinals(entry, tools) for entry in row if entry.id != main.id):
        wanted = numbers[0] + (-1 if back else 1)
        return next((entry for entry in row if wanted in _ordinals(entry, tools)), None)
    if main.when is None:
        return None
    if words & PRONOUNS:  # "he came again later, for what?"
        row = [entry for entry in row if _guests(entry) & _guests(main)]
    dated = (e for e in row if e.when and (day_of(e) < day_of(main) if back else day_of(e) > day_of(main)))
    beside, guests = sorted(dated, key=day_of, reverse=bool(back)), _guest_offices(main, tools)
    return next((e for e in beside if guests & _guest_offices(e, tools)), next(iter(beside), None))


def asks_beside(reading: Reading, main: Entry) -> bool:
    """Whether nothing is asked but what came before or after the event `main` in its row: "and the next one?"."""
    words = {token.word for token in reading.words}
    if main.kind != "event" or words.isdisjoint(EARLIER) == words.isdisjoint(LATER) or len(reading.words) > MOST_ASKED:
        return False
    return all(reading.words[i].word in EARLIER | LATER | _ELSE for i in reading.content)


def counterpart(reading: Reading, main: Entry | None, tools: Tools) -> Entry | None:
    """The entry that is called as `main` is, but for the time, number or place that the question names.

    "And in 2020?" after the trade of 2023, "and Pakistan's?" after the Constitution Day of Kazakhstan. None where the
    base has no such entry, or several.
    """
    if main is None or any(not any(map(_is_place, span.refs)) for span, _ in reading.refs("entry")):
        return None
    places = _places(reading.words, reading.spans)
    if _fits(main, reading, places, tools):
        return None
    others = (entry for entry in tools.searcher.entries if entry.id != main.id and entry.kind == main.kind)
    called = _all_called(main, tools)
    shared: dict[str, int] = {}
    for entry in others:
        if _fits(entry, reading, places, tools):
            shared[entry.id] = max(len(words) for words in (*called & _all_called(entry, tools), ()))
    most = max(shared.values(), default=0)
    found = [one for one, count in shared.items() if count == most > 0] or _of_year(main, reading, tools)
    return tools.knowledge.find(found[0]) if len(found) == 1 else None


def _of_year(main: Entry, reading: Reading, tools: Tools) -> list[str]:
    """The figures of just the year that the question names which name `main`, or what it names, where that is figures.

    "And in 2014?" after the goal of trade, or after why the numbers differ.
    """
    window = reading.window
    if window is None or window.precision != "year" or main.kind not in {"figure", "topic"}:
        return []
    near = {main.id, *main.related}
    return [
        e.id
        for e in tools.knowledge.of_kind("figure")
        if e.when and (e.when.earliest, e.when.latest) == (window.first, window.last) and near & set(e.related)
    ]


def _fits(entry: Entry, reading: Reading, places: frozenset[str], tools: Tools) -> bool:
    """Whether an entry is of the time and the number that a question names, and called after one of `places`."""
    window = reading.window
    if window and entry.kind == "recurring" and not days_of(entry, window.first, window.last):
        return False
    if window and entry.kind != "recurring" and not (entry.when and entry.when.overlaps(window.first, window.last)):
        return False
    if reading.ordinals and not set(reading.ordinals) & set(_ordinals(entry, tools)):
        return False
    words = tokens(entry.name)
    return not places or bool(places & _places(words, tools.searcher.lexicon.exact_spans(words)))


def _all_called(entry: Entry, tools: Tools) -> set[frozenset[str]]:
    return {called(name, tools) for name in names_of(entry)}


def called(name: str, tools: Tools) -> frozenset[str]:
    """The stems of a name less its numbers, times and places."""
    words = tokens(name)
    spans = tools.searcher.lexicon.exact_spans(words)
    placed = {i for span in spans if any(map(_is_place, span.refs)) for i in range(span.start, span.end)}
    kept = (token for i, token in enumerate(words) if i not in placed and not _is_counted(token))
    return frozenset(token.stem for token in kept if token.word not in FILLERS)


def _places(words: Sequence[Token], spans: Iterable[Span]) -> frozenset[str]:
    """The countries (by id) and towns (by the sound of their names) in a text."""
    return frozenset(
        " ".join(skeleton(t.stem) for t in words[span.start : span.end]) if ref.kind == "city" else ref.id
        for span in spans
        for ref in span.refs
        if _is_place(ref)
    )


def _is_place(ref: Ref) -> bool:
    return ref.kind in {"country", "city", "place"}


def _ordinals(entry: Entry, tools: Tools) -> tuple[int, ...]:
    return tools.searcher.ordinals[tools.searcher.number[entry.id]]


def is_of_row(entry: Entry, main: Entry, tools: Tools) -> bool:
    """Whether two events are of one row.

    Visits between the same two, or events of one type that are called alike or belong to the same body or initiative.
    """
    if entry.kind != "event" or entry.type != main.type:
        return False
    if _uncounted(entry) == _uncounted(main) or called(entry.name, tools) == called(main.name, tools):
        return True
    if main.host and main.type in TRAVELS:
        return (entry.host, entry.guest) == (main.host, main.guest)
    return any(_lasts(one, tools) for one in set(entry.related) & set(main.related))


def year_beside(reading: Reading, main: Entry | None) -> int | None:
    """The year before or after that of `main`, when the question asks for just that ("and a year earlier?").

    None where it asks which year something was.
    """
    words = {token.word for token in reading.words}
    back, on = words & EARLIER, words & LATER
    window = reading.window
    is_next = window is not None and window.relative and window.first.year == reading.today.year + 1
    if main is None or main.when is None or not words & YEAR or bool(back) == bool(on):
        return None
    if window and not (is_next and main.kind == "figure"):  # what is past has its own next year
        return None
    if "when" in reading.asked or any(
        reading.words[i].word not in EARLIER | LATER | _ELSE | YEAR for i in reading.content
    ):
        return None
    first, last = main.when.earliest, main.when.latest
    if first is None or last is None or first.year != last.year or (window and first.year >= reading.today.year):
        return None
    return first.year + (-1 if back else 1)


def _guests(entry: Entry) -> set[str | None]:
    return {one.id for one in entry.participants if one.role == "guest"}


def _guest_offices(entry: Entry, tools: Tools) -> frozenset[str]:
    """What an event's first guest was then: before the visit of a president comes that of a president."""
    guest = next((one.id for one in entry.participants if one.role == "guest"), None)
    day, _ = day_of(entry)
    then = in_window(tuple(h for h in tools.holdings if h.entry.id == guest), Window(day, day, "day"))
    return frozenset(holding.office.role for holding in then if holding.office.role)


def _uncounted(entry: Entry) -> tuple[str, ...]:
    """The words of a name less its numbers and years."""
    return tuple(token.stem for token in tokens(entry.name) if not _is_counted(token))


def _is_counted(token: Token) -> bool:
    """Whether a word of a name is a number, a year or a month."""
    is_number = numbered(token.word) is not None or token.script == "digit" or _NUMBERED.fullmatch(token.word)
    return bool(is_number) or token.word in MONTHS


def _lasts(name: str, tools: Tools) -> bool:
    """Whether something has events and outlasts them: an institution or an initiative."""
    entry = tools.knowledge.find(name)
    return entry is not None and entry.kind in {"institution", "initiative"}
