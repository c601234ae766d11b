"""Every id that is named has to exist, once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import DamerauLevenshtein

from bot.knowledge.currency import DAYS, HISTORY
from bot.knowledge.entries import PLAYED, Entry, Fact, Office
from bot.knowledge.fields import nearest
from bot.knowledge.parts import Parts, Problem, fact_problem

#: More letters than this that differ are no slip of the keyboard; ids of sources are alike by their form.
_SLIPS = 2
_LIKE_AN_ID = re.compile("[a-z0-9]+(?:[_-]+[a-z0-9]+)*")


class Known:
    """The ids that may be named, by what they name."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.entries = {entry.id: entry for entry in reversed(parts.entries)}
        self.former = {old: entry.id for entry in parts.entries for old in entry.former_ids}
        self.sources = {source.id for source in parts.sources}
        self.countries = {term.id for term in (*parts.about.countries, *parts.words.places)}
        self.or_countries = self.countries | self.entries.keys()
        self.or_terms = self.or_countries | {term.id for term in parts.words.organisations}
        self.types, self.themes, self.roles = (
            {term.id for term in terms} for terms in (parts.words.types, parts.words.themes, parts.words.roles)
        )
        self.subjects = {*DAYS, HISTORY, *parts.about.currency}
        self.twice = _second_sources(parts)
        self.facts = {(entry.id, fact.key): fact for entry in parts.entries for fact in entry.facts}

    @cached_property
    def played(self) -> frozenset[str]:
        """The roles that a participant may have: parts played, offices, and what people here are called."""
        offices = (name for role in self.parts.words.roles for name in (role.name, *role.aliases))
        titles = (office.title for entry in self.parts.entries for office in entry.offices)
        return PLAYED | {name.casefold() for name in (*offices, *titles)}

    @cached_property
    def topics(self) -> set[str]:
        """The ids of topics."""
        return {entry.id for entry in self.parts.entries if entry.kind == "topic"}

    def unknown(self, name: str, known: Collection[str], what: str) -> str | None:
        """What is wrong with `name` as the id of something known, or None."""
        if name in known or name in self.parts.unread:
            return None
        if name in self.former:
            return f'is "{name}", which was merged into another entry. Write "{self.former[name]}"'
        if known is self.sources:
            return f'is "{name}", and there is no such source. {self._meant_source(name)}'
        like = nearest(name, known)
        hint = f'Write "{like}", or add it' if like else "Add it, or delete it here"
        return f'is "{name}", and there is no such {what}. {hint}'

    def _meant_source(self, name: str) -> str:
        """What to do about a source that is not there. Another one is named only for a slip of the keyboard."""
        if self.twice:
            return f"If it is the one at {self.twice}, whose id stands twice, give that one this id. Else add it"
        like = nearest(name, {one for one in self.sources if DamerauLevenshtein.distance(one, name) <= _SLIPS})
        if like is None:
            return "Add it, or write the id of the source from which this was taken"
        meant = next(source for source in self.parts.sources if source.id == like)
        return f'If {meant.publisher}, "{meant.title}" is meant, write "{like}". Else add it'


def _second_sources(parts: Parts) -> str:
    """Where sources stand that have the id of an earlier one: their own ids are what the facts still name."""
    seen, found = set[str](), []
    for source in parts.sources:
        if source.id in seen and source.at is not None:
            found.append(f"{source.at.file}:{source.at.line}")
        seen.add(source.id)
    return " or ".join(found[:3])


def ids(parts: Parts) -> Iterator[Problem]:
    """Ids that name nothing, or two things, or the entry itself."""
    known = Known(parts)
    yield from _former_ids(known)
    for entry in parts.entries:
        yield from _of_entry(known, entry)
        for office in entry.offices:
            yield from _of_office(known, entry, office)
        for fact in entry.facts:
            yield from _of_fact(known, entry, fact)
    yield from _rings(known)
    yield from _unused_sources(known)


def _former_ids(known: Known) -> Iterator[Problem]:
    claimed: dict[str, str] = {}
    for entry in known.parts.entries:
        for old in entry.former_ids:
            if old in known.entries:
                text = (
                    f'`former_ids` holds "{old}", which is the id of an entry that is still there. Delete one of them'
                )
                yield known.parts.error(entry, "former_ids", text)
            elif claimed.setdefault(old, entry.id) != entry.id:
                text = f'`former_ids` holds "{old}", and {claimed[old]} claims it too. Keep it in one'
                yield known.parts.error(entry, "former_ids", text)


