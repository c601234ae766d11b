"""Answer, offer up to three, or say that the base does not hold it: the decision over ranked candidates.

Candidates are ranked by a weighted sum of signals; a second set of weights turns the best one's signals into
the probability that it is right. Both are fitted by `python -m bot eval --calibrate` (see
`bot/answers/weights.py` for date, base and sets).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.agenda.upcoming import days_of
from bot.answers.answer import Reason, Status
from bot.answers.demands import demands
from bot.answers.direction import SHARED
from bot.answers.gate import Account, account, asked_stance
from bot.answers.kin import KIN, among_kin, are_kin
from bot.answers.lexicon import names_of, outermost
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import tokens
from bot.answers.weights import ANSWER, OFFER, RANK, SURE
from bot.answers.weights_semantic import NAMED, PLAIN, SPARSE, Blend
from bot.answers.weights_trained import RANK_TRAINED, TRAINED

#: What does not bar a candidate that a trained head puts first: people ask for it in words it does not hold.
SOFT = frozenset({"attribute", "subject"})
#: Kinds of entries that take part in what others are about.
_PARTIES = frozenset({"official", "institution", "topic"})
#: Types of events that are a trip of somebody.
_TRIPS = frozenset({"visit", "delegation"})
#: A candidate in conflict hides the others only when it ranks clearly above them.
CLEARLY = 1.0
#: What stands in for an entry of another time is at least this near the question, as a share of what that one is.
STAND_IN = 0.6
#: One that has the relation the other way round hides them when it ranks but this much above.
TURNED = 0.3
#: What stands between two people hides them when it ranks no more than this below.
BETWEEN = 8.0
#: Beside the best candidate those are offered that are right with this probability (of 76 less probable ones 1 was
#: right), but never a sensitive subject, which the bot does not bring up.
BUTTON = 0.04
#: From this share of its words missing on, a question is not just the other way round.
LACKING = 0.3
#: How sure a whole name is.
BY_NAME = 0.97
#: So few words may be a broad subject rather than a question.
BROAD = 2
#: So few words besides a time say what is of that time.
FEW_WORDS = 3
#: A candidate that ranks so much above all others has no rival.
BY_FAR = 2.0
#: Kinds of questions that a figure answers by itself.
_OF_FIGURE = frozenset({"card", "how-much", "how-many"})
#: Two that such words fit about as well are both offered.
RIVAL = 1.0
#: Nearer than this a candidate may always be offered; farther than that never; between, not when it holds no word.
NEAR = 0.45
FAR = 0.12
ALL_MISSING = 0.99
#: The same two borders for likeness in meaning.
MEANT_NEAR = 0.6
MEANT_FAR = 0.35
#: Idf mass of content words beyond which more says nothing.
MOST_MASS = 25.0
#: More than this between two ranks says nothing.
MOST_MARGIN = 3.0
#: How a candidate stands that is looked at by itself.
ALONE = {"margin": MOST_MARGIN, "behind": 0.0, "struck": 0.0}
#: How sure or unsure the words alone may be (log odds) where meaning has a say.
MOST_SURE = 6.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, the candidates it rests on with their probabilities, and why."""

    status: Status
    chosen: tuple[tuple[Candidate, float], ...]
    near: tuple[str, ...]
    reason: Reason | None
    explain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with what was found for and against it."""

    candidate: Candidate
    held: Account
    signals: dict[str, float]
    rank: float
    blend: Blend | None = None  #: how words and meaning weigh, where there is likeness in meaning
    trained: bool = False  #: whether a trained head tells the entries apart, rather than their names


def judge(reading: Reading, searcher: Searcher) -> list[Judged]:
    """All candidates with their signals, best first; those in conflict stand where their signals put them."""
    wanted, asked = demands(reading, searcher), asked_stance(reading, searcher)
    blend, trained = _blend(searcher), searcher.index.head is not None and not searcher.knowledge.about.countries
    judged = []
    for candidate in searcher.candidates(reading):
        held = account(reading, candidate, searcher, wanted, asked)
        if trained and candidate.headgap > 0:
            held = replace(held, conflicts=tuple(c for c in held.conflicts if c.kind not in SOFT))
        found = signals(reading, candidate, held)
        rank, meant = _sum(RANK_TRAINED if trained else RANK, found), candidate.meant
        if blend and meant:
            rank = blend.rank["words"] * rank + sum(blend.rank[name] * value for name, value in meant.items())
        judged.append(Judged(candidate, held, found, rank, blend if meant else None, trained))
    return sorted(judged, key=lambda j: (-j.rank, j.candidate.entry.id))


def decide(reading: Reading, searcher: Searcher, today: date) -> Decision:
    """Rank and decide."""
    if reading.content and all(reading.words[i].script == "digit" for i in reading.content) and not reading.window:
        return Decision("unknown", (), (), Reason("unrelated", "numbers"), ())
    if all(len(word.word) < 2 for word in reading.words):
        return Decision("unknown", (), (), Reason("vague"), ())
    judged = judge(reading, searcher)
    explain = tuple(_line(j) for j in judged[:8])
    free = [j for j in judged if not j.held.conflicts]
    near = tuple(j.candidate.entry.id for j in judged[:3] if _is_near(j.candidate))
    if not judged:
        return Decision("unknown", (), (), Reason("unrelated"), explain)
    called = _called(reading, searcher) if not judged[0].trained else frozenset()
    own = next((j.candidate for j in judged if called == {j.candidate.entry.id} and not _is_of_another_time(j)), None)
    if own is not None:
        return Decision("answered", ((own, BY_NAME),), near, None, explain)
    if not free or _hidden(judged[0], free[0]):
        return Decision("unknown", (), near, _against(judged[0]), explain)
    between = _turned_between(free[0], judged, reading, searcher)
    if between:
        return Decision("unknown", (), near, between, explain)
    first = _standing_of(free[0], judged)
    scored = tuple((j.candidate, probability(j, first if j is free[0] else ALONE)) for j in free[:4])
    best = scored[0][1] if _stands(free[0], len(reading.content)) else 0.0
    if _is_of_that_time(reading, free, judged):
        best = max(best, ANSWER)
    broad = _is_broad(reading, free[0])
    rivals = broad and len(free) > 1 and free[0].rank - free[1].rank < RIVAL and free[1].held.share == 0.0
    if not broad and best >= OFFER:
        shared = among_kin(scored[:3]) if best < ANSWER else 0.0
        if shared >= KIN:
            best, fitting = shared, _fitting(free[:3])
            others = tuple(one for one in scored if one[0] is not fitting)
            scored = ((fitting, best), *others)
    if best >= ANSWER and len(called) < 2 and not rivals:
        return Decision("answered", scored, near, None, explain)
    foreign = free[0].held.foreign
    offered = tuple(
        one
        for number, one in enumerate(scored[:3])
        if (broad or not number or one[1] >= BUTTON) and one[0].entry.sensitive is None
    )
    if offered and ((best >= OFFER and not foreign) or broad):
        return Decision("choose", offered, near, Reason("unsure"), explain)
    missing = free[0].held.missing
    reason = Reason("unrelated", ", ".join(missing[:4])) if missing else Reason("vague")
    if foreign:
        reason = Reason("country", foreign)
    return Decision("unknown", (), near if best > OFFER / 2 else (), reason, explain)


def _fitting(free: Sequence[Judged]) -> Candidate:
    """Of the first and its kin the one that holds the kind of thing asked for best: a day where "when?" was asked."""
    kin = [one for one in free if one is free[0] or are_kin(free[0].candidate.entry, one.candidate.entry)]
    return max(kin, key=lambda one: one.signals["kindfit"]).candidate


def _against(first: Judged) -> Reason:
    """Why the best candidate is not the answer; one that lacks words too is not "the other way round"."""
    reason, missing = first.held.conflicts[0], first.held.missing
    if reason.kind == "direction" and first.held.share >= LACKING:
        return Reason("unrelated", ", ".join(missing[:4]))
    return reason


def _is_of_another_time(judged: Judged) -> bool:
    return any(reason.kind == "year" for reason in judged.held.conflicts)


def _called(reading: Reading, searcher: Searcher) -> frozenset[str]:
    """The entries of which the question is the name, whole and as the base spells it; several may share it."""
    if reading.kind not in {"card", "what", "who", "when", "where", "status"} or not reading.content:
        return frozenset()
    first, last = reading.content[0], reading.content[-1]
    names = [s for s in reading.spans if s.exact and s.start <= first and last < s.end]
    return frozenset(r.id for s in names for r in s.of("entry") if r.weight >= 1 and r.id in searcher.number)


def _is_broad(reading: Reading, first: Judged) -> bool:
    """Whether a word or two were said that much of the base is about."""
    return reading.kind in {"card", "what"} and 0 < len(reading.content) <= BROAD and first.held.share == 0.0


def _is_of_that_time(reading: Reading, free: Sequence[Judged], judged: Sequence[Judged]) -> bool:
    """Whether a few words with a time are all held by a figure of that name and time that ranks far above all others.

    "Trade volume 2020": near misses of that year ("by product") are no reason to doubt it.
    """
    first = free[0]
    if reading.window is None or first is not judged[0] or not 0 < len(reading.content) <= FEW_WORDS:
        return False
    if first.candidate.entry.kind != "figure" or reading.kind not in _OF_FIGURE:
        return False
    called = {token.stem for name in names_of(first.candidate.entry) for token in tokens(name)}
    fits = first.signals["timefit"] == 1.0 and first.held.share == 0.0 and first.held.apart == 0.0
    fits = fits and any(reading.words[i].stem in called for i in reading.content)
    return fits and all(first.rank - one.rank > BY_FAR for one in free[1:])


def _hidden(first: Judged, free: Judged) -> bool:
    """Whether the best candidate, in conflict, is so clearly what was meant that no other may stand in for it.

    One of the wrong time gives way to one of the right time, a body of the wrong country to another, and what has a
    relation the other way round to what has it as it was asked, if that is near the question too.
    """
    if not first.held.conflicts:
        return False
    against = {c.detail for c in first.held.conflicts if c.kind == "ordinal"}
    if against and against <= {str(number) for number in first.candidate.ordinals}:
        return False  # it has the number, but is of another kind than what is asked about
    only_time = all(c.kind == "year" for c in first.held.conflicts)
    if (only_time or _is_body_of_other(first, free)) and free.candidate.nearest < STAND_IN * first.candidate.nearest:
        return True
    turned = any(c.kind == "direction" for c in first.held.conflicts)
    if turned and free.held.agrees and free.candidate.nearest >= STAND_IN * first.candidate.nearest:
        return False
    if free.rank >= first.rank - (TURNED if turned else CLEARLY):
        return False
    return not (only_time and free.signals["timefit"] > 0)


def _is_body_of_other(first: Judged, free: Judged) -> bool:
    """Whether one of two bodies is barred for its country only: the embassy of one is not that of the other."""
    kinds = {first.candidate.entry.kind, free.candidate.entry.kind}
    return kinds == {"institution"} and all(c.kind == "country" for c in first.held.conflicts)


def _turned_between(best: Judged, judged: Sequence[Judged], reading: Reading, searcher: Searcher) -> Reason | None:
    """Why what two people did is not answered with one of them, where what is between them was the other way round.

    Nor is somebody's trip answered with the one who travels, where the trip that is known went the other way.
    """
    spans = {s for s, r in reading.refs("entry") if r.id in searcher.people and r.weight >= SHARED}
    spans = outermost(spans)  # "Sharif" in "Shehbaz Sharif" is nobody else
    people = {r.id for s in spans for r in s.of("entry") if r.id in searcher.people and r.weight >= SHARED}
    is_trip = not _TRIPS.isdisjoint(reading.ids("type")) and any(m.how == "place" or m.city for m in reading.mentions)
    if best.candidate.entry.kind not in _PARTIES or len(spans) < (1 if is_trip else 2):
        return None
    for one in judged:
        entry = one.candidate.entry
        if entry.kind != "event" or not are_kin(best.candidate.entry, entry):
            continue
        turned = next((c for c in one.held.conflicts if c.kind == "direction"), None)
        if turned:
            return turned if best.rank - one.rank < BETWEEN else None
        if not one.held.conflicts and len(people & set(entry.neighbours)) >= len(spans):
            return None  # something else between the two is as it was asked
    return None


def _stands(judged: Judged, words: int) -> bool:
    """Whether the best candidate has anything to do with the question: it is near, or named, or holds its words.

    A lone word that names nothing must be near indeed.
    """
    candidate, held = judged.candidate, judged.held
    if candidate.meant.get("close", 0.0) >= MEANT_NEAR or judged.blend in (PLAIN, SPARSE):
        return True
    if judged.trained:
        return candidate.nearest >= FAR
    if words <= 1 and not candidate.named:
        return candidate.nearest >= NEAR
    if candidate.named or candidate.nearest >= NEAR:
        return True
    return candidate.nearest >= FAR and held.share < ALL_MISSING


def signals(reading: Reading, candidate: Candidate, held: Account) -> dict[str, float]:
    """What speaks for a candidate, by name; the weights know the same names."""
    mass, aside = min(held.mass, MOST_MASS) / 10, _is_aside(reading, candidate)
    return {
        "nearest": candidate.nearest,
        "question": candidate.question,
        "density": candidate.density,
        "covered": candidate.covered,
        "named": candidate.named,
        "missing": held.share,
        "kindfit": _kind_fits(reading, candidate),
        "timefit": _time_fits(reading, candidate),
        "cardname": candidate.named * (reading.kind == "card"),
        "apart": held.apart,
        "elsewhere": held.elsewhere,
        "strength": candidate.strength,
        "sharenear": candidate.density * candidate.nearest,
        "missnear": held.share * candidate.nearest,
        "mass": mass,
        "anchored": held.anchored,
        "massanch": mass * held.anchored,
        "mean": candidate.mean,
        "centre": candidate.centre,
        "worded": candidate.worded,
        "head": candidate.head,
        "headgap": candidate.headgap,
        "foreign": float(held.foreign is not None),
        "doubt": candidate.doubt,
        "beyond": candidate.beyond,
        "past": candidate.past,
        "alike": candidate.alike,
        "slots": candidate.slots,
        "alikeslots": candidate.alikeslots,
        "called": candidate.named * (candidate.entry.kind not in _PARTIES),
        "aside": float(aside and reading.kind == "who"),
        "doing": float(aside and reading.kind in {"when", "where", "whether", "status", "last", "next", "outcome"}),
        "nth": _nth_fits(reading, candidate),
    }


def standing(best: int, ranks: Sequence[float], barred: Sequence[bool], kin: Sequence[bool]) -> dict[str, float]:
    """How candidate number `best` stands among all, by the names that the weights know.

    `margin`: how far it ranks above the next that is neither in conflict nor its kin; `behind`: how far below the
    first of all; `struck`: the share of the others that are in conflict with the question.
    """
    others = [i for i in range(len(ranks)) if i != best]
    rivals = [ranks[i] for i in others if not barred[i] and not kin[i]]
    return {
        "margin": min(ranks[best] - max(rivals), MOST_MARGIN) if rivals else MOST_MARGIN,
        "behind": min(max(ranks) - ranks[best], MOST_MARGIN),
        "struck": sum(barred[i] for i in others) / len(others) if others else 0.0,
    }


def _standing_of(best: Judged, judged: Sequence[Judged]) -> dict[str, float]:
    return standing(
        next(i for i, j in enumerate(judged) if j is best),
        [j.rank for j in judged],
        [bool(j.held.conflicts) for j in judged],
        [are_kin(best.candidate.entry, j.candidate.entry) for j in judged],
    )


def probability(judged: Judged, stands: dict[str, float]) -> float:
    """That this candidate is right, 0 to 1, standing among the others as it does (see `standing`)."""
    if judged.trained:
        total = TRAINED["bias"] + _sum(TRAINED, stands) + _sum(TRAINED, judged.signals)
    else:
        total = SURE.log_odds({**stands, **judged.signals})
    if judged.blend:
        sure, meant = judged.blend.sure, judged.candidate.meant
        total = sure["bias"] + sure["words"] * max(-MOST_SURE, min(MOST_SURE, total))
        total += sure["margin"] * stands["margin"]
        total += sum(sure[name] * value for name, value in meant.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _blend(searcher: Searcher) -> Blend | None:
    """How words and meaning weigh for this base."""
    if searcher.meaning is None:
        return None
    if not searcher.meaning.has_head:
        return SPARSE
    return NAMED if searcher.knowledge.about.countries else PLAIN


def _is_near(candidate: Candidate) -> bool:
    near = max(candidate.nearest, candidate.beyond) > 0.25
    return bool(near or candidate.named or candidate.meant.get("close", 0.0) > MEANT_FAR)


def _sum(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    return sum(weights[name] * value for name, value in found.items())


def _kind_fits(reading: Reading, candidate: Candidate) -> float:
    entry = candidate.entry
    if reading.kind == "who":
        return float(entry.kind == "official" or bool(entry.participants or entry.people))
    if reading.kind == "when":
        return float(entry.when is not None)
    if reading.kind == "where":
        return float(entry.where is not None)
    if reading.kind in {"how-many", "how-much", "how-long"}:
        return float(entry.kind == "figure")
    return 0.5


def _time_fits(reading: Reading, candidate: Candidate) -> float:
    window, when = reading.window, candidate.entry.when
    if window and candidate.entry.kind == "recurring" and window.precision in {"day", "month"}:
        return 1.0 if days_of(candidate.entry, window.first, window.last) else -0.5
    if not window or not when:
        return 0.0
    return 1.0 if window.overlaps(when.earliest, when.latest) else -0.5


def _is_aside(reading: Reading, candidate: Candidate) -> bool:
    """Whether a person is named beside what is asked: who is named in "who welcomed X?" is not the one."""
    if candidate.entry.kind != "official" or not candidate.named:
        return False
    named = {i for s, r in reading.refs("entry") if r.id == candidate.entry.id for i in range(s.start, s.end)}
    return any(i not in named for i in reading.content)


def _nth_fits(reading: Reading, candidate: Candidate) -> float:
    """1 when the candidate's name has the ordinal asked for, -1 when it has only others, 0 where none is asked."""
    asked = {number for number in reading.ordinals if number > 1}
    own = set(candidate.ordinals)
    return 0.0 if not asked or not own else 1.0 if asked & own else -1.0


def _line(judged: Judged) -> str:
    held, found = judged.held, judged.signals
    against = "; ".join(str(c) for c in held.conflicts)
    found = {**found, **{f"meant-{name}": value for name, value in judged.candidate.meant.items()}}
    named = " ".join(f"{name} {value:.2f}" for name, value in found.items() if value)
    missing = f" lacks: {' '.join(held.missing[:6])}" if held.missing else ""
    return f"{judged.rank:.2f} {judged.candidate.entry.id}: {named}{missing}{' against: ' + against if against else ''}"
