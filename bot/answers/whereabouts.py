"""Where something is asked about, and where it was: visits, events, trips of people and the days of a country."""

from __future__ import annotations

from bot.answers.answer import Reason
from bot.answers.direction import Stance
from bot.answers.lexicon import Ref
from bot.answers.office_words import MOVES
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import Token, folded_set, skeleton, stem, tokens
from bot.knowledge.entries import Entry

#: What goes to a country without anybody going there ("exports to Belmark").
_SENT = folded_set(
    "export exports exported potential sales sell sells sold shipment shipments ship shipped supplies supply supplied "
    "deliveries goods flights access offer offers offered send sent give gave given grant lend exporting selling "
    "invite invites invited пригласил пригласила пригласили шақырды دعوت dawat "
    "экспорт экспорта экспорте экспорту поставки поставок продажи продавать продать поставлять предложил предложили "
    "экспорты экспорттау экспортының сату сатуға жеткізу برآمد برآمدات فروخت پیشکش baramad baramdat farokht peshkash"
)
#: What stands beside the place in which something is, and what that ends in in Kazakh.
_WITHIN = folded_set("in at в во میں mein me")
_LOCATIVE = ("да", "де", "та", "те")
#: Kinds of entries that have one place.
_PLACED = frozenset({"event", "institution"})
#: The office of a country follows it, or the word that says whose it is.
MOST_BETWEEN = 2
#: Kinds of questions on when or whether somebody went somewhere.
_OF_TRIP = frozenset({"when", "whether", "why", "how-long", "how-many"})
#: How a person's facts speak of a visit.
_TRIPS = (
    "@type:visit",
    *dict.fromkeys(stem(word) for word in ("visit", "visited", "came", "went", "travelled", "trip")),
)


def other_countrys_day(candidate: Candidate, searcher: Searcher, asked: Stance) -> Reason | None:
    """A day that is kept every year in one country, asked of another, of which nothing in it speaks."""
    entry = candidate.entry
    if entry.kind != "recurring" or entry.country is None or not asked.named or entry.country in asked.named:
        return None
    told = any(searcher.says(candidate.number, f"@country:{land}") for land in asked.named)
    return None if told else Reason("country", min(asked.named))


def unknown_trip(reading: Reading, candidate: Candidate, searcher: Searcher) -> Reason | None:
    """A visit of a person to a place, when none of the person's own facts and no event with them is of that place."""
    entry = candidate.entry
    if entry.kind != "official" or entry.id not in reading.ids("entry"):
        return None
    goes = reading.kind in _OF_TRIP and not MOVES.isdisjoint(token.word for token in reading.words)
    if not goes and "visit" not in reading.ids("type"):
        return None
    lands = {m.id for m in reading.mentions if m.home and m.how == "place"}
    features = {f"@{kind}:{land}" for land in lands for kind in ("country", "city")}
    told = searcher.rows_with(searcher.rows_with(searcher.statements(candidate.number), features), _TRIPS)
    if not lands or told:
        return None
    events = searcher.knowledge.events_with(entry.id)
    return None if any(e.host in lands or lands & lands_of(e, searcher) for e in events) else Reason("direction")


def lands_of(entry: Entry, searcher: Searcher) -> set[str]:
    """The countries of the base that the place of an entry names, itself or by a city."""
    spans = searcher.lexicon.exact_spans(tokens(entry.where or ""))
    return {ref.id for span in spans for ref in span.refs if ref.kind in {"country", "city"}}


def visit_elsewhere(reading: Reading, entry: Entry) -> str | None:
    """An event with a host asked for in the guest's own country."""
    if entry.kind != "event" or not entry.host:
        return None
    words = [token.word for token in reading.words]
    places = [m for m in reading.mentions if m.how == "place" and m.home and not _is_sent_to(m.at, words)]
    if not places or any(m.id == entry.host for m in places):
        return None
    return f"{entry.guest} is the guest" if entry.guest and all(m.id == entry.guest for m in places) else None