def _of_entry(known: Known, entry: Entry) -> Iterator[Problem]:
    named: list[tuple[str, Iterable[str], Collection[str], str]] = [
        ("related", entry.related, known.entries, "entry"),
        ("people", filter(_is_id, entry.people), known.entries, "person"),
        ("participants", filter(_is_id, (one.id for one in entry.participants)), known.or_terms, "entry"),
        ("host", _if(entry.host), known.or_countries, "entry or country"),
        ("guest", _if(entry.guest), known.or_countries, "entry or country"),
        ("country", _if(entry.country), known.countries, "country in about.yaml or words.yaml"),
        ("sensitive", _if(entry.sensitive), known.topics, "topic"),
        ("currency", _if(entry.currency), known.subjects, "subject in about.yaml"),
        ("type", _if(entry.type), known.types, "type in words.yaml"),
        ("themes", entry.themes, known.themes, "theme in words.yaml"),
        ("series", (value.source for value in entry.series), known.sources, "source"),
        ("history", (name for past in entry.history for name in past.sources), known.sources, "source"),
    ]
    for key, names, among, what in named:
        for name in names:
            if wrong := known.unknown(name, among, what):
                yield known.parts.error(entry, key, f"`{key}` {wrong}")
    yield from _strange(known, entry)
    yield from _of_parts_played(known, entry)


def _strange(known: Known, entry: Entry) -> Iterator[Problem]:
    if entry.id in entry.related:
        yield known.parts.error(entry, "related", "`related` names the entry itself. Delete it there")
    if entry.host is not None and entry.host == entry.guest:
        yield known.parts.error(entry, "guest", f'`guest` is "{entry.guest}", the same as `host`. Write who came')
    for key, names in (("related", entry.related), ("themes", entry.themes), ("people", entry.people)):
        for name in _repeated(names):
            yield known.parts.warning(entry, key, f'`{key}` holds "{name}" twice. Keep one')
    if of_events := of_an_event(entry):
        keys = ", ".join(f"`{key}`" for key in of_events)
        text = f'`kind` is "{entry.kind}", which has no {keys}. Write "event", or delete what does not belong here'
        yield known.parts.error(entry, "kind", text)
    if entry.offices and entry.kind != "official":
        yield known.parts.error(
            entry, "offices", f"`offices` belongs to people, and this is an entry of kind {entry.kind}. Delete it"
        )


def of_an_event(entry: Entry) -> tuple[str, ...]:
    """The keys of an entry of another kind that only events have; of a person, all that happens at a time."""
    if entry.kind == "event":
        return ()
    keys: dict[str, object] = {"type": entry.type, "host": entry.host, "guest": entry.guest}
    if entry.kind == "official":
        keys |= {"when": entry.when, "starts_at": entry.starts_at, "status": entry.status, "where": entry.where}
        keys |= {"participants": entry.participants, "rrule": entry.rrule}
    return tuple(key for key, value in keys.items() if value)


def _of_parts_played(known: Known, entry: Entry) -> Iterator[Problem]:
    """Parts played that are spelt almost like one that is known."""
    for one in entry.participants:
        if one.role is None or one.role.casefold() in known.played:
            continue
        like = nearest(one.role, known.played)
        if like is not None and DamerauLevenshtein.distance(like, one.role.casefold()) <= _SLIPS:
            text = f'{one.id} has the role "{one.role}", which is not known. Write "{like}" if that is meant'
            yield known.parts.warning(entry, "participants", text)


def _of_office(known: Known, entry: Entry, office: Office) -> Iterator[Problem]:
    place = office.at or entry.at
    if place is None:
        return
    named: list[tuple[str, Iterable[str], Collection[str], str]] = [
        ("role", _if(office.role), known.roles, "role in words.yaml"),
        ("post", _if(office.post), known.countries, "country in about.yaml or words.yaml"),
        ("country", filter(_is_id, _if(office.country)), known.countries, "country in about.yaml or words.yaml"),
        ("sources", office.sources, known.sources, "source"),
    ]
    for key, names, among, what in named:
        for name in names:
            if wrong := known.unknown(name, among, what):
                yield Problem(place.file, place.line, entry.id, f"office {office.title}: `{key}` {wrong}")
    if not office.sources:
        yield Problem(place.file, place.line, entry.id, f"office {office.title} has no source. Write `sources: [...]`")


