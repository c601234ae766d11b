import json
from datetime import UTC, datetime

import pytest
from library import write_library

from bot.cli.main import main
from bot.cli.opening import counted
from bot.storage.database import open_database
from bot.storage.migrate import upgrade
from bot.storage.news import News


@pytest.fixture
def base(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "KNOWLEDGE_DIR", "DATA_DIR", "DEFAULT_TIMEZONE", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return write_library(tmp_path / "base")


def check(capsys, *arguments):
    status = main(["check", "--now", "2026-11-21", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out.splitlines(), err.splitlines()


def test_a_sound_base_has_nothing_to_say(base, capsys):
    assert check(capsys, base) == (0, [], ["0 errors, 0 warnings"])


def test_all_problems_are_printed_with_file_line_and_entry(base, capsys):
    with (base / "topics.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "- id: fees\n  kind: topc\n  name: Fees\n- id: rooms\n  kind: topic\n  name: Rooms\n  related: [hal]\n"
        )
    status, lines, err = check(capsys, base)
    assert status == 1
    assert lines[0].startswith(f"{base}/topics.yaml:17: fees: ")
    assert lines[1].startswith(f"{base}/topics.yaml:22: rooms: ")
    assert err == ["2 errors, 0 warnings"]


def test_a_warning_is_marked_and_fails_nothing(base, capsys):
    with (base / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("- id: poster\n  publisher: City library\n  title: Poster #1 #a\n  rank: official\n")
    status, lines, err = check(capsys, base)
    assert status == 0
    assert lines
    assert all(line.endswith(" (warning)") for line in lines)
    assert err == [f"0 errors, {len(lines)} warning{'s' if len(lines) > 1 else ''}"]


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1200, "1,200 entries")]
)
def test_one_of_a_thing_is_said_in_the_singular(number, said):
    assert counted(number, "entry", "entries") == said


def test_without_a_folder_that_of_the_settings_is_checked(base, capsys, monkeypatch):
    monkeypatch.setenv("KNOWLEDGE_DIR", "base")
    assert check(capsys)[0] == 0
    monkeypatch.setenv("KNOWLEDGE_DIR", "nowhere")
    status, lines, _ = check(capsys)
    assert status == 1
    assert any(line.startswith("nowhere:1: there is no such folder") for line in lines)


def test_the_review_groups_what_could_be_better(base, capsys):
    status, lines, _ = check(capsys, base, "--review")
    assert status == 0
    assert "Entries without a name in a language (2)" in lines
    at = lines.index("Entries without a name in a language (2)")
    assert [line.partition(": ")[0] for line in lines[at + 1 : at + 3]] == [
        f"{base}/topics.yaml:1",
        f"{base}/topics.yaml:9",
    ]


def test_what_owners_silenced_and_the_base_still_says_is_named(base, tmp_path, capsys):
    database = open_database(f"sqlite:///{tmp_path}/data/bot.db")
    upgrade(database)
    news, at = News(database), datetime(2026, 11, 20, 12, tzinfo=UTC)
    for ref, reason in (("opening-hours#1", "a misprint"), ("opening-hours", None), ("gone#1", None)):
        news.withdraw(ref, reason, at)
    database.close()
    status, lines, err = check(capsys, base)
    assert status == 0
    assert lines == [
        f"{base}/topics.yaml:1: opening-hours: an owner silenced it in a chat on 2026-11-20, and it still stands here. "
        "Take it out or withdraw its facts, or send the bot /restore opening-hours (warning)",
        f"{base}/topics.yaml:7: opening-hours: fact 1: an owner silenced it in a chat on 2026-11-20 "
        '("a misprint"), and it still stands here. Write `withdrawn: {reason: ..., date: "2026-11-20"}`, '
        "or send the bot /restore opening-hours#1 (warning)",
    ]
    assert err == ["0 errors, 2 warnings"]


@pytest.mark.parametrize("content", [b"", b"no database at all, only some text that is long enough" * 20])
def test_a_database_without_the_tables_is_passed_over_in_silence(base, tmp_path, capsys, content):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bot.db").write_bytes(content)
    assert check(capsys, base) == (0, [], ["0 errors, 0 warnings"])


def test_a_check_makes_no_database(base, tmp_path, capsys):
    check(capsys, base)
    assert not (tmp_path / "data" / "bot.db").exists()


def test_the_schemas_are_written_for_editors(base, capsys):
    assert check(capsys, base, "--schema")[0] == 0
    written = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (base / "schema").iterdir()}
    assert {"about.json", "entries.json", "sources.json", "words.json"} <= set(written)
    assert check(capsys, base)[0] == 0


def test_schemas_that_cannot_be_written_are_said(base, capsys):
    (base / "schema").write_text("", encoding="utf-8")
    status, _, err = check(capsys, base, "--schema")
    assert status == 2
    assert "schema cannot be written to" in err[0]


@pytest.mark.parametrize(
    ("now", "day_has_come"),
    [
        ("2026-11-21T00:30", True),
        ("2026-11-20T23:30", False),
        ("2026-11-20T20:00Z", True),
        ("2026-11-20T18:00Z", False),
    ],
)
def test_the_day_is_the_one_in_the_zone_of_the_base(base, capsys, now, day_has_come):
    (base / "days.yaml").write_text(
        "- id: book-fair\n  kind: event\n  name: Book fair\n  when: 2026-11-21\n  status: held\n"
        "  facts:\n    - text: The book fair took place.\n      sources: [handbook]\n",
        encoding="utf-8",
    )
    main(["check", "--now", now, str(base)])
    assert ("after today" in capsys.readouterr().out) is not day_has_come
