"""The ways to take a message that follows an answer: on its own, of the last entry or one related to it, or neither.

Each way has signals by name; a weighted sum of them, fitted on conversations by `python -m bot eval
--calibrate-threads` (see `bot/answers/weights_threads.py`), says which one is likeliest meant.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from bot.answers.anaphora import HE
from bot.answers.answer import Answer, Reason, Scored, Thread
from bot.answers.decide import ALONE, Judged, probability, signals
from bot.answers.demands import demands
from bot.answers.gate import account, asked_stance
from bot.answers.question import Reading, read
from bot.answers.sibling import PRONOUNS
from bot.answers.text import folded_set
from bot.answers.tools import Tools
from bot.answers.weights import RANK
from bot.answers.weights_threads import THREADS
from bot.knowledge.entries import Entry

#: How much of its weight the last subject's name has in the next question.
SUBJECT = 0.1
#: Events and agreements that so few days lie between belong together, as what is signed on a visit does.
SAME_TIME = 3
#: Log odds and ranks farther out say no more; nor do more words, or more people that two entries share.
MOST_ODDS = 6.0
RANKS = (-5.0, 12.0)
MOST_WORDS = 8
MOST_SHARED = 3
#: Ways that are less likely are not offered; nor are more than so many.
OFFERED = 0.05
MOST_OFFERED = 3
#: Kinds of questions that no entry answers without having their words.
_OWN_WORDS = frozenset({"whether", "status", "card", "how-many", "how-much"})
#: Those of them to whom something was done: who did it is somebody else.
_OBJECTS = folded_set("him her them его ему им их оны оған оларды انہیں اسے usko unko unhein")
#: With nothing but these and a country a question asks who took part in what was said before.
_SIDES = folded_set(
    "delegation side team party members head headed heads lead led leader leading leads came come went attended attend "
    "represented represent represents spoke present participated делегация делегацию делегации сторону сторона "
    "возглавил возглавлял возглавила приехал прибыл участвовал وفد قیادت wafd qayadat делегациясын басқарды келді"
)
#: Who took part besides those said before.
_ELSE = folded_set("else others other besides ещё еще кроме другие другой دوسرے دیگر علاوہ тағы басқа baqi digar ilawa")
#: Between these "it" is what was said before; "ministry of IT" is not.
_TO, _IT = folded_set("to at in on from about for with under into"), folded_set("it")
#: Kinds of terms by which a message names what it is about.
_NAMES = frozenset({"entry", "country", "city", "place", "organisation", "foreigner"})
#: What has sides, and what happens at a time.
_SIDED = frozenset({"event", "agreement", "initiative"})
_UNDERTAKINGS = frozenset({"initiative", "corridor"})
_TIMED = frozenset({"event", "agreement"})
#: Conflicts by which an entry that is spoken of lacks what is asked.
LACKS = frozenset({"attribute", "count", "ordinal"})
#: What a question that stands alone is refused for because it does not fit, rather than because nothing is near it.
_AGAINST = frozenset(
    {"attribute", "count", "ordinal", "year", "direction", "country", "person", "organisation", "subject", "role"}
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to take a message."""

    signals: Mapping[str, float]
    judged: Judged | None = None  #: the entry of the thread that answers; None where none does
    alone: bool = False  #: whether the message stands alone

    @property
    def score(self) -> float:
        """How much speaks for it, among the ways to take one message."""
        return sum(THREADS[name] * value for name, value in self.signals.items())


def ways(reading: Reading, old: Thread, main: Entry, alone: Answer, tools: Tools, today: date) -> tuple[Way, ...]:
    """All ways to take a message after an answer on `main`: alone, as `alone` has it; from the thread; not at all."""
    related = _of_thread(reading, old, main, tools, today)
    lacks = lacked(main, related)
    nothing = {
        "none": 1.0,
        "none-words": _words(reading),
        "none-against": float(_is_against(alone)),
        "none-lacking": float(lacks is not None),
    }
    if lacks is not None:
        related = [replace(way, signals={**way.signals, "in-place": 1.0 - way.signals["main"]}) for way in related]
    return Way(_of_alone(reading, main, alone), alone=True), *related, Way(nothing)


def likeliest(found: Sequence[Way]) -> Way:
    """The way that most speaks for."""
    return max(found, key=lambda way: way.score)


def lacked(main: Entry, found: Sequence[Way]) -> Reason | None:
    """What is asked that the last entry does not have: an attribute or a number in a row; None where it lacks none."""
    held = (way.judged.held for way in found if way.judged and way.judged.candidate.entry.id == main.id)
    return next((one for account in held for one in account.conflicts if one.kind in LACKS), None)


def share(way: Way, among: Sequence[Way]) -> float:
    """The probability, 0 to 1, that a message is meant this way rather than in one of the others."""
    return 1.0 / sum(math.exp(min(other.score - way.score, 30.0)) for other in among)