def other_traveller(reading: Reading, entry: Entry) -> str | None:
    """Whose visit to the other country is asked for, "the Norvanian president's visit to Belmark", when it is not this.

    Neither is it whoever holds that office in the other country.
    """
    owners = [m for m in reading.mentions if m.home and m.how == "owner"]
    goals = {m.id for m in reading.mentions if m.home and m.how == "place"}
    if len(owners) != 1 or len(goals) != 1 or owners[0].id in goals or "visit" not in reading.ids("type"):
        return None
    land, at = owners[0].id, owners[0].at
    roles = {ref.id for span, ref in reading.refs("role") if at < span.start <= at + MOST_BETWEEN}
    if not roles:
        return None
    if entry.kind == "event" and entry.type == "visit" and entry.guest and entry.guest != land:
        return f"{entry.guest} is the guest"
    held = {office.country for office in entry.offices if office.role in roles and office.country}
    return f"of {', '.join(sorted(held))}" if entry.kind == "official" and held and land not in held else None


def held_elsewhere(reading: Reading, entry: Entry, searcher: Searcher) -> str | None:
    """Where an event was, when it is asked about as one in the other country of the base."""
    if entry.kind != "event" or entry.guest or not entry.where:
        return None
    words = [token.word for token in reading.words]
    asked = {m.id for m in reading.mentions if m.home and m.how == "place" and _is_said_within(m.at, words)}
    if not asked or entry.host in asked or asked & lands_of(entry, searcher):
        return None
    return f"in {entry.where}, not in {', '.join(sorted(asked))}"


def in_other_town(reading: Reading, candidate: Candidate, searcher: Searcher) -> str | None:
    """A town in which something is asked about that has its place in another, as it is typed.

    Not one that any of its facts names, unless what it is called stands just before: "the forum in Lindholm".
    """
    entry, words = candidate.entry, reading.words
    if entry.kind not in _PLACED:
        return None
    towns = [(words[span.start : span.end], span, ref) for span, ref in reading.refs("city") if span.exact]
    own = tokens(f"{entry.where or ''} {entry.name}") if towns else ()
    if not _cities(own, searcher):
        return None
    held = tuple(skeleton(token.word) for token in own)
    if any(skeleton(token.word).startswith(held) for town, _, _ in towns for token in town):
        return None
    for town, span, ref in towns:
        if span.start > 1 and words[span.start - 1].word in _WITHIN:
            named = _is_called(reading, span.start - 2, candidate, searcher)
            forms = [form for token in town for form in (token.stem, *searcher.vocabulary.like(token.stem))]
            told = searcher.rows_with(searcher.statements(candidate.number), forms)
            if named or not (told or ref.capital):
                return " ".join(token.raw for token in town).title()
    return None


def _cities(words: tuple[Token, ...], searcher: Searcher) -> list[Ref]:
    return [ref for span in searcher.lexicon.exact_spans(words) for ref in span.refs if ref.kind == "city"]


def _is_called(reading: Reading, at: int, candidate: Candidate, searcher: Searcher) -> bool:
    """Whether a word is of what a candidate is called, or the type that it is of."""
    if reading.words[at].stem in {token.stem for token in tokens(candidate.entry.name)}:
        return True
    types = (ref for span, ref in reading.refs("type") if span.start <= at < span.end)
    return any(ref.feature in searcher.bags[candidate.number] for ref in types)


def _is_said_within(at: int, words: list[str]) -> bool:
    """Whether something is in the place named there, and does not go to it."""
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    return not _WITHIN.isdisjoint((*before, *after)) or words[at].endswith(_LOCATIVE)


def _is_sent_to(at: int, words: list[str]) -> bool:
    """Whether something goes to the country named there; in other languages than English the verb may come after it."""
    around = words[max(0, at - 3) : at] if words[at].isascii() else words[max(0, at - 3) : at + 4]
    return not _SENT.isdisjoint(around)
