"""What a curator may want to look at next: nothing here is wrong, all of it can be better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.knowledge.check_names import folded
from bot.knowledge.check_times import expected_in_the_past
from bot.knowledge.currency import freshness
from bot.knowledge.entries import LANGUAGES, Entry, Knowledge, Place

Group = Literal[
    "date-passed",
    "out-of-date",
    "office-only-attested",
    "one-source",
    "no-question",
    "shared-question",
    "no-name",
    "machine-made",
]

#: In the order in which they are shown, most urgent first.
TITLES: dict[Group, str] = {
    "date-passed": "Announced events whose date has passed",
    "out-of-date": "Facts past their currency",
    "office-only-attested": "Offices of which only sightings are known",
    "one-source": "Entries that rest on one source",
    "no-question": "Entries without a question",
    "shared-question": "Questions that stand at two entries",
    "no-name": "Entries without a name in a language",
    "machine-made": "Names and texts made by machine and not reviewed",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at."""

    group: Group
    entry: str  #: entry id
    fact: str | None  #: fact key, where it is about a fact
    text: str
    at: Place | None = None

    def __str__(self) -> str:
        where = f"{self.at.file}:{self.at.line}: " if self.at else ""
        return f"{where}{self.entry}{'#' + self.fact if self.fact else ''}: {self.text}"


def review(knowledge: Knowledge, today: date) -> tuple[Finding, ...]:
    """All findings as of `today`, by group in the order of TITLES, then in file order."""
    entries = tuple(knowledge.entries.values())
    return (
        *_dates_passed(entries, today),
        *_out_of_date(knowledge, today),
        *_only_attested(entries),
        *_one_source(knowledge),
        *_without_question(entries),
        *_shared_questions(entries),
        *_without_name(entries),
        *_machine_made(entries),
    )


def _dates_passed(entries: Iterable[Entry], today: date) -> Iterator[Finding]:
    for entry in entries:
        if expected_in_the_past(entry, today):
            text = f"{entry.status} for {entry.when}: was it held?"
            yield Finding("date-passed", entry.id, None, text, entry.at)


def _out_of_date(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    for entry in knowledge.entries.values():
        for fact in entry.shown_facts:
            state = freshness(knowledge, entry, fact, today)
            if not state.current:
                last = f"last confirmed {state.confirmed}" if state.confirmed else "never confirmed"
                days = f"{state.days} {'day' if state.days == 1 else 'days'}"
                text = f"{last}; {state.subject} count as current for {days}"
                yield Finding("out-of-date", entry.id, fact.key, text, fact.at)


def _only_attested(entries: Iterable[Entry]) -> Iterator[Finding]:
    for entry in entries:
        for office in entry.offices:
            if office.start is None and office.end is None:
                seen = f"seen on {office.attested[0]} and {office.attested[1]}" if office.attested else "no date at all"
                yield Finding("office-only-attested", entry.id, None, f"{office.title}: {seen}", office.at)


def _one_source(knowledge: Knowledge) -> Iterator[Finding]:
    for entry in knowledge.entries.values():
        named = {name for fact in entry.shown_facts for name in fact.sources}
        if len(named) == 1:
            source = knowledge.sources.get(*named)
            rank = f" ({source.rank})" if source else ""
            yield Finding("one-source", entry.id, None, f"{min(named)}{rank}", entry.at)


def _without_question(entries: Iterable[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if not entry.asked:
            yield Finding("no-question", entry.id, None, "write how people ask for it", entry.at)


def _shared_questions(entries: Iterable[Entry]) -> Iterator[Finding]:
    asked: dict[str, str] = {}
    for entry in entries:
        for question in entry.asked:
            other = asked.setdefault(folded(question), entry.id)
            if other != entry.id:
                yield Finding("shared-question", entry.id, None, f'"{question}" stands at {other} too', entry.at)


def _without_name(entries: Iterable[Entry]) -> Iterator[Finding]:
    for entry in entries:
        missing = [language for language in LANGUAGES if language != "en" and language not in entry.names]
        if missing:
            yield Finding("no-name", entry.id, None, f"no name in {', '.join(missing)}", entry.at)


def _machine_made(entries: Iterable[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.machine:
            yield Finding(
                "machine-made", entry.id, None, f"names and questions in {', '.join(entry.machine)}", entry.at
            )
        for fact in entry.shown_facts:
            made = [language for language, translation in fact.texts.items() if translation.machine]
            if made:
                yield Finding("machine-made", entry.id, fact.key, f"text in {', '.join(made)}", fact.at)
