"""The schema an editor completes from agrees with what the loader takes."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.knowledge.entries import About, Entry, Fact, Office, Source, Term, Words
from bot.knowledge.schema import schemas, yaml_keys

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge"
ENTRY = {"id": "a", "kind": "topic", "name": "A"}
SOURCE = {"id": "s", "publisher": "P", "title": "T", "rank": "official"}
VALIDATORS = {which: Draft202012Validator(schema) for which, schema in schemas().items()}


def errors(which: str, content: object) -> list[str]:
    return [error.message for error in VALIDATORS[which].iter_errors(content)]


@pytest.mark.parametrize("which", ["entries", "sources", "about", "words"])
def test_each_schema_is_one(which: str) -> None:
    Draft202012Validator.check_schema(schemas()[which])
    assert json.loads(json.dumps(schemas()[which])) == schemas()[which]


@pytest.mark.parametrize(
    ("which", "content"),
    [
        ("about", {"title": "Library help"}),
        ("about", {"title": "T", "currency": {"visas": 30, "history": "always"}, "countries": ["A", {"name": "B"}]}),
        ("words", {}),
        ("words", {"roles": [{"id": "r", "name": "R", "single": True}], "synonyms": [["a", "b"]]}),
        ("sources", [SOURCE]),
        ("entries", []),
        ("entries", [ENTRY]),
        ("entries", [ENTRY | {"kind": "agreement", "status": "signed"}]),
        ("entries", [ENTRY | {"kind": "institution", "status": "active"}]),
        ("entries", [ENTRY | {"facts": [{"text": "So.", "sources": ["s"]}]}]),
        ("entries", [ENTRY | {"offices": [{"title": "T", "from": "2025", "to": "2026", "sources": ["s"]}]}]),
        ("entries", [ENTRY | {"except": ["2026-01-01"], "extra": ["2026-01-02"], "names": {"ru": "А"}}]),
        ("entries", [ENTRY | {"series": [{"value": 1.5, "unit": "t", "period": "2025", "source": "s"}]}]),
    ],
)
def test_what_the_loader_takes_is_valid(which: str, content: object) -> None:
    assert errors(which, content) == []


@pytest.mark.parametrize(
    ("which", "content"),
    [
        ("about", {}),
        ("about", {"title": "T", "titel": "T"}),
        ("words", {"rolse": []}),
        ("sources", [{"id": "s", "publisher": "P", "title": "T"}]),
        ("sources", [SOURCE | {"rank": "best"}]),
        ("entries", ENTRY),
        ("entries", [{"id": "a", "kind": "topic"}]),
        ("entries", [ENTRY | {"id": "Big Day"}]),
        ("entries", [ENTRY | {"kind": "thing"}]),
        ("entries", [ENTRY | {"kind": "event", "status": "signed"}]),
        ("entries", [ENTRY | {"status": "announced"}]),
        ("entries", [ENTRY | {"at": "a.yaml:1"}]),
        ("entries", [ENTRY | {"facts": [{"text": "So."}]}]),
        ("entries", [ENTRY | {"offices": [{"title": "T", "start": "2025", "sources": ["s"]}]}]),
        ("entries", [ENTRY | {"offices": [{"title": "T", "attested": ["2025"], "sources": ["s"]}]}]),
        (
            "entries",
            [ENTRY | {"facts": [{"text": "A.", "sources": ["s"], "texts": {"fr": {"text": "A.", "made": "x"}}}]}],
        ),
    ],
)
def test_what_the_loader_refuses_is_not_valid(which: str, content: object) -> None:
    assert errors(which, content)


def test_notes_of_the_types_become_descriptions() -> None:
    entry: dict[str, Any] = schemas()["entries"]["items"]["properties"]
    assert entry["rrule"]["description"] == "RFC 5545, without DTSTART"
    assert entry["names"]["description"].startswith("language -> name")


def test_the_data_dictionary_explains_every_key() -> None:
    text = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
    for one in (Entry, Fact, Office, Source, About, Words, Term):
        missing = [key for key in yaml_keys(one) if f"`{key}`" not in text]
        assert missing == [], one.__name__


def test_the_real_files_are_valid() -> None:
    """Plain YAML reads them as an editor does; of each list the first entries, as the rest is more of the same."""
    for which in ("about", "words"):
        assert errors(which, plain((KNOWLEDGE / f"{which}.yaml").read_text(encoding="utf-8"))) == []
    lists = [path for path in KNOWLEDGE.rglob("*.yaml") if path.parent != KNOWLEDGE or path.stem not in VALIDATORS]
    assert lists
    for path in lists:
        which = "sources" if path.parent.name == "sources" or path.stem == "sources" else "entries"
        first = "\n- id: ".join(path.read_text(encoding="utf-8").split("\n- id: ")[:6])
        assert errors(which, plain(first)) == [], path


def plain(text: str) -> object:
    return yaml.load(text, yaml.CSafeLoader)
