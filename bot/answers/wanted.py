"""What belongs in a list: the kinds, types, countries and people that a question names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from bot.answers.grammar import FILLERS
from bot.answers.lexicon import Span, outermost
from bot.answers.office_words import MOVES
from bot.answers.question import Reading
from bot.answers.text import folded_set
from bot.answers.tools import Tools
from bot.knowledge.entries import KINDS, Entry

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
#: Between what is asked for and what it is in.
_AND_THEN = folded_set("are were is was have had appear appeared stand signed sign got get in on under behind")
#: Beside a country these say that somebody comes from there.
_FROM = folded_set("from из سے se")
#: What the name of an office ends in where several hold it.
_SEVERAL = ("s", "ы", "и", "лар", "лер", "лары", "лері", "وں", "راء", "رائے")
#: Types of events on which somebody goes to somebody.
TRAVELS = frozenset({"visit", "delegation"})


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
    done = {"signing"} if "agreement" in kinds else set()
    other = "agreement" in kinds and _asks_which_others(reading, rest)
    plural = plural and not ("list" not in reading.asked and (other or _asks_which_person(reading, done)))
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


def _asks_which_person(reading: Reading, done: Collection[str]) -> bool:
    """Whether it is a person that is asked for and types come after: "which leader welcomed the visits".

    `done` are the types of what is done with them: "which leaders signed the treaties".
    """
    which = next((i for i, token in enumerate(reading.words) if token.word == "which"), None)
    if which is None:
        return False
    typed = (span.start for span, ref in reading.refs("type") if ref.id not in done and span.start > which)
    first = min(typed, default=0)
    lands = {mention.at for mention in reading.mentions}
    return any(
        which < span.start <= which + MOST_BEFORE
        and any(span.end <= i < first for i in reading.content if i not in lands)
        for span, _ in reading.refs("role")
    )


def _asks_which_others(reading: Reading, rest: tuple[int, ...]) -> bool:
    """Whether something else is asked for than what it is in: "which companies are in the agreements?"."""
    said = [token.word for token in reading.words]
    return any(
        word == "which" and at + 1 in rest and said[at + 2 : at + 3] and said[at + 2] in _AND_THEN
        for at, word in enumerate(said)
    )


def people_of(entry: Entry) -> set[str]:
    """Everybody whom an entry names, itself included."""
    return {*entry.people, *(p.id for p in entry.participants), entry.id}


def names_several(reading: Reading) -> bool:
    """Whether an office is named of several: "the foreign ministers", "министры"."""
    return any(reading.words[span.end - 1].word.endswith(_SEVERAL) for span, _ in reading.refs("role"))


def has_conflict(reading: Reading) -> bool:
    """Whether a question names a place, a body or an attribute by which no list is told apart."""
    return any(
        s.exact and r.kind in {"place", "foreigner", "organisation", "attribute"} for s in reading.spans for r in s.refs
    )
