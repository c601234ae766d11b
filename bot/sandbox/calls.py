"""A call as the bot made it: its parameters read the way Telegram reads them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.refusals import bad_request, strictness
from bot.sandbox.shapes import user_json
from bot.sandbox.spec import load_spec, misfits, unknown_parameters
from bot.sandbox.texts import Formatted, caption, message_text

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

_JSON_NAMES = {
    "reply_markup": "reply keyboard markup", "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options", "commands": "commands", "scope": "BotCommandScope",
    "menu_button": "menu button", "reaction": "reaction types",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A method in lower case with parameters as text or decoded JSON; empty ones count as absent."""

    sandbox: "Sandbox"
    method: str
    given: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the parameter is there and not empty."""
        return self.given.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """The parameter as text; empty if absent."""
        value = self.given.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """The number at the start of the parameter, as Telegram reads it."""
        found = re.match(r"-?[0-9]+", self.text(name))
        return int(found.group()) if found else default

    def flag(self, name: str) -> bool:
        """Whether the parameter says yes."""
        return self.text(name).lower() in ("true", "yes", "1")

    def data(self, name: str) -> Any:
        """The decoded JSON of the parameter; None if absent."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            label = _JSON_NAMES.get(name, name)
            raise bad_request(f"can't parse {label} JSON object") from error

    def message_text(self) -> Formatted:
        """The parameters text, parse_mode and entities."""
        return self.known(message_text(self.text("text"), self.text("parse_mode"), self.data("entities") or ()))

    def caption(self) -> Formatted:
        """The parameters caption, parse_mode and caption_entities."""
        given = self.data("caption_entities") or ()
        return self.known(caption(self.text("caption"), self.text("parse_mode"), given))

    def known(self, formatted: Formatted) -> Formatted:
        """The text with mentions of people written out, and without mentions of people whom nobody knows."""
        users = self.sandbox.world.users
        kept = []
        for entity in formatted.entities:
            if entity.kind != "text_mention":
                kept.append(entity)
            elif (user := users.get(int(entity.extra["user"]["id"]))) is not None:
                kept.append(replace(entity, extra={"user": user_json(user)}))
        return Formatted(formatted.text, tuple(kept))

    def chat_hint(self) -> int | None:
        """The chat's id as written, for faults; None where there is none."""
        return self.integer("chat_id") or None


def check_parameters(call: Call) -> None:
    """Refuse parameters and fields that the Bot API does not know, and values of a wrong type."""
    unknown = unknown_parameters(call.method, {**call.given, **_named_uploads(call)})
    name = load_spec().names[call.method]
    if unknown:
        raise strictness(f"{name} has no parameter {', '.join(sorted(unknown))}")
    for parameter in load_spec().methods[call.method]:
        if not call.has(parameter.name) or "InputFile" in parameter.types:
            continue
        for problem in misfits(_typed(call, parameter.name, parameter.types), parameter.types, parameter.name):
            raise bad_request(problem) if problem.startswith("can't parse") else strictness(f"{name}: {problem}")


def _named_uploads(call: Call) -> dict[str, None]:
    """Uploads that are parameters themselves; others are meant by attach://."""
    known = {parameter.name for parameter in load_spec().methods[call.method]}
    return {name: None for name in call.files if name in known}


def _typed(call: Call, name: str, types: tuple[str, ...]) -> Any:
    """The value as JSON would have it: a form sends every number and yes as text."""
    value = call.given[name]
    if not isinstance(value, str):
        return call.data(name) if isinstance(value, dict | list) else value
    if "String" in types:
        return value
    if types == ("Boolean",) or types == ("True",):
        return value.lower() in ("true", "1", "yes") if value.lower() in _BOOLEANS else value
    if types == ("Integer",):
        return int(value) if re.fullmatch(r"-?[0-9]+", value) else value
    if types == ("Float",):
        return float(value) if re.fullmatch(r"-?[0-9.]+", value) else value
    return call.data(name)


_BOOLEANS = frozenset({"true", "false", "0", "1", "yes", "no"})
