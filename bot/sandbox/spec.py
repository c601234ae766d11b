"""What the Bot API knows: every method with its parameters, and the fields of every object that can be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SPEC_FILE = Path(__file__).with_name("bot_api.txt")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method, or one field of an object."""

    name: str
    types: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Spec:
    """Methods by lower-case name; object types by name; unions by name."""

    names: Mapping[str, str]
    methods: Mapping[str, tuple[Parameter, ...]]
    types: Mapping[str, tuple[Parameter, ...]]
    unions: Mapping[str, tuple[str, ...]]


@cache
def load_spec() -> Spec:
    """The Bot API as `bot_api.txt` has it."""
    names: dict[str, str] = {}
    methods: dict[str, tuple[Parameter, ...]] = {}
    types: dict[str, tuple[Parameter, ...]] = {}
    unions: dict[str, tuple[str, ...]] = {}
    for line in SPEC_FILE.read_text(encoding="utf-8").splitlines():
        name, *words = line.split()
        if name == "#":
            continue
        if words[:1] == ["="]:
            unions[name] = tuple(words[1].split("|"))
        elif name[0].isupper():
            types[name] = tuple(_parameter(word) for word in words)
        else:
            names[name.lower()] = name
            methods[name.lower()] = tuple(_parameter(word) for word in words)
    return Spec(names, methods, types, unions)


def _parameter(word: str) -> Parameter:
    name, types = word.split(":", 1)
    return Parameter(name.rstrip("!"), tuple(types.split("|")), name.endswith("!"))


def unknown_parameters(method: str, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Names in `given` that the Bot API does not know for `method` (lower case)."""
    known = {parameter.name for parameter in load_spec().methods[method]}
    return tuple(name for name in given if name not in known)


def misfits(value: Any, types: tuple[str, ...], where: str) -> tuple[str, ...]:
    """What in a decoded JSON `value` does not fit any of `types`, one sentence each; nothing if one fits."""
    attempts = [_misfits(value, name, where) for name in _flat(types)]
    return min(attempts, key=len) if attempts else ()


def _flat(types: tuple[str, ...]) -> tuple[str, ...]:
    unions = load_spec().unions
    return tuple(inner for name in types for inner in (_flat(unions[name]) if name in unions else (name,)))


def _misfits(value: Any, name: str, where: str) -> tuple[str, ...]:
    if name.endswith("[]"):
        if not isinstance(value, list):
            return (f"{where} has to be an array",)
        return tuple(text for i, item in enumerate(value) for text in misfits(item, (name[:-2],), f"{where}[{i}]"))
    fields = load_spec().types.get(name)
    if fields is None:
        return () if _is_plain(value, name) else (f"{where} has to be of type {name}",)
    if name == "KeyboardButton" and isinstance(value, str):
        return ()
    if not isinstance(value, dict):
        return (f"{where} has to be an object of type {name}",)
    return _object_misfits(value, name, fields, where)


#: What Telegram calls these objects when a field is missing.
_SPOKEN = {"InlineKeyboardButton": "inline keyboard button", "KeyboardButton": "keyboard button"}


def _object_misfits(value: Mapping[str, Any], name: str, fields: tuple[Parameter, ...], where: str) -> tuple[str, ...]:
    known = {field.name: field for field in fields}
    found = [
        f"can't parse {_SPOKEN.get(name, name)}: Can't find field \"{field.name}\""
        for field in fields
        if field.required and field.name not in value
    ]
    found += [f"{where}: {name} has no field {key}" for key in value if key not in known]
    for key, inner in value.items():
        if key in known and inner is not None:
            found += misfits(inner, known[key].types, f"{where}.{key}")
    return tuple(found)


def _is_plain(value: Any, name: str) -> bool:
    if name == "Boolean" or name == "True":
        return isinstance(value, bool)
    if name == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)
