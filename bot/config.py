"""The environment, read once, as one frozen `Settings`; what is wrong is said with the variable's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

T = TypeVar("T")

TELEGRAM = "https://api.telegram.org"
LANGUAGES = ("en", "ur", "ru", "kk")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
LONGEST_DURATION = timedelta(days=365)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(Exception):
    """A setting that cannot be used: which variable, its value unless secret, and what would do."""


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A text that shows itself to nobody who does not ask for it with `reveal`."""

    _text: str

    def reveal(self) -> str:
        """The text itself. Never log it, never put it in an error."""
        return self._text

    def __repr__(self) -> str:
        return "<secret>"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set from outside."""

    token: Secret
    api_url: str  #: without a slash at the end
    owners: frozenset[int]
    allowed_chats: frozenset[int] | None  #: None: every chat
    knowledge_dir: Path
    data_dir: Path
    database_url: Secret  #: it may hold a password
    webhook_url: str | None  #: None: polling
    webhook_secret: Secret | None
    web_host: str
    web_port: int
    demo_port: int
    language: str | None  #: None: as about.yaml says
    timezone: str | None  #: IANA name; None: as about.yaml says
    broadcast_per_second: int
    notice_hold: timedelta
    rich_messages: Literal["auto", "on", "off"]
    semantic: Literal["on", "off"]
    log_level: str
    log_format: Literal["text", "json"]

    @property
    def is_local(self) -> bool:
        """True when the Bot API server runs on this machine, where no proxy leads."""
        return urlsplit(self.api_url).hostname in LOOPBACK

    @property
    def bot_id(self) -> int:
        """The bot's own id: the digits of its token."""
        return int(self.token.reveal().partition(":")[0])


def read_settings(environment: Mapping[str, str], env_file: Path | None = Path(".env")) -> Settings:
    """The settings; the environment beats the file, an empty value is none. May raise SettingsError."""
    values = {**_from_file(env_file), **{name: text for name, text in environment.items() if text.strip()}}
    return settings_from(values)


def settings_from(values: Mapping[str, str]) -> Settings:
    """The settings that `values` (variable -> text) make."""
    read = _Reader(values)
    data_dir = read.one("DATA_DIR", "data", _path)
    webhook_url = read.maybe("WEBHOOK_URL", _https)
    return Settings(
        token=read.required("BOT_TOKEN", _token, 'Write the token from @BotFather, "123456789:AA...".'),
        api_url=read.one("BOT_API_URL", TELEGRAM, _http).rstrip("/"),
        owners=read.one("BOT_OWNERS", "", _ids),
        allowed_chats=read.maybe("ALLOWED_CHATS", _some_ids),
        knowledge_dir=read.one("KNOWLEDGE_DIR", "knowledge", _path),
        data_dir=data_dir,
        database_url=read.one("DATABASE_URL", f"sqlite:///{data_dir}/bot.db", _database, secret=True),
        webhook_url=webhook_url,
        webhook_secret=_webhook_secret(read, webhook_url),
        web_host=read.one("WEB_HOST", "127.0.0.1", _host),
        web_port=read.one("WEB_PORT", "8081", _port),
        demo_port=read.one("DEMO_PORT", "8080", _port),
        language=read.maybe("DEFAULT_LANGUAGE", _choice(LANGUAGES)),
        timezone=read.maybe("DEFAULT_TIMEZONE", _zone),
        broadcast_per_second=read.one("BROADCAST_PER_SECOND", "25", _between(1, 1000)),
        notice_hold=read.one("NOTICE_HOLD", "15m", duration),
        rich_messages=read.one("RICH_MESSAGES", "auto", _choice(("auto", "on", "off"))),
        semantic=read.one("SEMANTIC", "off", _choice(("on", "off"))),
        log_level=read.one("LOG_LEVEL", "INFO", lambda text: _choice(LEVELS)(text.upper())),
        log_format=read.one("LOG_FORMAT", "text", _choice(("text", "json"))),
    )


def duration(text: str) -> timedelta:
    """A length of time written as "90s", "15m", "2h", "1d", "1h30m" or "0". ValueError says what would do."""
    if text == "0":
        return timedelta(0)
    if not re.fullmatch(r"([0-9]{1,6}[smhd]){1,4}", text):
        raise ValueError('Write a number and a unit, like "90s", "15m", "2h" or "1d".')
    found = sum(
        (timedelta(**{UNITS[unit]: int(number)}) for number, unit in re.findall(r"(\d+)([smhd])", text)),
        timedelta(0),
    )
    if found > LONGEST_DURATION:
        raise ValueError(f"Write at most {LONGEST_DURATION.days}d.")
    return found


