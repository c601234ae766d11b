"""Who leads something, said with a verb: "кто возглавляет МИД" asks for the office of the one who heads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.answers.office_asked import roles_of
from bot.answers.question import Reading, read
from bot.answers.text import folded_set
from bot.answers.tools import Tools

#: Words of leading in the three languages whose word order is known, ...
_HEADS = folded_set("heads head leads lead led runs headed")
_GLAVA = folded_set(
    "возглавляет возглавляют возглавлял возглавляла возглавил возглавила руководит руководят руководил руководила "
    "управляет главе глава главой руководитель"
)
_BASSHYSY = folded_set("басқарады басқарған басқарды басқарып басшысы басшылық жетекшілік")
_LEADS = _HEADS | _GLAVA | _BASSHYSY
#: ... and what stands beside them and means nothing more.
_BESIDE = folded_set("стоит стоял находится во отыр етеді етті жасайды жасады отырған")
_OF = folded_set("of the")
#: The beginning of the word for a ministry, and its minister.
_MINISTRIES = (("министерств", "министр"), ("министрлиг", "министри"), ("ministry", "minister"))
#: "Минобороны" is the ministry of defence.
_SHORT, SHORTEST = "мин", 8
#: How a Kazakh word ends that somebody leads.
_OBJECT = ("ин", "ын", "ни", "ны", "ды", "ди", "ты", "ти")
#: Who leads a country, by the names that a base may have for it.
_OF_COUNTRY = ("head of state", "head of government")


def led(reading: Reading, tools: Tools, today: date) -> Reading | None:
    """The same question with the name of the office that is led, or None where there is no such office."""
    words = [token.word for token in reading.words]
    if reading.kind != "who" or _LEADS.isdisjoint(words):
        return None
    offices = [span for span, _ in reading.refs("role")]
    is_named = any(not _LEADS.issuperset(words[span.start : span.end]) for span in offices)
    for said in _by_minister(words) if is_named else (*_by_minister(words), *_by_head(words)):
        found = read(" ".join(said), tools.searcher.lexicon, today)
        if roles_of(found) - roles_of(reading):
            return found
    return None


def leaders_of(reading: Reading, tools: Tools, today: date) -> tuple[str, tuple[frozenset[str], ...]] | None:
    """The country that somebody leads in "кто руководит Норванией", and the roles of those who may; else None."""
    lands = {mention.id for mention in reading.mentions if mention.home and not mention.city}
    said = {mention.at for mention in reading.mentions}
    leads = {i for i, token in enumerate(reading.words) if token.word in _LEADS}
    if reading.kind != "who" or len(lands) != 1 or not leads or set(reading.content) - said - leads:
        return None
    roles = tuple(roles_of(read(name, tools.searcher.lexicon, today)) for name in _OF_COUNTRY)
    return (lands.pop(), roles) if all(roles) else None


def _by_minister(words: Sequence[str]) -> Iterator[list[str]]:
    """The question with the minister for the ministry, and nothing of leading."""
    rest = [w for i, w in enumerate(words) if w not in _LEADS | _BESIDE and not _is_of_lead(words, i)]
    for ministry, minister in _MINISTRIES:
        if any(word.startswith(ministry) for word in rest):
            yield [minister if word.startswith(ministry) else word for word in rest]
    if any(_is_short(word) for word in rest):
        yield [f"{_MINISTRIES[0][1]} {word[len(_SHORT) :]}" if _is_short(word) else word for word in rest]


def _by_head(words: Sequence[str]) -> Iterator[list[str]]:
    """The question with "head of" before or, in Kazakh, after what is led."""
    at = next(i for i, word in enumerate(words) if word in _LEADS)
    before = [word for word in words[:at] if word not in _BESIDE]
    after = [w for i, w in enumerate(words) if i > at and w not in _LEADS | _BESIDE and not _is_of_lead(words, i)]
    if words[at] in _GLAVA:
        yield [*before, "глава", *after]
    if words[at] in _HEADS:
        yield [*before, "head of", *after]
    thing = next((i for i, word in enumerate(before) if word.endswith(_OBJECT)), None)
    if words[at] in _BASSHYSY and thing is not None:
        yield [*before[:thing], before[thing][:-1], "басшысы", *before[thing + 1 :], *after]


def _is_of_lead(words: Sequence[str], at: int) -> bool:
    """Whether "of" or "the" stands there right after a word of leading."""
    while at and words[at] in _OF:
        at -= 1
        if words[at] in _LEADS:
            return True
    return False


def _is_short(word: str) -> bool:
    return len(word) >= SHORTEST and word.startswith(_SHORT) and not word.startswith(_MINISTRIES[0][1])
