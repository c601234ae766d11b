"""Made-up bases of any size, for measuring speed and memory: places that do not exist, with facts that mean nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

FACTS_AN_ENTRY = 5
ENTRIES_A_FILE = 500

_STARTS = ("b", "br", "d", "f", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "r", "s", "sh", "t", "tr", "v", "z")
_ENDS = ("a", "al", "an", "ar", "e", "el", "en", "er", "i", "il", "im", "o", "ol", "on", "or", "u", "um", "un", "ur")
_THINGS = ("bridge", "library", "harbour", "school", "garden", "tunnel", "museum", "market", "station", "observatory")
_ASPECTS = (
    ("cost", "The cost of {name} was {number} million crowns.", "what did {name} cost"),
    ("length", "{name} is {number} metres long from gate to gate.", "how long is {name}"),
    ("visitors", "{name} counted {number} thousand visitors in a year.", "how many visitors came to {name}"),
    ("builder", "{name} was built by the guild of {other}.", "who built {name}"),
    ("opening", "{name} was opened in the spring of {year}.", "when was {name} opened"),
    ("repair", "The roof of {name} was repaired in {year}.", "when was the roof of {name} repaired"),
    ("keeper", "The keeper of {name} comes from {other}.", "where does the keeper of {name} come from"),
    ("staff", "{number} people work at {name}.", "how many people work at {name}"),
)


@dataclass(frozen=True, slots=True)
class Probe:
    """A question and the entries that may answer it."""

    question: str
    expect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    id: str
    name: str
    facts: tuple[tuple[str, str], ...]  #: key and sentence
    questions: tuple[str, ...]  #: one a fact


def write_synthetic(folder: Path, facts: int, seed: int = 1) -> None:
    """Write a base with so many facts into the folder, the same one for the same numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "about.yaml").write_text("title: Places\n", encoding="utf-8")
    source = "- id: atlas\n  publisher: Atlas office\n  title: Atlas\n  rank: official\n  date: 2026-01-01\n"
    (folder / "sources.yaml").write_text(source, encoding="utf-8")
    places = list(_places(facts, seed))
    for start in range(0, len(places), ENTRIES_A_FILE):
        text = "".join(_as_yaml(place) for place in places[start : start + ENTRIES_A_FILE])
        (folder / f"places-{start // ENTRIES_A_FILE:04}.yaml").write_text(text, encoding="utf-8")


def synthetic_probes(facts: int, number: int, seed: int = 1) -> tuple[Probe, ...]:
    """So many questions for that base: every second with a typing error, every second with its words out of order."""
    places = list(_places(facts, seed))
    random = Random(f"probes {seed}")
    found = []
    for count in range(number):
        place = random.choice(places)
        question = random.choice(place.questions)
        question = _mistyped(question, random) if count % 2 else _shuffled(question, random)
        found.append(Probe(question, (place.id,)))
    return tuple(found)


def _places(facts: int, seed: int) -> Iterator[_Place]:
    random = Random(f"places {seed}")
    names: set[str] = set()
    for number in range(-(-facts // FACTS_AN_ENTRY)):
        while (name := f"{_word(random)} {_word(random)} {random.choice(_THINGS)}") in names:
            pass
        names.add(name)
        size = min(FACTS_AN_ENTRY, facts - number * FACTS_AN_ENTRY)
        aspects = random.sample(_ASPECTS, size)
        values = {"name": name, "other": _word(random)}
        said = tuple(
            (key, text.format(**values, number=random.randint(3, 999), year=random.randint(1900, 2025)))
            for key, text, _ in aspects
        )
        asked = tuple(question.format(name=name.lower()) for _, _, question in aspects)
        yield _Place(f"place-{number:05}", name, said, asked)


def _word(random: Random) -> str:
    return "".join(random.choice(_STARTS) + random.choice(_ENDS) for _ in range(random.randint(2, 4))).capitalize()


def _as_yaml(place: _Place) -> str:
    facts = "".join(f'    - key: {key}\n      text: "{text}"\n      sources: [atlas]\n' for key, text in place.facts)
    head = f'- id: {place.id}\n  kind: institution\n  name: "{place.name}"\n'
    return f'{head}  questions: ["{place.questions[0]}"]\n  facts:\n{facts}'


def _mistyped(question: str, random: Random) -> str:
    """One letter swapped with the next, left out or doubled."""
    at = random.randrange(len(question) - 1)
    one, two = question[at], question[at + 1]
    return question[:at] + random.choice((two + one, two, one + one + two)) + question[at + 2 :]


def _shuffled(question: str, random: Random) -> str:
    words = question.split()
    random.shuffle(words)
    return " ".join(words)
