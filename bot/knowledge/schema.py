"""JSON Schema of the files, made from the types: for editors that complete and check while somebody writes.

A file that an editor accepts can still have problems; `python -m bot check` knows more.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bot.knowledge import entries
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import (
    LANGUAGES,
    RANKS,
    SCOPES,
    STATUSES,
    TONES,
    VOICES,
    About,
    Entry,
    Fact,
    Office,
    Past,
    Source,
    Term,
    Translation,
    Value,
    Words,
)

#: How a field is called in the files, where it differs.
YAML_KEYS: Mapping[tuple[type, str], str] = {
    (Office, "start"): "from",
    (Office, "end"): "to",
    (Entry, "except_dates"): "except",
    (Entry, "extra_dates"): "extra",
    (Translation, "machine"): "made",
}

#: Required in the files although the type has a default, or given by the loader although it has none.
_REQUIRED = {(Fact, "sources"), (Office, "sources")}
_GIVEN = {(Fact, "key"), (Term, "id"), (Past, "when"), (Past, "status"), (Value, "by")}

_ID = {"type": "string", "pattern": "^[a-z0-9]+([_-]+[a-z0-9]+)*$", "maxLength": 64}
_SCALAR = {"type": ["string", "number"]}
_WORDS: Mapping[tuple[type, str], Mapping[str, Any]] = {
    (Source, "rank"): {"enum": list(RANKS)},
    (Source, "id"): _ID,
    (Fact, "voice"): {"enum": list(VOICES)},
    (Fact, "key"): _ID,
    (Entry, "id"): _ID,
    (Entry, "scope"): {"enum": list(SCOPES)},
    (Entry, "tone"): {"enum": list(TONES)},
    (Entry, "status"): {"enum": list(dict.fromkeys(s for some in STATUSES.values() for s in some))},
    (Entry, "machine"): {"type": "array", "items": {"enum": list(LANGUAGES)}},
    (Translation, "machine"): {"enum": ["machine", "reviewed"]},
    (About, "language"): {"enum": list(LANGUAGES)},
    (About, "currency"): {"type": "object", "additionalProperties": {"type": ["integer", "string"]}},
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file: entries, sources, about and words."""
    return {
        "entries": _file("A file of entries", {"type": "array", "items": _by_kind(_mapping(Entry))}),
        "sources": _file("A file of sources", {"type": "array", "items": _mapping(Source)}),
        "about": _file("about.yaml", _mapping(About)),
        "words": _file("words.yaml", _mapping(Words)),
    }


def yaml_keys(one: type) -> tuple[str, ...]:
    """The keys that a mapping of this type may have in a file."""
    return tuple(YAML_KEYS.get((one, f.name), f.name) for f in _fields(one))


def _file(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _by_kind(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of an entry with the statuses that each kind may have."""
    rules = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"properties": {"status": {"enum": list(STATUSES.get(kind, STATUSES["initiative"]))}}},
        }
        for kind in entries.KINDS
    ]
    return {**schema, "allOf": rules}


def _fields(one: type) -> list[Field[Any]]:
    return [f for f in fields(one) if f.name != "at"]


def _mapping(one: type) -> dict[str, Any]:
    hints, notes = get_type_hints(one), _field_notes(one)
    properties, required = {}, []
    for f in _fields(one):
        key = YAML_KEYS.get((one, f.name), f.name)
        known = _WORDS.get((one, f.name)) or _schema(hints[f.name])
        properties[key] = {**known, "description": notes[f.name]} if f.name in notes else dict(known)
        if (_is_bare(f) and (one, f.name) not in _GIVEN) or (one, f.name) in _REQUIRED:
            required.append(key)
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _is_bare(f: Field[Any]) -> bool:
    return f.default is MISSING and f.default_factory is MISSING


def _schema(hint: Any) -> dict[str, Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _schema(next(one for one in inner if one is not NoneType))
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return _list(inner)
    if origin is not None:  # a mapping, by language or by subject
        return _by_language(inner[1])
    return _plain(hint)


def _list(inner: tuple[Any, ...]) -> dict[str, Any]:
    if inner[-1] is Ellipsis:
        items = _schema(inner[0])
        return {"type": "array", "items": {"anyOf": [items, {"type": "string"}]} if inner[0] is Term else items}
    return {"type": "array", "items": _schema(inner[0]), "minItems": len(inner), "maxItems": len(inner)}


def _by_language(value: Any) -> dict[str, Any]:
    schema = _schema(value)
    if value is Translation:
        return {"type": "object", "properties": dict.fromkeys(LANGUAGES, schema), "additionalProperties": False}
    return {"type": "object", "additionalProperties": schema}


def _plain(hint: Any) -> dict[str, Any]:
    if hint is bool:
        return {"type": "boolean"}
    if hint is float:
        return {"type": ["number", "string"]}
    if hint in (FuzzyDate, date):
        return {**_SCALAR, "description": "a date, always in quotes"}
    if hint in (str, int, datetime):
        return dict(_SCALAR)
    return _mapping(hint)


def _field_notes(one: type) -> dict[str, str]:
    """The `#:` notes of a class: behind a field, or in the lines above it."""
    notes: dict[str, str] = {}
    above: list[str] = []
    for line in inspect.getsource(one).splitlines():
        if found := re.match(r"\s+#: (.*)", line):
            above.append(found[1])
        elif found := re.match(r"    (\w+): [^#]*(?:#: (.*))?$", line):
            if note := found[2] or " ".join(above):
                notes[found[1]] = note
            above = []
    return notes