def offers(found: Sequence[Way], alone: Answer) -> tuple[Scored, ...]:
    """The entries to which the likeliest ways lead, with their probabilities; what is sensitive is not brought up."""
    offered: dict[str, float] = {}
    for way in sorted(found, key=lambda way: -way.score):
        likely = share(way, found)
        if likely < OFFERED:
            break
        entry = way.judged.candidate.entry if way.judged else None
        if entry is not None and entry.sensitive is None:
            offered.setdefault(entry.id, likely)
        if way.alone and alone.status == "answered":
            offered.setdefault(alone.entries[0].id, likely)
    return tuple(Scored(one, round(likely, 3)) for one, likely in list(offered.items())[:MOST_OFFERED])


def _of_alone(reading: Reading, main: Entry, alone: Answer) -> dict[str, float]:
    said = [token.word for token in reading.words]
    points = not PRONOUNS.isdisjoint(said) or any(one in _TO and other in _IT for one, other in pairwise(said))
    return {
        "alone-odds": _odds(alone.entries[0].score) if alone.entries else 0.0,
        "alone-unsure": float(alone.status == "choose"),
        "alone-bare": float(not reading.content),
        "alone-words": _words(reading),
        "alone-pronoun": float(points),
        "alone-sides": float(_asks_of_sides(reading, main)),
        "alone-nameless": float(_names_nothing(reading)),
    }


def _of_thread(reading: Reading, old: Thread, main: Entry, tools: Tools, today: date) -> list[Way]:
    searcher = tools.searcher
    wider = _with_subject(reading, main, tools, today)
    wanted, stance = demands(reading, searcher), asked_stance(reading, searcher)
    family = _family(main, old, tools)
    numbers = tuple(searcher.number[entry_id] for entry_id in family)
    with_subject = searcher.these(wider, searcher.index.similarities(wider.bag, wider.chars), numbers)
    plain = searcher.these(reading, searcher.index.similarities(reading.bag, reading.chars), numbers)
    judged: list[tuple[Judged, float, float]] = []
    for candidate, own in zip(with_subject, plain, strict=True):
        if _is_object(candidate.entry, main, reading) or _is_no_person(candidate.entry, main, reading):
            continue
        held = account(reading, candidate, searcher, wanted, stance)
        found = signals(wider, candidate, held)
        rank = sum(RANK[name] * value for name, value in found.items())
        bare = Judged(own, held, signals(reading, own, held), rank)
        past = max(own.beyond - own.nearest, 0.0)
        judged.append((Judged(candidate, held, found, rank), probability(bare, ALONE), past))
    best = max((one.rank for one, _, _ in judged if not one.held.conflicts), default=0.0)
    everybody, types = _people(main), set(reading.ids("type"))
    attended = _attended(reading, old, main, tools)
    return [
        Way(
            {
                "related": 1.0,
                "rank": min(max(one.rank, RANKS[0]), RANKS[1]),
                "gap": max(one.rank - best, -MOST_ODDS),
                "odds-with-subject": _odds(probability(one, ALONE)),
                "odds": _odds(chance),
                "nearest": one.candidate.nearest,
                "missing": one.held.share,
                "typed": float(one.candidate.entry.type in types and one.candidate.entry.id != main.id),
                "main-typed": float(one.candidate.entry.type in types and one.candidate.entry.id == main.id),
                "beyond": past,
                "conflict": float(any(c.kind not in LACKS for c in one.held.conflicts)),
                "attribute": float(any(c.kind in {"attribute", "count"} for c in one.held.conflicts)),
                "shared": float(min(len(_people(one.candidate.entry) & everybody), MOST_SHARED)),
                "when-event": float(reading.kind in {"when", "where"} and one.candidate.entry.kind == "event"),
                "who-person": float(reading.kind == "who" and one.candidate.entry.kind == "official"),
                **family[one.candidate.entry.id],
                "main-asked": family[one.candidate.entry.id]["main"] * _asks_of_it(reading),
                "attended": float(one.candidate.entry.id == attended),
                "main-bare": family[one.candidate.entry.id]["main"] * (not reading.content),
            },
            one,
        )
        for one, chance, past in judged
    ]


