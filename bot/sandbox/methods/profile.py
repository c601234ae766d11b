"""What the bot says of itself: commands by scope and language, name, descriptions, menu button."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.access import find_chat
from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import Json
from bot.sandbox.world import Chat, User

COMMANDS_LIMIT = 100
COMMAND_CHARACTERS = 32
DESCRIPTION_CHARACTERS = 256
_WIDE = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_NARROW = ("chat", "chat_administrators", "chat_member")
_LIMITS = {"name": 64, "description": 512, "short_description": 120}

#: Scope: its type, the chat, the member.
Scope = tuple[str, int, int]


@dataclass(slots=True)
class Profile:
    """All of it, by scope and language."""

    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    default_menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    def menu(self, chat: Chat, user: User, *, is_admin: bool) -> list[Json]:
        """The commands that `user` is offered in `chat`: the narrowest scope that has any, their language first."""
        for scope in _scopes(chat, user, is_admin=is_admin):
            for language in (user.language_code or "", ""):
                if (scope, language) in self.commands:
                    return self.commands[scope, language]
        return []


def _scopes(chat: Chat, user: User, *, is_admin: bool) -> list[Scope]:
    """From narrow to wide, as https://core.telegram.org/bots/api#determining-list-of-commands has them."""
    if chat.type == "private":
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    scopes: list[Scope] = [("chat_member", chat.id, user.id)]
    if is_admin:
        scopes.append(("chat_administrators", chat.id, 0))
    scopes.append(("chat", chat.id, 0))
    if is_admin:
        scopes.append(("all_chat_administrators", 0, 0))
    return [*scopes, ("all_group_chats", 0, 0), ("default", 0, 0)]


def set_my_commands(call: Call) -> bool:
    """setMyCommands."""
    scope, language = _scope(call), _language(call)
    given = call.data("commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    commands = [_command(one) for one in given]
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if len({command["command"] for command in commands}) < len(commands):
        raise bad_request("BOT_COMMAND_INVALID")
    if commands:
        call.sandbox.profile.commands[scope, language] = commands
    else:
        call.sandbox.profile.commands.pop((scope, language), None)
    call.sandbox.feed.publish("commands")
    return True


def get_my_commands(call: Call) -> list[Json]:
    """getMyCommands: those of exactly this scope and language."""
    return call.sandbox.profile.commands.get((_scope(call), _language(call)), [])


def delete_my_commands(call: Call) -> bool:
    """deleteMyCommands."""
    call.sandbox.profile.commands.pop((_scope(call), _language(call)), None)
    call.sandbox.feed.publish("commands")
    return True


def _command(given: Any) -> Json:
    name = str(given["command"]).strip().removeprefix("/")
    description = str(given["description"]).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > COMMAND_CHARACTERS:
        raise bad_request(f"command length must not exceed {COMMAND_CHARACTERS}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_CHARACTERS:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_CHARACTERS}")
    if not re.fullmatch(r"[a-z0-9_]+", name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _scope(call: Call) -> Scope:
    given = call.data("scope") or {"type": "default"}
    kind = given.get("type")
    if kind in _WIDE:
        return kind, 0, 0
    if kind not in _NARROW:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not given.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = find_chat(Call(call.sandbox, call.method, {"chat_id": given["chat_id"]}), "read")
    if kind != "chat" and not chat.is_group:
        raise bad_request("can't use specified scope in the chat")
    if kind == "chat_member" and not given.get("user_id"):
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return kind, chat.id, int(given.get("user_id") or 0) if kind == "chat_member" else 0


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def set_text(call: Call) -> bool:
    """setMyName, setMyDescription, setMyShortDescription."""
    name = _text_name(call)
    value = call.text(name).strip()
    if len(value) > _LIMITS[name]:
        raise bad_request({"name": "BOT_TITLE_INVALID"}.get(name, f"bot {name.replace('_', ' ')} is too long"))
    key = (name, _language(call))
    if value:
        call.sandbox.profile.texts[key] = value
    else:
        call.sandbox.profile.texts.pop(key, None)
    return True


def get_text(call: Call) -> Json:
    """getMyName, getMyDescription, getMyShortDescription: the language's own, else the one for all."""
    name = _text_name(call)
    texts = call.sandbox.profile.texts
    own = call.sandbox.bot.first_name if name == "name" else ""
    return {name: texts.get((name, _language(call))) or texts.get((name, "")) or own}


def _text_name(call: Call) -> str:
    words = {"name": "name", "description": "description", "shortdescription": "short_description"}
    return words[call.method[5:]]


def set_chat_menu_button(call: Call) -> bool:
    """setChatMenuButton."""
    button = call.data("menu_button") or {"type": "default"}
    kind = button.get("type")
    if kind not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if call.has("chat_id"):
        chat = find_chat(call, "write")
        if chat.type != "private":
            raise bad_request("chat not found")
        call.sandbox.profile.menu_buttons[chat.id] = button
    else:
        call.sandbox.profile.default_menu_button = {"type": "commands"} if kind == "default" else button
    return True


def get_chat_menu_button(call: Call) -> Json:
    """getChatMenuButton."""
    profile = call.sandbox.profile
    button = profile.menu_buttons.get(call.integer("chat_id")) if call.has("chat_id") else None
    return button if button and button["type"] != "default" else profile.default_menu_button
