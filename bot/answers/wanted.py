"""What belongs in a list: the kinds, types, countries and people that a question names, and which entries have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product

from bot.answers.answer import Answer, Listed, Reason, Scored
from bot.answers.grammar import FILLERS
from bot.answers.lexicon import Ref, Span, outermost
from bot.answers.office_words import MOVES
from bot.answers.question import Mention, Reading
from bot.answers.search import HEAD
from bot.answers.text import folded_set, skeleton, tokens
from bot.answers.times import Window
from bot.answers.tools import Tools
from bot.answers.whereabouts import lands_of
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import KINDS, STATUSES, Entry

#: Words that say nothing about which entries belong in a list.
_LOOSE = folded_set(
    "list happened happen happens happening went going anything something things thing between both two "
    "countries sides side stan next upcoming coming expect expected ahead planned plan plans soon "
    "celebrate celebrated mark marked hold held took place far date dates day days time times year years "
    "month months joint bilateral mutual together discussed discuss exist exists relationship relations "
    "relation deal work works public national official officials all every important main major key big "
    "lie lies lying store await awaits awaiting waiting bring brings "
    "various different each done do served record history calendar agenda schedule overview season period "
    "far organised organized arranged public international interest concern "
    "changed changes new news concerns concerning involve involved time base database "
    "scheduled slated due fall falls note remember mind aware matter matters fixed keep keeps "
    "آتے آتا آتی یعنی aate aata yani "
    "regional take takes taking part participate participating where rest remaining left remain remains "
    "host hosts hosting hosted attend attends attending put crucial relevant остались осталось оставшиеся конца "
    "қалды қалған باقی baqi касаются касается касающиеся относятся относится посвящены примет принимает "
    "شروع آغاز اوائل وسط آخر اواخر shuru aaghaz shuruaat wast aakhir akhir "
    "early mid late throughout onwards onward until prior beginning start end "
    "kazakh kinds types kind opened visited been served known names latest recent whole два обе обеих "
    "стран страны странами между будет происходит произошло случилось запланировано планируется ожидается "
    "даты дата день دونوں ممالک ملکوں کے درمیان ہونے والے والی والا متوقع منصوبہ تاریخ تاریخیں دن екі ел "
    "прошли прошло состоялись состоялось подписаны подписали заключили заключены жасалды жасалған طے پائے پائی "
    "кейінгі дейінгі бергі бұрынғы бастап "
    "елдің арасындағы болатын күтіледі жоспарланған өтеді күндері күн шаралар болады mulkon dono darmiyan "
    "hone wale wali wala agla program жылғы жылы жылдың года году mulk ملک"
)
#: What is done on the days that come every year ...
_CELEBRATED = folded_set(
    "celebrate celebrates celebrated mark marks marked observe observes observed commemorate commemorates "
    "отмечают празднуют отмечает празднует отмечается празднуется тойланады тойлайды "
    "тойланатын منایا مناتے منائی manaya manate manati"
)
_WHAT = frozenset({"what", "which", "list", "card"})
#: ... and what was done once.
_WAS = folded_set("was were did had отмечали праздновали")
#: What says nothing of what belongs in a list.
_EMPTY = _LOOSE | _CELEBRATED | FILLERS
#: What lasts is of the time in which it began, with one of these.
_BEGAN = folded_set(
    "founded opened started launched created established began begun formed signed основаны основана созданы создана "
    "открыты открыта запущены قائم құрылды құрылған ашылды"
)
#: Beside one country, it is where something takes place: "what will Norvania host?".
_HOSTS = folded_set("host hosts hosting hosted принимает примет")
#: The office asked for with "which" stands at most so many words after it.
MOST_BEFORE = 3
_DEAL = folded_set("deal deals dealing")
#: Forms of a verb that looks like a kind: "which conferences were organised?".
_ORGANISE = folded_set(
    "organise organised organises organising organize organized organizes organizing organiser organisers organizer "
    "organizers"
)
PROJECT = folded_set(
    "project projects проект проекты проектов жоба жобалар منصوبہ منصوبے منصوبوں mansooba mansube mansoobe"
)
_WITH = folded_set("with in")
#: What the names of types end in where several are meant.
PLURAL = (
    "s",
    "memoranda",
    "ы",
    "и",
    "лар",
    "лер",
    "дар",
    "дер",
    "тар",
    "тер",
    "ات",
    "ین",
    "ون",
    "ein",
    "bodies",
    "معاہدے",
    "دورے",
    "منصوبے",
    "muahide",
    "daure",
    "mansoobe",
    "mansube",
)
#: Words that ask for several things of a kind, before it; Urdu says what they are asked for after the kind.
_WHICH_ONES = folded_set("какие каких какими конкретные konse kaunse konsay kaunsay")
#: The plural of "kis", in whatever case.
_KIN = folded_set("کن kin")
_WHICH_PAIRS = frozenset(product(folded_set("کون kaun kon"), folded_set("سے se say")))
_NAME = folded_set("name names")
_EVERY = folded_set("every each каждый каждая каждое каждую каждого каждой ہر әр әрбір har")
_TIME = folded_set("time times occasion occasions раз рет بار مرتبہ bar martaba")
_POSTPOSITIONS = folded_set("میں پر سے کے کا کی کو نے mein main me par pe se ke ka ki ko ne")
#: What stands between a meeting and whose it is, and between who meets and the verb.
_OF_IT = folded_set("of the this that our your")
_BEFORE_VERB = folded_set("last first next even ever actually really to did does will have has had they")
#: Beside a country these say that somebody comes from there.
_FROM = folded_set("from из سے se")
#: What the name of an office ends in where several hold it.
_SEVERAL = ("s", "ы", "и", "лар", "лер", "лары", "лері", "وں", "راء", "رائے")
#: Events that did not take place, as far as the base knows.
NOT_HELD = frozenset(STATUSES["event"]) - {"held"}
#: Types of events on which somebody goes to somebody.
TRAVELS = frozenset({"visit", "delegation"})
#: Kinds of entries that are of a country by what they are, without saying so.
_PROJECTS = frozenset({"initiative", "corridor"})
#: Kinds of terms that say what something is about.
_SUBJECTS = frozenset({"word", "role", "theme", "entry"})
#: What goes on for no longer belongs to each of its days.
LONGEST_STAY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What belongs in a list."""

    kinds: frozenset[str]
    types: frozenset[str]
    country: str | None
    place: bool  #: the country is where it happens
    goal: str | None  #: the country to which somebody went, where only the verb says so
    people: tuple[str, ...]
    rest: tuple[int, ...]  #: positions of words not yet accounted for
    plural: bool


