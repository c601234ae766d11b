"""What is asked for that a candidate has nothing of: a thing, a post, a number, the holder of an office."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answers.answer import Reason
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import folded_set, tokens
from bot.knowledge.entries import Entry, Fact

#: Kinds of terms that name somebody or something.
_NAMES = frozenset({"entry", "country", "city", "place", "foreigner"})
_ABROAD = frozenset({"place", "foreigner"})
#: What every card of a person tells.
_OF_SOMEBODY = folded_set(
    "post job role position office title work bio biography profile info information details career background "
    "должность пост биография карьера عہدہ تعارف лауазымы өмірбаяны ohda taaruf"
)
#: Kinds of questions that may ask who holds an office.
_HOLDER_ASKED = frozenset({"who", "card", "status", "how", "what"})
#: What a question consists of that asks for nothing else.
_HOLDER_NAMES = frozenset({"entry", "role", "country", "city", "type", "theme"})
#: Things asked for that every entry may answer in its own words.
_ANY_THING = frozenset(
    (
        "kind sort type thing things way time day date year month city town country place person man woman "
        "people side role problem problems job post position office relative group new high big main other "
        "international joint official part point exactly happened did does is was are were about kinds else "
        "event events meeting meetings "
        "all matters topics subjects fields name person's occasion former ex head boss chief incharge leader "
    ).split()
)
#: Before these stands a verb: "what makes the", "what links our".
_DETERMINERS = folded_set("the a an this that these those his her its their our my your all both")
#: How a post is asked for: "who was the", "the name of the".
_BEING = folded_set("is was are were")
_OF = (["of"], ["for"])
_NAME = folded_set("name names")
_BEFORE_POST = folded_set("the a an our its their his this that former new current first then main chief")
_DATES = re.compile(
    r"\b(?:\d{1,2}(?:[-–]\d{1,2})?\s+)?(?:January|February|March|April|May|June|July|August|September)"
    r"(?:\s+(?:19|20)\d\d)?\b|\b(?:\d{1,2}(?:[-–]\d{1,2})?\s+)?(?:October|November|December)"
    r"(?:\s+(?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b|\b(?:\d+|one|two|three|four|five)-(?:day|week|month|year)\b"
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|million|billion)\b"
    r"|\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b"
    r"|\b(?:half|one|once|several|no|free|nothing)\b",
    re.I,
)
#: How a share is asked for, and how texts give one.
_SHARE = folded_set(
    "percent percentage percentages процент процента процентов پروسنٹ فیصد فی صد пайыз пайызы fisad feesad %"
)
_SHARE_SAID = re.compile(r"%|\bper ?cents?\b|\b(?:half|third|quarter|fifth|tenth|share)s?\b", re.I)
#: So many texts are remembered to have a number or none.
MOST_TEXTS = 4096
_MANY = folded_set("many")
#: What is counted by these is how often something was.
_HOW_OFTEN = folded_set("times th more")
#: A number belongs to a word at most so far behind it: "40 young people".
BESIDE = 4
_ASKS_NUMBER = re.compile(r"\bhow (?:many|much|long|often)\b", re.I)


def lacked(reading: Reading, candidate: Candidate, missing: tuple[str, ...], searcher: Searcher) -> Reason | None:
    """What the question asks for and the candidate does not speak of, or None; `missing`: the words that it lacks."""
    return (
        (missing and (_asked_thing(reading, missing) or _asked_post(reading, missing, searcher)))
        or _other_office(reading, candidate.entry, missing)
        or (missing and _nothing_but_names(reading, candidate, missing))
        or _number_asked(reading, candidate.entry)
        or _office_unknown(reading, candidate, searcher)
        or _uncounted(reading, candidate, searcher)
    )


def _asked_thing(reading: Reading, missing: tuple[str, ...]) -> Reason | None:
    """ "Which hotel ...?" of something that has no hotel; "what makes the ..." and "what brought Nur" ask no thing."""
    words = reading.words
    asking = [i for i, token in enumerate(words[:-1]) if token.word in {"which", "what"}]
    names = {s.start for s in reading.spans if any(r.kind in _NAMES for r in s.refs)} if asking else set()
    for i in asking:
        token = words[i]
        if i + 2 in names:
            continue
        after = words[i + 2].word if i + 2 < len(words) else ""
        if token.word == "what" and after in _DETERMINERS:
            continue
        thing = words[i + 3] if after == "of" and i + 3 < len(words) else words[i + 1]  # "which lines of business"
        if thing.word in missing and thing.word not in _ANY_THING:
            return Reason("attribute", thing.raw)
    return None


def _asked_post(reading: Reading, missing: tuple[str, ...], searcher: Searcher) -> Reason | None:
    """ "Who is the pilot ...?", "names of the drivers" of something that speaks of no pilot and no driver."""
    words = reading.words
    for i, token in enumerate(words[:-1]):
        before = words[i - 1].word if i else ""
        if not ((before == "who" and token.word in _BEING) or (before in _NAME and token.word == "of")):
            continue
        post = next((word for word in words[i + 1 :] if word.word not in _BEFORE_POST), token)
        known = post.stem in searcher.documents.ids
        if post.word in missing and post.word not in _ANY_THING and (known or not searcher.vocabulary.has_slip(post)):
            return Reason("role", post.raw)
    return None


def _other_office(reading: Reading, entry: Entry, missing: tuple[str, ...]) -> Reason | None:
    """ "Secretary of commerce" of somebody of whom nothing says commerce."""
    if entry.kind != "official" or not missing:
        return None
    for span, ref in reading.refs("role"):
        after = [token.word for token in reading.words[span.end : span.end + 3]]
        thing = next((word for word in after[1:] if word not in _DETERMINERS), "") if after[:1] in _OF else ""
        if thing in missing:
            return Reason("role", ref.id)
    return None


def _nothing_but_names(reading: Reading, candidate: Candidate, missing: tuple[str, ...]) -> Reason | None:
    """What is asked of a person, or of what another country takes part in, that holds nothing of it but the names."""
    own = candidate.entry.id if candidate.entry.kind == "official" else None
    foreign = any(s.exact and r.kind in _ABROAD for s in reading.spans for r in s.refs)
    if not foreign and own not in reading.ids("entry"):
        return None
    named = {i for s in reading.spans for r in s.refs if r.kind in _NAMES for i in range(s.start, s.end)}
    rest = [
        reading.words[i].word for i in reading.content if i not in named and reading.words[i].word not in _OF_SOMEBODY
    ]
    return Reason("unrelated", ", ".join(rest)) if rest and set(rest) <= set(missing) else None


def _number_asked(reading: Reading, entry: Entry) -> Reason | None:
    """A number asked of an entry none of whose facts holds one beside dates; its own questions may ask for one.

    Nor is a share asked of one that gives none.
    """
    if reading.kind not in {"how-many", "how-much"} or entry.series:
        return None
    facts = entry.shown_facts
    if not _SHARE.isdisjoint(token.word for token in reading.words) and not any(
        _SHARE_SAID.search(fact.text) for fact in facts
    ):
        return Reason("attribute", "share")
    if any(has_number(fact.text) for fact in facts) or any(
        _asks_number(questions) for questions in (entry.questions, *(fact.questions for fact in facts))
    ):
        return None
    return Reason("attribute", "number")


def _uncounted(reading: Reading, candidate: Candidate, searcher: Searcher) -> Reason | None:
    """What "how many seats?" counts, where no fact of the candidate has a number before that word; None otherwise.

    Nor has one that people ask so of the number of it. English only: facts are English.
    """
    words = reading.words
    asking = next((i for i, token in enumerate(words) if token.word in _MANY), len(words))
    lands = {i for s in reading.spans if any(s.of("country")) for i in range(s.start, s.end)}
    at = next((i for i in range(asking + 1, len(words)) if i not in lands), len(words))
    if (
        reading.kind != "how-many"
        or at not in reading.content
        or words[at].word in _HOW_OFTEN
        or candidate.entry.series
    ):
        return None
    features = {words[at].stem} | {r.feature for s in reading.spans if s.start <= at < s.end for r in s.refs}
    facts, searched = candidate.entry.facts, searcher.index
    held = searcher.rows_with(tuple(range(*searched.span_of(candidate.number))), features)
    asked = {int(searched.fact[row]) for row in held if searched.is_question[row]} - {-1}
    said = {int(searched.fact[row]) for row in held if not searched.is_question[row]} - {-1}
    if any(_counts(facts[number].text, features, searcher) for number in said):
        return None
    told = any(_asks_number_of(facts[number], features) and has_number(facts[number].text) for number in asked)
    return None if told else Reason("count", words[at].raw)


def _asks_number_of(fact: Fact, features: set[str]) -> bool:
    """Whether people ask so of a fact how many of these there are."""
    asking = (question for question in fact.questions if _ASKS_NUMBER.search(question))
    return any(token.stem in features for question in asking for token in tokens(question))


def _counts(text: str, features: set[str], searcher: Searcher) -> bool:
    """Whether a number stands shortly before one of these words or terms in a text."""
    said = tokens(_DATES.sub(" ", text))
    places = {i for i, token in enumerate(said) if token.stem in features}
    spans = searcher.lexicon.exact_spans(said)
    places |= {i for s in spans if any(r.feature in features for r in s.refs) for i in range(s.start, s.end)}
    numbers = {i for i, token in enumerate(said) if _NUMBER.fullmatch(token.word) or token.script == "digit"}
    return any(0 < place - number <= BESIDE for place in places for number in numbers)


@lru_cache(maxsize=MOST_TEXTS)
def has_number(text: str) -> bool:
    """Whether a text holds a number beside dates."""
    return _NUMBER.search(_DATES.sub(" ", text)) is not None


@lru_cache(maxsize=MOST_TEXTS)
def _asks_number(questions: tuple[str, ...]) -> bool:
    return any(_ASKS_NUMBER.search(question) for question in questions)


def _office_unknown(reading: Reading, candidate: Candidate, searcher: Searcher) -> Reason | None:
    """Who holds an office of an institution of which no statement names it; its questions alone say nothing.

    Beside other words the office may be called otherwise, so there any office will do.
    """
    asked = reading.ids("role")
    if not asked or candidate.entry.kind != "institution" or reading.kind not in _HOLDER_ASKED:
        return None
    names = {i for s in reading.spans for r in s.refs if r.kind in _HOLDER_NAMES for i in range(s.start, s.end)}
    alone = len(set(reading.content) - names) <= 1
    words = searcher.knowledge.words
    named = {role for one in asked for role in (one, *words.covered_in_bodies(one))}
    roles = named if alone else {role.id for role in words.roles}
    said = any(searcher.says(candidate.number, f"@role:{role}") for role in roles)
    return None if said else Reason("role", asked[0])
