"""What matters of each entry for telling people of changes, as plain JSON; wordings are left out on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Knowledge

#: One entry: {"kind", "name", "when", "starts_at", "status", "where", "history", "withdrawn"}; absent: not known.
State = Mapping[str, Any]
Snapshot = Mapping[str, State]

#: The kinds whose changes people are told of; of all others only withdrawn facts.
TOLD_OF = ("event", "agreement", "initiative", "corridor", "recurring")


def snapshot(knowledge: Knowledge) -> dict[str, dict[str, Any]]:
    """The whole base, entry id -> what matters of it."""
    return {entry.id: state(entry) for entry in knowledge.entries.values()}


def state(entry: Entry) -> dict[str, Any]:
    """What matters of one entry; keys without a value are left out."""
    found: dict[str, Any] = {"kind": entry.kind, "name": entry.name}
    if entry.kind in TOLD_OF:
        found |= {
            "when": entry.when.text if entry.when else None,
            "starts_at": entry.starts_at.astimezone(UTC).isoformat() if entry.starts_at else None,
            "status": entry.status,
            "where": entry.where,
            "history": [past.when.text if past.when else None for past in entry.history],
        }
    found["withdrawn"] = {fact.key: fact.withdrawn.reason for fact in entry.facts if fact.withdrawn is not None}
    return {key: value for key, value in found.items() if value}


def date_of(state: State) -> FuzzyDate | None:
    """The date in a state, or None."""
    return FuzzyDate.parse(state["when"]) if state.get("when") else None


def start_of(state: State) -> datetime | None:
    """The moment of start in a state, or None."""
    return datetime.fromisoformat(state["starts_at"]) if state.get("starts_at") else None