def wanted_of(reading: Reading, tools: Tools) -> Wanted:
    """What a question names of what belongs in a list."""
    kinds: set[str] = set()
    types: set[str] = set()
    explained: set[int] = set()
    plural = "list" in reading.asked or _asks_each_time(reading)
    for span in outermost({span for span, _ in reading.refs("type")}):  # of "telephone talks" the talks are no meeting
        if _is_verb(span, reading):
            continue
        for ref in span.of("type"):
            if ref.id not in KINDS and any(one.id == "event" for one in span.of("type")):
                continue  # a word for events of any type
            (kinds if ref.id in KINDS else types).add(ref.id)
            if ref.id == "initiative" and reading.words[span.start].word in PROJECT:
                kinds.add("corridor")  # the planned railways are projects
            explained.update(range(span.start, span.end))
            raw = reading.words[span.end - 1].word
            plural = plural or (raw.endswith(PLURAL) and len(raw) > 3) or _asks_for_several(span, reading)
            plural = plural or not _EVERY.isdisjoint(t.word for t in reading.words[max(0, span.start - 2) : span.start])
    country = None
    for mention in reading.mentions:
        if mention.home:
            country = mention.id if country in (None, mention.id) else "both"
    people: dict[Span, list[str]] = {}
    named: list[Span] = []
    heads = {span.start for span, _ in reading.refs("type")}
    for span in reading.spans:
        within: list[Span] = []
        for ref in span.refs:
            if ref.kind in {"country", "city"} or (ref.kind == "role" and types):
                is_head = span.end not in heads  # "the leaders meeting" is one
                plural = plural or (is_head and ref.kind == "role" and reading.words[span.end - 1].word.endswith("s"))
                explained.update(range(span.start, span.end))
            if ref.kind == "entry":
                entry = tools.knowledge.find(ref.id)
                if (
                    entry
                    and entry.kind == "official"
                    and ref.weight >= 0.4
                    and span.exact
                    and not span.is_within(named)
                ):
                    people.setdefault(span, []).append(entry.id)
                    within.append(span)
                    explained.update(range(span.start, span.end))
        named += within
    said = {token.word for token in reading.words}
    if not kinds and not types and said & MOVES and reading.kind == "who" and reading.window:
        types |= TRAVELS
        explained |= {i for i, token in enumerate(reading.words) if token.word in MOVES}
    if not kinds and not types and said & _CELEBRATED and not said & _WAS and reading.kind in _WHAT:
        kinds.add("recurring")
    if "agreement" in kinds:  # "agreements signed" are no signings
        types.discard("signing")
    if _meets(reading):
        types.discard("meeting")
    if reading.words and reading.words[0].word in _NAME:  # "name the forums"
        explained.add(0)
    rest = tuple(i for i in reading.content if i not in explained and reading.words[i].word not in _EMPTY)
    plural = plural and not ("list" not in reading.asked and _asks_which_person(reading))
    goal = _goal(reading, types)
    place = goal is not None or any(m.how == "place" or m.city for m in reading.mentions)
    place = place or not _HOSTS.isdisjoint(said)
    return Wanted(
        frozenset(kinds), frozenset(types), country, place, goal, _who(list(people.values()), tools), rest, plural
    )