def _family(main: Entry, old: Thread, tools: Tools) -> dict[str, dict[str, float]]:
    """The entries that the thread leads to, and how each stands to the last one."""
    named_by = tools.knowledge.named_by
    back = {entry.id for entry in named_by(main.id)}
    timed = {entry.id for entry in tools.searcher.entries if _is_same_time(entry, main)}
    pending = old.offered if not old.facts else ()
    before = _before(main, old, tools)
    kin = {one for entry in before for one in (*entry.neighbours, *(other.id for other in named_by(entry.id)))}
    near = (*old.entries[1:4], *old.earlier, *main.neighbours, *sorted(back), *sorted(timed), *sorted(kin))
    ids = dict.fromkeys((main.id, *pending, *near))
    known = {entry.id: entry for one in ids if (entry := tools.knowledge.find(one)) is not None}
    ahead, offered = set(main.neighbours), set(old.offered)
    return {
        one: {
            "main": float(one == main.id),
            "ahead": float(one in ahead),
            "back": float(one in back),
            "same-time": float(one in timed and one not in ahead | back),
            "offered": float(one in offered),
            "earlier": float(one in old.earlier),
            "earlier-kin": float(one in kin and one not in ahead | back | {main.id}),
            "pending": float(one in pending),
            "main-pending": float(one == main.id and bool(pending)),
        }
        for one in known
    }


def _before(main: Entry, old: Thread, tools: Tools) -> list[Entry]:
    """What was spoken of before the last entry, and the undertakings that a figure is of."""
    said = old.earlier[:1] if main.kind != "figure" else (*old.earlier[:1], *main.neighbours)
    found = [entry for one in said if (entry := tools.knowledge.find(one))]
    return [entry for entry in found if entry.id in old.earlier or entry.kind in _UNDERTAKINGS]


def _is_same_time(entry: Entry, main: Entry) -> bool:
    if entry.kind not in _TIMED or main.kind not in _TIMED or entry.id == main.id or not entry.when or not main.when:
        return False
    ends = (entry.when.earliest, main.when.earliest), (entry.when.latest, main.when.latest)
    return any(one and other and abs((one - other).days) <= SAME_TIME for one, other in ends)


def _people(entry: Entry) -> set[str]:
    return {one.id for one in entry.participants} | set(entry.people)


def _is_object(entry: Entry, main: Entry, reading: Reading) -> bool:
    """Whether an entry is the person meant by "him" in "who received him?"."""
    if reading.kind != "who" or not _OBJECTS & {token.word for token in reading.words}:
        return False
    guests = {one.id for one in main.participants if one.role == "guest"}
    return entry.id in guests or (entry.id == main.id and entry.kind == "official")


def _is_no_person(entry: Entry, main: Entry, reading: Reading) -> bool:
    """Whether an entry cannot have what "how old is he?" asks for after an answer on a person."""
    if entry.kind == "official" or not reading.refs("attribute"):
        return False
    said = {token.word for token in reading.words}
    return bool(said & (PRONOUNS if main.kind == "official" else HE))


def _names_nothing(reading: Reading) -> bool:
    """Whether nobody and nothing is named by its name, no country, town or time."""
    return not reading.window and not any(r.kind in _NAMES for span in reading.spans for r in span.refs)


def _asks_of_sides(reading: Reading, main: Entry) -> bool:
    """Whether a question asks who took part and names nothing else: "who led the Pakistani delegation?"."""
    if main.kind not in _SIDED or reading.window or not reading.asked or not reading.content:
        return False
    lands = {i for s in reading.spans if any(s.of("country")) for i in range(s.start, s.end)}
    return all(i in lands or reading.words[i].word in _SIDES for i in reading.content)


def _attended(reading: Reading, old: Thread, main: Entry, tools: Tools) -> str | None:
    """What is asked further about in "who else spoke there?": the last subject in which several took part."""
    if reading.kind != "who" or _ELSE.isdisjoint(token.word for token in reading.words):
        return None
    said = (main, *(entry for one in old.earlier if (entry := tools.knowledge.find(one))))
    return next((entry.id for entry in said if entry.kind in _SIDED and len(_people(entry)) > 1), None)


def _asks_of_it(reading: Reading) -> bool:
    """Whether a word is asked about that every entry has a say on, whatever the word: "when was it launched?"."""
    return not reading.content or (len(reading.content) == 1 and reading.kind not in _OWN_WORDS)


def _is_against(alone: Answer) -> bool:
    return alone.status != "answered" and alone.reason is not None and alone.reason.kind in _AGAINST


def _with_subject(reading: Reading, main: Entry, tools: Tools, today: date) -> Reading:
    """The reading with the last subject's name in it, at part of its weight."""
    subject = read(main.name, tools.searcher.lexicon, today)
    bag, chars = Counter(reading.bag), Counter(reading.chars)
    for own, other in ((bag, subject.bag), (chars, subject.chars)):
        for name, value in other.items():
            own[name] = max(own[name], SUBJECT * value)  # type: ignore[assignment]
    return replace(reading, bag=bag, chars=chars)


def _words(reading: Reading) -> float:
    return float(min(len(reading.content), MOST_WORDS))


def _odds(chance: float) -> float:
    """The log odds of a probability."""
    sure = min(max(chance, 1e-6), 1 - 1e-6)
    return min(max(math.log(sure / (1 - sure)), -MOST_ODDS), MOST_ODDS)