class _Reader:
    """Reads variables one by one and turns a reader's ValueError into a SettingsError with the name in it."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def one(self, name: str, default: str, read: Callable[[str], T], *, secret: bool = False) -> T:
        text = self._values.get(name, default).strip()
        try:
            return read(text)
        except ValueError as error:
            shown = "set, and cannot be used" if secret else f"{text[:100]!r}, and cannot be used"
            raise SettingsError(f"{name} is {shown}. {error}") from None

    def maybe(self, name: str, read: Callable[[str], T], *, secret: bool = False) -> T | None:
        if name not in self._values:
            return None
        return self.one(name, "", read, secret=secret)

    def required(self, name: str, read: Callable[[str], T], advice: str) -> T:
        if name not in self._values:
            raise SettingsError(f"{name} is not set. {advice} The environment or a file `.env` will do.")
        return self.one(name, "", read, secret=True)


def _from_file(path: Path | None) -> dict[str, str]:
    if path is None or not path.is_file():
        return {}
    try:
        found = dotenv_values(path, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read ({error}). Write it as UTF-8, one NAME=value a line.") from None
    return {name: text for name, text in found.items() if text is not None and text.strip()}


def _webhook_secret(read: _Reader, webhook_url: str | None) -> Secret | None:
    found = read.maybe("WEBHOOK_SECRET", _secret_token, secret=True)
    if webhook_url is not None and found is None:
        raise SettingsError(
            "WEBHOOK_SECRET is not set, and WEBHOOK_URL is. Write 16 to 256 letters, digits, - or _ of your "
            "own choice; only who knows them can hand the bot updates."
        )
    return found


def _token(text: str) -> Secret:
    if not re.fullmatch(r"[0-9]{1,20}:[^\s/?#%]+", text):
        raise ValueError(
            'Write the token as @BotFather gave it: digits, a colon, letters and digits ("123456789:AA...").'
        )
    return Secret(text)


def _secret_token(text: str) -> Secret:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", text):
        raise ValueError("Write 16 to 256 letters, digits, - or _.")
    return Secret(text)


def _database(text: str) -> Secret:
    if not re.match(r"(sqlite:///|postgresql\+psycopg://)\S", text):
        raise ValueError('Write "sqlite:///data/bot.db" or "postgresql+psycopg://user:password@host/name".')
    return Secret(text)


def _ids(text: str) -> frozenset[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(re.fullmatch(r"-?[0-9]{1,16}", part) for part in parts):
        raise ValueError('Write ids separated by commas, like "123456789,-1001234567890"; /id in a chat tells them.')
    return frozenset(int(part) for part in parts)


def _some_ids(text: str) -> frozenset[int]:
    found = _ids(text)
    if not found:
        raise ValueError("Write at least one id, or leave the variable out for every chat.")
    return found


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _http(text: str) -> str:
    return _address(text, ("http", "https"), '"https://api.telegram.org" or "http://127.0.0.1:8090"')


def _https(text: str) -> str:
    return _address(text, ("https",), '"https://bot.example.org/telegram"')


def _address(text: str, schemes: tuple[str, ...], example: str) -> str:
    try:
        parts = urlsplit(text)
        fits = parts.scheme in schemes and parts.hostname and parts.port != 0 and not re.search(r"[\s?#]", text)
    except ValueError:  # no port or no IPv6 address; what Python says of it is no advice
        fits = False
    if not fits:
        raise ValueError(f"Write an address like {example}.")
    return text


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", text):
        raise ValueError('Write a host name or an IP address, like "127.0.0.1" or "0.0.0.0".')
    return text


def _port(text: str) -> int:
    return _between(1, 65535)(text)


def _between(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"Write a whole number from {least} to {most}.")
        return int(text)

    return read


C = TypeVar("C", bound=str)


def _choice(allowed: tuple[C, ...]) -> Callable[[str], C]:
    def read(text: str) -> C:
        for one in allowed:
            if text == one:
                return one
        raise ValueError(f"Write one of {', '.join(allowed)}.")

    return read


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        raise ValueError('Write an IANA time zone, like "Asia/Karachi", "Asia/Almaty" or "UTC".') from None
    return text
