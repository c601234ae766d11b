"""A folder of YAML becomes a base, or a list of all that keeps it from being one; the core's only disk access."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bot.knowledge import building, building_about, reading
from bot.knowledge.cache import keep, kept
from bot.knowledge.checks import check
from bot.knowledge.entries import About, Entry, Knowledge, Place, Source, Words
from bot.knowledge.parts import Notepad, Parts, Problem, fact_problem

#: Part of a base's version: raise it when the same files come to mean something else.
FORMAT = 2

_ENTRY = "`- id: ...` with `kind` and `name`"
_SOURCE = "`- id: ...` with `publisher`, `title` and `rank`"

_T = TypeVar("_T", Entry, Source)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A base, and what is to be said about it. `knowledge` is None when there is any error: never loaded by halves."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]  #: by file and line

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the base from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load_folder(folder: Path, cache: Path | None = None) -> Loaded:
    """The base in `folder` with the problems of its files; what holds between entries is left to `check_folder`."""
    parts, problems, digest = _read(folder, cache)
    return _loaded(parts, problems, digest)


def check_folder(folder: Path, today: date, cache: Path | None = None) -> Loaded:
    """The base in `folder` with all problems: those of its files, and those between entries as of `today`."""
    parts, problems, digest = _read(folder, cache)
    return _loaded(parts, (*problems, *check(parts, today)), digest)


def _loaded(parts: Parts, problems: tuple[Problem, ...], digest: bytes) -> Loaded:
    knowledge = None
    if all(problem.severity != "error" for problem in problems):
        knowledge = Knowledge(
            entries=MappingProxyType({entry.id: entry for entry in parts.entries}),
            sources=MappingProxyType({source.id: source for source in parts.sources}),
            about=parts.about,
            words=parts.words,
            version=digest.hex()[:12],
        )
    return Loaded(knowledge, tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.text))))


def _read(folder: Path, cache: Path | None) -> tuple[Parts, tuple[Problem, ...], bytes]:
    notes = Notepad("")
    files = _files(folder, notes)
    digest = _digest(files)
    if cache is not None and not notes.problems and (found := kept(cache, digest)):
        return *found, digest
    shelf = _Shelf(notes.problems)
    for name, data in files.items():
        shelf.read(name, data)
    shelf.close()
    parts, problems = shelf.parts(), tuple(notes.problems)
    if cache is not None and all(problem.severity != "error" for problem in problems):
        keep(cache, digest, (parts, problems))
    return parts, problems, digest


def _files(folder: Path, notes: Notepad) -> dict[str, bytes]:
    """What each YAML file below the folder holds, hidden ones left out, in sorted order."""
    found = {}
    if not folder.is_dir():
        notes.problems.append(Problem(str(folder), 1, None, "there is no such folder. Name one that has an about.yaml"))
        return {}
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            with path.open("rb") as file:
                found[name] = file.read(reading.LARGEST + 1)
        except OSError as error:
            why = error.strerror or "no reason given"
            notes.problems.append(
                Problem(name, 1, None, f"it cannot be opened ({why}). Make it a file that can be read")
            )
    return found


def _digest(files: Mapping[str, bytes]) -> bytes:
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    for name, data in files.items():
        digest.update(f"{name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.digest()


@dataclass(slots=True)
class _Shelf:
    """Gathers what the files hold."""

    problems: list[Problem]
    entries: list[Entry] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    about: About | None = None
    words: Words | None = None
    lines: dict[Place, Mapping[str, int]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def read(self, name: str, data: bytes) -> None:
        """Take in one file."""
        notes = Notepad(name, None, self.problems)
        stem = name.rpartition(".")[0]
        self.seen.add(stem)
        node = reading.read(data, notes)
        if node is None:
            self.unread |= reading.words_of(data)
        elif stem in ("about", "words"):
            self._read_mapping(stem, node, notes)
        elif stem == "sources" or stem.endswith("/sources") or "sources" in name.split("/")[:-1]:
            self._read_sources(node, notes)
        else:
            self._read_entries(node, notes)

    def close(self) -> None:
        """Say what is missing and what is there twice."""
        if "about" not in self.seen:
            text = 'the file is missing. Write it with at least "title: ..."'
            self.problems.append(Problem("about.yaml", 1, None, text))
        self.problems += _twice(self.entries, "entry")
        self.problems += _twice(self.sources, "source")
        for entry in self.entries:
            self.problems += _facts_twice(entry)

    def parts(self) -> Parts:
        """What could be read."""
        return Parts(
            entries=tuple(self.entries),
            sources=tuple(self.sources),
            about=self.about or About(title=""),
            words=self.words or Words(),
            lines=self.lines,
            unread=frozenset(self.unread),
        )

    def _read_mapping(self, stem: str, node: reading.Node, notes: Notepad) -> None:
        if not isinstance(node, reading.Pairs):
            example = "title: ..." if stem == "about" else "synonyms: ..."
            notes.error(node.line, f'the file has to be a mapping. Write lines like "{example}", without `- `')
            self.unread.update(reading.words_in(node))
        elif stem == "about" and self.about is None:
            self.about = building_about.about(node, notes)
        elif stem == "words" and self.words is None:
            self.words = building_about.words(node, notes)
        else:
            notes.error(1, f"there is a second file named {stem}. Put both into one")

    def _read_sources(self, node: reading.Node, notes: Notepad) -> None:
        for pairs in building.mappings(node, notes, _SOURCE):
            source = building.source(pairs, notes.of(_id_in(pairs)))
            if source is None:
                self.unread.update(reading.words_in(pairs))
            else:
                self.sources.append(source)
                self.lines[Place(notes.file, pairs.line)] = pairs.lines

    def _read_entries(self, node: reading.Node, notes: Notepad) -> None:
        for pairs in building.mappings(node, notes, _ENTRY):
            entry = building.entry(pairs, notes.of(_id_in(pairs)))
            if entry is None:
                self.unread.update(reading.words_in(pairs))
            else:
                self.entries.append(entry)
                self.lines[Place(notes.file, pairs.line)] = pairs.lines


def _id_in(pairs: reading.Pairs) -> str | None:
    node = pairs.pairs.get("id")
    return node.value.strip() if isinstance(node, reading.Text) else None


def _twice(things: Iterable[_T], what: str) -> list[Problem]:
    first: dict[str, Place | None] = {}
    problems = []
    for thing in things:
        if thing.id in first and thing.at is not None:
            text = (
                f"the id stands a second time; {_where(first[thing.id])} has it too. Give this {what} an id of its own"
            )
            problems.append(Problem(thing.at.file, thing.at.line, thing.id, text))
        first.setdefault(thing.id, thing.at)
    return problems


def _facts_twice(entry: Entry) -> list[Problem]:
    if len({fact.key for fact in entry.facts}) == len(entry.facts):
        return []
    first: dict[str, Place | None] = {}
    problems = []
    for fact in entry.facts:
        if fact.key in first:
            text = (
                f"the key stands a second time; {_where(first[fact.key])} has it too. Give this fact a key of its own"
            )
            problems.append(fact_problem(entry, fact, text))
        first.setdefault(fact.key, fact.at)
    return problems


def _where(place: Place | None) -> str:
    return f"{place.file}:{place.line}" if place else "an earlier one"
