import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Secret, Settings, SettingsError, duration, read_settings

TOKEN = "123456789:AAsecretSecretSECRET"
HERE = Path(__file__).parent.parent


def settings(**values: str) -> Settings:
    return read_settings({"BOT_TOKEN": TOKEN, **values}, env_file=None)


def test_a_token_is_enough() -> None:
    found = settings()
    assert found.token.reveal() == TOKEN
    assert found.api_url == "https://api.telegram.org"
    assert found.owners == frozenset()
    assert found.allowed_chats is None
    assert (found.knowledge_dir, found.data_dir) == (Path("knowledge"), Path("data"))
    assert found.database_url.reveal() == "sqlite:///data/bot.db"
    assert (found.webhook_url, found.webhook_secret) == (None, None)
    assert (found.web_host, found.web_port, found.demo_port) == ("127.0.0.1", 8081, 8080)
    assert (found.language, found.timezone) == (None, None)
    assert (found.broadcast_per_second, found.notice_hold) == (25, timedelta(minutes=15))
    assert (found.rich_messages, found.semantic) == ("auto", "off")
    assert (found.log_level, found.log_format) == ("INFO", "text")


def test_values_are_read() -> None:
    found = settings(
        BOT_API_URL="http://127.0.0.1:8090/",
        BOT_OWNERS="1, 2",
        ALLOWED_CHATS="-1001234567890,5",
        DATA_DIR="/var/lib/bot",
        WEBHOOK_URL="https://bot.example.org/hook",
        WEBHOOK_SECRET="s" * 16,
        DEFAULT_TIMEZONE="Asia/Almaty",
        LOG_LEVEL="debug",
    )
    assert found.api_url == "http://127.0.0.1:8090"
    assert found.is_local
    assert found.owners == {1, 2}
    assert found.allowed_chats == {-1001234567890, 5}
    assert found.database_url.reveal() == "sqlite:////var/lib/bot/bot.db"
    assert found.webhook_url == "https://bot.example.org/hook"
    assert found.timezone == "Asia/Almaty"
    assert found.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "https://"),
        ("BOT_API_URL", "http://[::1"),
        ("BOT_API_URL", "http://localhost:99999"),
        ("BOT_API_URL", "http://localhost:port"),
        ("BOT_API_URL", "http://local host"),
        ("BOT_OWNERS", "me"),
        ("ALLOWED_CHATS", "1;2"),
        ("ALLOWED_CHATS", ","),
        ("WEBHOOK_URL", "http://bot.example.org"),
        ("WEB_PORT", "0"),
        ("WEB_PORT", "65536"),
        ("WEB_PORT", "\uff18\uff10"),
        ("DEMO_PORT", "eighty"),
        ("WEB_HOST", "http://x/"),
        ("DEFAULT_LANGUAGE", "de"),
        ("DEFAULT_TIMEZONE", "Almaty"),
        ("DEFAULT_TIMEZONE", "../etc"),
        ("BROADCAST_PER_SECOND", "1001"),
        ("BROADCAST_PER_SECOND", "-1"),
        ("NOTICE_HOLD", "15"),
        ("NOTICE_HOLD", "a while"),
        ("NOTICE_HOLD", "366d"),
        ("NOTICE_HOLD", "9999d" * 20),
        ("RICH_MESSAGES", "yes"),
        ("SEMANTIC", "1"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_bad_value_is_named_with_what_would_do(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(**{name: value})
    text = str(caught.value)
    assert text.startswith(f"{name} is {value!r}, and cannot be used. Write ")
    assert "\n" not in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not-a-token"),
        ("BOT_TOKEN", "123456789 AAsecret"),
        ("BOT_TOKEN", "\uff11\uff12\uff13:AAsecret"),
        ("WEBHOOK_SECRET", "tiny"),
        ("DATABASE_URL", "mysql://root:hunter2@localhost/bot"),
    ],
)
def test_a_bad_secret_is_named_and_not_shown(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(**{name: value})
    assert str(caught.value).startswith(f"{name} is set, and cannot be used. Write ")
    assert value not in str(caught.value)


@pytest.mark.parametrize("values", [{}, {"BOT_TOKEN": ""}, {"BOT_TOKEN": "  "}])
def test_a_missing_token_is_named(values: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN is not set\. Write the token"):
        read_settings(values, env_file=None)


def test_a_webhook_needs_its_secret() -> None:
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET is not set"):
        settings(WEBHOOK_URL="https://bot.example.org/hook")


def test_the_environment_beats_the_file_and_the_file_stays_out_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WEB_PORT", raising=False)
    file = tmp_path / ".env"
    file.write_text(f"BOT_TOKEN={TOKEN}\nLOG_FORMAT=json # for machines\nWEB_PORT=9000\nBOT_OWNERS=\n", "utf-8")
    found = read_settings({"LOG_FORMAT": "text", "WEB_PORT": ""}, file)
    assert (found.token.reveal(), found.log_format, found.web_port) == (TOKEN, "text", 9000)
    assert found.owners == frozenset()
    assert "WEB_PORT" not in os.environ


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        read_settings({}, tmp_path / ".env")


def test_secrets_show_themselves_to_nobody() -> None:
    found = settings(DATABASE_URL="postgresql+psycopg://bot:hunter2@db/bot", WEBHOOK_SECRET="w" * 20)
    for text in (repr(found), str(found), f"{found.token} {found.token!r}", str(Secret("abc"))):
        assert not re.search(r"AAsecret|hunter2|wwww|abc", text)


@pytest.mark.parametrize(
    ("text", "seconds"), [("0", 0), ("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86400), ("1h30m", 5400)]
)
def test_durations_are_a_number_and_a_unit(text: str, seconds: int) -> None:
    assert duration(text) == timedelta(seconds=seconds)


def test_the_example_names_every_setting_and_only_them() -> None:
    example = (HERE / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^#? ?([A-Z_]{4,})=", example, re.M))
    read = set(re.findall(r'read\.(?:one|maybe|required)\(\s*"([A-Z_]+)"', (HERE / "bot/config.py").read_text("utf-8")))
    assert named == read


def test_the_example_needs_only_a_token(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text((HERE / ".env.example").read_text("utf-8"), "utf-8")
    assert read_settings({"BOT_TOKEN": TOKEN}, file) == settings()
