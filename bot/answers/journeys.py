"""Somebody's journey to a country: "When did Nur visit Norvania?", "Has she been to Norvik?", "Will he come?"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answers.answer import Answer
from bot.answers.coming import no_next
from bot.answers.fitting import NOT_HELD, day_of, falls_in, is_in, is_over, led_by, listed, shares_days
from bot.answers.office_words import MOVES
from bot.answers.question import Reading
from bot.answers.shape import told_by
from bot.answers.text import folded_set
from bot.answers.tools import Tools
from bot.answers.wanted import TRAVELS, Wanted
from bot.knowledge.entries import Entry

#: How somebody goes somewhere; "was" and "been" do so only beside the place where.
GOES = MOVES | folded_set(
    "visit visits visited visiting travel travels travelled traveled travelling traveling fly flies flew flown arrive "
    "arrives arrived been be was is go going gone trip приехала приезжает приезжала прилетал прилетел прилетит летал "
    "летит поедет поехал был была будет бывал бывала побывал побывала посетит посетила визит барады барған бара "
    "бармақ келе келеді келген келмек ұшты болды болған جائیں جائے تشریف لائے دورہ کیا jayega jayenge aayega tashreef "
    "laye daura dora kiya"
)
#: What asks about days to come.
_WILL = folded_set(
    "will going shall приедет прилетит поедет посетит будет келеді барады бармақ келмек бара келе جائیں آئیں aayenge "
    "aayega jayenge jayega"
)
#: What changes nothing: "ever", and what stands before names.
_BESIDE = folded_set(
    "ever yet again already still уже когда-либо еще опять снова کبھی پھر kabhi phir бұрын тағы gen general mr mrs dr "
    "president premier prime minister pm fm chief sahab sahib jinab janab جناب صاحب صدر وزیر генерал президент премьер"
)
_DETERMINERS = folded_set("the a an his her their this that return official state")
#: Types of events that take people abroad.
_GATHERINGS = frozenset({"summit", "conference", "forum", "meeting"})
_ASKED = frozenset({"when", "whether", "status", "next", "card"})
#: How sure it is that the only such event is meant.
SURE = 0.9


def journey(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """The event on which the person asked about went to the country asked about, or the list of several.

    A visit goes before what else took somebody there. Where a journey to come is asked for and none is known, a refusal
    with the last one; None where more is asked, and where the base has no journey of theirs to there.
    """
    said = {token.word for token in reading.words}
    if not _asks_of_journey(reading, wanted, said):
        return None
    if {h.office.country for h in tools.holdings if h.entry.id == wanted.people[0]} == {wanted.country}:
        return None  # at home nobody is on a journey
    went = [e for e in tools.knowledge.of_kind("event") if travelled(e, wanted.people[0], wanted.country)]
    if wanted.country is None and len(went) != 1:
        return None
    towns = [mention for mention in reading.mentions if mention.city]
    went = [e for e in went if all(is_in(e, town, reading, tools) for town in towns)]
    went = [e for e in went if not reading.window or (e.when and falls_in(e.when, reading.window))]
    ahead = [e for e in went if not is_over(e, today)]
    past = [e for e in went if is_over(e, today) and e.status not in NOT_HELD]
    to_come = not said.isdisjoint(_WILL) or "next" in reading.asked
    if to_come and past and not ahead and not reading.window:
        return no_next(question, reading, tools, replace(wanted, types=TRAVELS), today)
    chosen = ahead if to_come else past or ahead
    visits = [e for e in chosen if e.type in TRAVELS] or chosen
    if len(visits) > 1 and _speaks_of_one(reading):
        return None
    if len(visits) > 1:
        return listed(question, reading, sorted(visits, key=day_of), reading.window)
    if not visits:
        return None
    return told_by(question, reading, visits[0], SURE, tools.searcher)


def holders_journeys(reading: Reading, wanted: Wanted, tools: Tools) -> list[Entry]:
    """The events that took holders of the office named to the country named: "when was a president last in Norvania?".

    Of what took place in the days of a visit only the visit. None where another kind of event or a person is named, or
    more is said than the office, the countries and being there.
    """
    offices = reading.positions("role")
    places = {mention.id for mention in reading.mentions if mention.home and (mention.how == "place" or mention.city)}
    if wanted.types - TRAVELS or wanted.kinds or wanted.people or not offices or len(places) != 1:
        return []
    if any(i not in offices and reading.words[i].word not in GOES for i in wanted.rest):
        return []
    lands = {country.id for country in tools.knowledge.about.countries} - places
    window = reading.window
    events = [
        e
        for e in tools.knowledge.of_kind("event")
        if e.type in TRAVELS | _GATHERINGS and e.status == "held" and e.host in places
        and (not window or (e.when and falls_in(e.when, window)))
    ]  # fmt: skip
    found = led_by(events, reading, tools, lands)
    visits = [e for e in found if e.type in TRAVELS]
    return visits + [e for e in found if e not in visits and not any(shares_days(e, visit) for visit in visits)]


def _asks_of_journey(reading: Reading, wanted: Wanted, said: set[str]) -> bool:
    """Whether it is asked if or when one person went to one of the two countries, and nothing else."""
    if len(wanted.people) != 1 or reading.kind not in _ASKED:
        return False
    if not _names_goal(wanted) and not _is_bare(reading, wanted):
        return False
    if wanted.types - TRAVELS or wanted.plural or reading.ordinals:
        return False
    goes = bool(wanted.types & TRAVELS or said & GOES)
    return goes and all(reading.words[i].word in GOES | _BESIDE for i in wanted.rest)


def _names_goal(wanted: Wanted) -> bool:
    return wanted.place and wanted.country not in (None, "both")


def _is_bare(reading: Reading, wanted: Wanted) -> bool:
    """Whether somebody's visit is asked for without where to: "Hask's visit", "when was the visit of Hask?"."""
    said = {reading.words[i].word for i in reading.content}
    return (
        wanted.types == {"visit"} and wanted.country is None and not said & _BESIDE and reading.kind in {"card", "when"}
    )


def _speaks_of_one(reading: Reading) -> bool:
    """Whether one journey is spoken of that is known already: "did he say yes to the trip?"."""
    starts = [span.start for span, ref in reading.refs("type") if ref.id in TRAVELS and span.start]
    return any(reading.words[at - 1].word in _DETERMINERS for at in starts)


def travelled(entry: Entry, person: str, country: str | None) -> bool:
    """Whether somebody was in a country for an event, as its guest or at a gathering as one of those who took part.

    As its guest only where no country is named.
    """
    if country is None:
        return entry.type in TRAVELS and any(p.id == person and p.role == "guest" for p in entry.participants)
    is_journey = entry.type in TRAVELS | _GATHERINGS and entry.host == country
    return is_journey and any(p.id == person and p.role != "host" for p in entry.participants)