def _who(named: Sequence[Sequence[str]], tools: Tools) -> tuple[str, ...]:
    """Who is meant by these names, each of one or several people: of a shared name who most often meets the others."""
    sure = {some[0] for some in named if len(some) == 1}
    chosen: list[str] = []
    for some in named:
        if len(some) == 1 or not sure:
            chosen += some
            continue
        met = {one: sum(sure | {one} <= people_of(e) for e in tools.knowledge.of_kind("event")) for one in some}
        chosen += [one for one in some if met[one] == max(met.values())]
    return tuple(dict.fromkeys(chosen))


def _asks_for_several(span: Span, reading: Reading) -> bool:
    """Whether the word of asking before a type says that several are meant, as "какие" does; not "in which of them"."""
    after = {token.word for token in reading.words[span.end : span.end + 1]}
    before = [token.word for token in reading.words[max(0, span.start - MOST_BEFORE) : span.start]]
    if not _KIN.isdisjoint(before):
        return True
    if not after.isdisjoint(_POSTPOSITIONS):
        return False
    return not _WHICH_ONES.isdisjoint(before) or any(pair in _WHICH_PAIRS for pair in pairwise(before))


def _asks_each_time(reading: Reading) -> bool:
    """Whether all times are asked for that something happened: "every time a president came"."""
    return any(one.word in _EVERY and two.word in _TIME for one, two in pairwise(reading.words))


def _is_verb(span: Span, reading: Reading) -> bool:
    """Whether "deal" is no agreement and "organised" no organisation: "which institutes deal with Norvania?"."""
    after = reading.words[span.end : span.end + 1]
    if reading.words[span.start].word in _ORGANISE:
        return True
    return reading.words[span.start].word in _DEAL and bool(after) and after[0].word in _WITH


def _meets(reading: Reading) -> bool:
    """Whether the meeting is that of another type: "when did the commission meet?", "the meeting of the commission"."""
    spans = outermost({span for span, ref in reading.refs("type") if ref.id not in KINDS})
    meetings = [span for span in spans if any(ref.id == "meeting" for ref in span.of("type"))]
    others = [span for span in spans if span not in meetings]
    if len(meetings) != 1 or len(others) != 1:
        return False
    (meeting,), (other,) = meetings, others
    between = {token.word for token in reading.words[min(meeting.end, other.end) : max(meeting.start, other.start)]}
    return between <= (_OF_IT if meeting.start < other.start else _BEFORE_VERB)


def _goal(reading: Reading, types: set[str]) -> str | None:
    """The only country in "who came (to) Norvania in 2025?", where they went; None where they are from there."""
    if reading.kind != "who" or not types & TRAVELS or len(reading.mentions) != 1:
        return None
    land = reading.mentions[0]
    before, after = reading.words[max(0, land.at - 1) : land.at], reading.words[land.at + 1 : land.at + 2]
    is_from = any(token.word in _FROM for token in (*before, *after))
    return land.id if land.how == "plain" and not is_from else None


def _asks_which_person(reading: Reading) -> bool:
    """Whether it is a person that is asked for and types come after: "which leader welcomed the visits"."""
    which = next((i for i, token in enumerate(reading.words) if token.word == "which"), None)
    if which is None:
        return False
    first = min((span.start for span in reading.spans if any(span.of("type")) and span.start > which), default=0)
    lands = {mention.at for mention in reading.mentions}
    return any(
        which < span.start <= which + MOST_BEFORE
        and any(span.end <= i < first for i in reading.content if i not in lands)
        for span, _ in reading.refs("role")
    )


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


def people_of(entry: Entry) -> set[str]:
    """Everybody whom an entry names, itself included."""
    return {*entry.people, *(p.id for p in entry.participants), entry.id}


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


def names_several(reading: Reading) -> bool:
    """Whether an office is named of several: "the foreign ministers", "министры"."""
    return any(reading.words[span.end - 1].word.endswith(_SEVERAL) for span, _ in reading.refs("role"))


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


def has_conflict(reading: Reading) -> bool:
    """Whether a question names a place, a body or an attribute by which no list is told apart."""
    return any(
        s.exact and r.kind in {"place", "foreigner", "organisation", "attribute"} for s in reading.spans for r in s.refs
    )


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
