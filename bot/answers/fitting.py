"""Which entries belong in a list: those of the kind, people, time and place that a question wants, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from bot.answers.answer import Answer, Listed, Reason, Scored
from bot.answers.lexicon import Ref, Span, outermost
from bot.answers.question import Mention, Reading
from bot.answers.search import HEAD
from bot.answers.text import folded_set, skeleton, tokens
from bot.answers.times import Window
from bot.answers.tools import Tools
from bot.answers.wanted import TRAVELS, Wanted, names_several, people_of
from bot.answers.whereabouts import lands_of
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import STATUSES, Entry

#: What lasts is of the time in which it began, with one of these.
_BEGAN = folded_set(
    "founded opened started launched created established began begun formed signed основаны основана созданы создана "
    "открыты открыта запущены قائم құрылды құрылған ашылды"
)
#: Events that did not take place, as far as the base knows.
NOT_HELD = frozenset(STATUSES["event"]) - {"held"}
#: Kinds of entries that are of a country by what they are, without saying so.
_PROJECTS = frozenset({"initiative", "corridor"})
#: Kinds of terms that say what something is about.
_SUBJECTS = frozenset({"word", "role", "theme", "entry"})
#: What goes on for no longer belongs to each of its days.
LONGEST_STAY = timedelta(days=7)


def of_both_types(found: Iterable[Entry], reading: Reading, tools: Tools) -> list[Entry]:
    """Those that are of two types which stand side by side, as "signing ceremony": one of them, and named by both."""
    starts = {span.start: span for span, _ in reading.refs("type")}
    pairs = [(one, starts[one.end]) for one in starts.values() if one.end in starts]
    return [entry for entry in found if all(_is_of_both(entry, one, two, tools) for one, two in pairs)]


def _is_of_both(entry: Entry, one: Span, two: Span, tools: Tools) -> bool:
    bag = tools.searcher.bags[tools.searcher.number[entry.id]]
    return all(any(ref.feature in bag for ref in span.of("type")) for span in (one, two))


def belongs(entry: Entry, reading: Reading, wanted: Wanted) -> bool:
    """Whether an entry is of the kind, the people, the time and the direction asked for."""
    if wanted.types:
        if entry.type not in wanted.types:
            return False
    elif entry.kind not in wanted.kinds:
        return False
    if not has_people(entry, wanted):
        return False
    window = reading.window
    if window and not (entry.when and window.overlaps(entry.when.earliest, entry.when.latest)):
        return False
    began = window and not _BEGAN.isdisjoint(token.word for token in reading.words)
    if began and window and not (entry.when and window.overlaps(entry.when.earliest, entry.when.earliest)):
        return False
    return direction_fits(entry, reading, wanted)


def direction_fits(entry: Entry, reading: Reading, wanted: Wanted) -> bool:
    """Whether an entry is of the country asked for; a visit to where or from where it is asked for."""
    if entry.kind in {"recurring", "institution"} and wanted.country not in (None, "both"):
        return entry.country == wanted.country
    owners = {m.id for m in reading.mentions if m.how == "owner" and m.home}
    if entry.kind == "institution" and len(owners) == 1 and entry.country:
        return entry.country in owners
    if entry.kind != "event" or entry.type not in TRAVELS:
        return True
    places = {m.id for m in reading.mentions if m.how == "place" and m.home}
    if wanted.goal and wanted.goal == wanted.country:
        places = {wanted.goal}
    if places and entry.host not in places:
        return False
    if owners and not places and entry.guest not in owners:
        return False
    return not (owners and entry.guest and entry.guest not in owners)


def has_people(entry: Entry, wanted: Wanted) -> bool:
    """Whether an entry is of the people asked for; a visit of somebody is one on which they are the guest."""
    own = people_of(entry)
    if entry.type in TRAVELS and entry.type in wanted.types and len(wanted.people) == 1:
        own = {p.id for p in entry.participants if p.role == "guest" and p.id}
    return set(wanted.people) <= own


def took_place_in(found: Iterable[Entry], reading: Reading, tools: Tools) -> list[Entry]:
    """Those that took place in the country or the town asked for, where one is; visits are told by their countries.

    What has no place of its own is not known to have taken place there.
    """
    places = [m for m in reading.mentions if m.how == "place" or m.city]
    return [
        e for e in found if e.kind != "event" or e.type in TRAVELS or all(is_in(e, m, reading, tools) for m in places)
    ]


def is_in(entry: Entry, place: Mention, reading: Reading, tools: Tools) -> bool:
    """Whether an event took place in a country, or in a town as the place of the event has it."""
    where = tokens(entry.where or "")
    if place.city:
        town = next((s for s in reading.spans if s.start == place.at and any(s.of("city"))), None)
        stems = {t.stem for t in where}
        named = {skeleton(t.stem) for t in where}
        return town is not None and all(
            t.stem in stems or skeleton(t.stem) in named for t in reading.words[town.start : town.end]
        )
    return place.id in ({entry.host} if entry.host else lands_of(entry, tools.searcher))


def about(found: list[Entry], reading: Reading, wanted: Wanted, tools: Tools) -> list[Entry]:
    """Those whose texts hold all the remaining words, or a known other word for them.

    Where some of them are called by these words, or are of the theme that they name, only those.
    """
    kept = [e for e in found if all(holds(e, reading, position, tools) for position in wanted.rest)]
    return [e for e in kept if all(is_called(e, reading, position, tools) for position in wanted.rest)] or kept


def is_called(entry: Entry, reading: Reading, position: int, tools: Tools) -> bool:
    """Whether a word of the question, or a known other word for it, stands in the names or the summary of an entry.

    The name of a theme also fits what is of that theme.
    """
    refs = _subjects_at(position, reading)
    if any(r.kind == "theme" and r.id in entry.themes for r in refs):
        return True
    number = tools.searcher.number[entry.id]
    features = (reading.words[position].stem, *(r.feature for r in refs))
    return any(HEAD in tools.searcher.groups_with(number, feature) for feature in features)


def holds(entry: Entry, reading: Reading, position: int, tools: Tools) -> bool:
    """Whether any text of an entry holds a word of the question, or a known other word for it."""
    bag = tools.searcher.bags[tools.searcher.number[entry.id]]
    return reading.words[position].stem in bag or any(r.feature in bag for r in _subjects_at(position, reading))


def _subjects_at(position: int, reading: Reading) -> list[Ref]:
    """What a word of the question, or a phrase around it, may say that something is about."""
    return [r for s in reading.spans if s.start <= position < s.end for r in s.refs if r.kind in _SUBJECTS]


def of_its_country(found: Iterable[Entry], wanted: Wanted, tools: Tools) -> list[Entry]:
    """Those that are not of the other country only, by their names and summaries, where one country is asked for."""
    others = {c.id for c in tools.knowledge.about.countries} - {wanted.country}
    if wanted.country in (None, "both"):
        return list(found)
    return [e for e in found if e.kind not in _PROJECTS or not _is_only_of(e, others, wanted.country or "", tools)]


def _is_only_of(entry: Entry, others: Collection[str], country: str, tools: Tools) -> bool:
    def named(one: str) -> bool:
        return HEAD in tools.searcher.groups_with(tools.searcher.number[entry.id], f"@country:{one}")

    return not named(country) and any(named(one) for one in others)


def led_by(found: list[Entry], reading: Reading, tools: Tools, lands: Collection[str] = ()) -> list[Entry]:
    """Those with somebody in the office that the question names, where it names one: on a visit the guest.

    Of a meeting "of the foreign ministers" two must have been that. With `lands` one of one of them is enough.
    """
    loose = {role.id for role in tools.knowledge.words.roles if role.covers and not role.single}  # "the leaders"
    spans = outermost({span for span, _ in reading.refs("role")})  # a deputy prime minister is no prime minister
    roles = {ref.id for span in spans for ref in span.of("role")} & {
        h.office.role for h in tools.holdings if h.office.role
    } - loose
    if not roles:
        return found
    least = 2 if names_several(reading) and not lands else 1
    kept = []
    for entry in found:
        came = [p.id for p in entry.participants if p.id and (entry.type not in TRAVELS or p.role == "guest")]
        count = sum(_was(one, roles, entry, tools, lands) for one in came)
        if count >= (1 if entry.type in TRAVELS else least):
            kept.append(entry)
    return kept


def _was(person: str, roles: set[str], entry: Entry, tools: Tools, lands: Collection[str]) -> bool:
    """Whether somebody held one of these offices at the time of an event; ever, where nothing is known of then.

    In one of these countries, where there are any.
    """
    own = [holding for holding in tools.holdings if holding.entry.id == person]
    first, last = (entry.when.earliest, entry.when.latest) if entry.when else (None, None)
    then = [h for h in own if first and last and h.touches(Window(first, last, "range"))]
    return any(h.office.role in roles and (not lands or h.office.country in lands) for h in then or own)


def held(tools: Tools, reading: Reading, wanted: Wanted) -> list[Entry]:
    """The events of the kind and the country asked for that took place."""
    return [
        e
        for e in tools.knowledge.entries.values()
        if e.kind == "event" and e.status == "held" and belongs(e, reading, wanted)
    ]


def is_over(entry: Entry, today: date) -> bool:
    """Whether an entry is an event of the past."""
    return entry.kind == "event" and bool(entry.when and entry.when.latest and entry.when.latest < today)


def day_of(entry: Entry) -> tuple[date, str]:
    """The first day of an entry and its id, to sort by."""
    return (entry.when.earliest if entry.when and entry.when.earliest else date.min, entry.id)


def last_day(entry: Entry) -> date:
    """The last day of an entry; the end of all days where it has none."""
    return entry.when.latest if entry.when and entry.when.latest else date.max


def shares_days(entry: Entry, other: Entry) -> bool:
    """Whether an entry can have taken place in the days of another, of which both ends are known."""
    days = other.when and (other.when.earliest, other.when.latest)
    return bool(entry.when and days and days[0] and days[1] and entry.when.overlaps(days[0], days[1]))


def falls_in(when: FuzzyDate, window: Window) -> bool:
    """Whether something took place in a window: it began in it, or it was going on on the one day that is asked for."""
    if when.earliest is None:
        return False
    if (
        window.precision == "day"
        and when.precision == "day"
        and when.latest
        and when.latest - when.earliest <= LONGEST_STAY
    ):
        return window.overlaps(when.earliest, when.latest)
    return window.first <= when.earliest <= window.last


def weightiest_first(found: list[Entry], tools: Tools) -> list[Entry]:
    """The events of a day before its papers, and first those that most other entries name."""
    named = Counter(one for e in tools.knowledge.entries.values() for one in set(e.neighbours))
    return sorted(found, key=lambda e: (e.kind != "event", -named[e.id], e.id))


def nearest_first(found: list[Entry], reading: Reading, tools: Tools) -> list[Entry]:
    """Those whose texts are most like the question first."""
    searcher = tools.searcher
    near = searcher.index.best(searcher.index.similarities(reading.bag, reading.chars))
    return sorted(found, key=lambda e: -float(near[searcher.number[e.id]]))


def listed(question: str, reading: Reading, found: Iterable[Entry], window: Window | None) -> Answer:
    """The answer that lists these entries in this order."""
    lines = tuple(Listed(e.id, ref=f"{e.id}#when" if e.when else None) for e in found)
    return Answer(
        question,
        "answered",
        "list",
        tuple(Scored(line.id, 0.9) for line in lines),
        tuple(line.ref for line in lines if line.ref),
        lines,
        (window.first.isoformat(), window.last.isoformat()) if window and window.first > date.min else None,
        "list",
        reason=Reason("list"),
        language=reading.language,
    )