def _of_fact(known: Known, entry: Entry, fact: Fact) -> Iterator[Problem]:
    for name in fact.sources:
        if wrong := known.unknown(name, known.sources, "source"):
            yield fact_problem(entry, fact, f"`sources` {wrong}")
    for name in _repeated(fact.sources):
        yield fact_problem(entry, fact, f'`sources` holds "{name}" twice. Keep one', "warning")
    if fact.speaker and _is_id(fact.speaker) and (wrong := known.unknown(fact.speaker, known.entries, "entry")):
        yield fact_problem(entry, fact, f"`speaker` {wrong}")
    if fact.currency and (wrong := known.unknown(fact.currency, known.subjects, "subject in about.yaml")):
        yield fact_problem(entry, fact, f"`currency` {wrong}")
    if fact.superseded_by is not None:
        yield from _of_successor(known, entry, fact, fact.superseded_by)


def _of_successor(known: Known, entry: Entry, fact: Fact, ref: str) -> Iterator[Problem]:
    entry_id, _, key = ref.partition("#")
    successor = known.facts.get((known.former.get(entry_id, entry_id), key))
    if fact.withdrawn is not None:
        yield fact_problem(
            entry, fact, "it has both `withdrawn` (never true) and `superseded_by` (once true). Keep one"
        )
    if successor is None:
        if entry_id in known.parts.unread:
            return
        example = f'"{entry.id}#..." with the `key` of the newer fact'
        yield fact_problem(entry, fact, f'`superseded_by` is "{ref}", and there is no such fact. Write {example}')
    elif successor.withdrawn is not None:
        yield fact_problem(entry, fact, f'`superseded_by` is "{ref}", a fact that is withdrawn. Name one that holds')
    elif key.isdigit():
        text = f'`superseded_by` is "{ref}", a position that moves. Give that fact a `key` and write it here'
        yield fact_problem(entry, fact, text, "warning")


def _rings(known: Known) -> Iterator[Problem]:
    """Facts that are superseded, step by step, by themselves."""
    follows = {ref: _ref(known, fact.superseded_by) for ref, fact in known.facts.items() if fact.superseded_by}
    cleared: set[tuple[str, str]] = set()
    for begin in follows:
        path: list[tuple[str, str]] = []
        at: tuple[str, str] | None = begin
        while at is not None and at in follows and at not in cleared and at not in path:
            path.append(at)
            at = follows[at]
        if at is not None and at in path and at not in cleared:
            steps = " -> ".join("#".join(step) for step in (*path[path.index(at) :], at))
            entry, fact = known.entries[at[0]], known.facts[at]
            yield fact_problem(entry, fact, f"`superseded_by` goes round in a ring: {steps}. Let the newest have none")
        cleared.update(path)


def _ref(known: Known, ref: str | None) -> tuple[str, str]:
    entry_id, _, key = (ref or "").partition("#")
    return known.former.get(entry_id, entry_id), key


def _unused_sources(known: Known) -> Iterator[Problem]:
    used = set(known.parts.unread)
    for entry in known.parts.entries:
        used.update(value.source for value in entry.series)
        used.update(name for fact in entry.facts for name in fact.sources)
        used.update(name for office in entry.offices for name in office.sources)
        used.update(name for past in entry.history for name in past.sources)
        used.update(re.findall("[a-z0-9_-]+", entry.notes or ""))
    for source in known.parts.sources:
        if source.id not in used and not known.twice:  # whose id is wrong is said already
            text = "no fact, office, history or note names this source. Use it or delete it"
            yield known.parts.warning(source, "id", text)


def _is_id(name: str) -> bool:
    return _LIKE_AN_ID.fullmatch(name) is not None


def _if(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _repeated(names: tuple[str, ...]) -> list[str]:
    if len(set(names)) == len(names):
        return []
    return sorted({name for name in names if names.count(name) > 1})
