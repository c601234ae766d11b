import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from library import write_library

from bot.answers.gaps import Asked, Gap, Near
from bot.cli.gaps import as_object, lines
from bot.cli.main import main
from bot.knowledge.entries import Place
from bot.storage.database import open_database
from bot.storage.migrate import upgrade
from bot.storage.store import Store
from bot.storage.suggestions import Suggestions

TODAY = date(2026, 11, 21)
ALL = ("opening-hours", "reading-card")
SINCE = date(2026, 8, 23)
GAP = Gap(
    (Asked("Reading kardd?", 2), *(Asked(f"reading\nkardd {n}", 1) for n in range(6))),
    8,
    TODAY,
    "vague",
    "alias",
    Near("reading-card", "Reading card", Place("topics.yaml", 9)),
    '- "Reading kardd"',
)


@pytest.fixture
def base(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "KNOWLEDGE_DIR", "DATA_DIR", "DATABASE_URL", "DEFAULT_TIMEZONE"):
        monkeypatch.delenv(name, raising=False)
    return write_library(tmp_path / "base")


@pytest.fixture
def store(tmp_path, base):
    database = open_database(f"sqlite:///{tmp_path}/data/bot.db")
    upgrade(database)
    kept = Store(database)
    kept.see_chat(1, "private", datetime(2026, 11, 1, tzinfo=UTC))
    yield kept
    kept.close()


def keep(store, question, reason="none of these", near=ALL, days=0, times=1):
    for _ in range(times):
        store.keep_miss(1, question, reason, near, "en", TODAY - timedelta(days))


def gaps(capsys, base, *arguments):
    status = main(["gaps", "--knowledge", str(base), "--now", "2026-11-21T12:00", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def objects(capsys, base, *arguments):
    return json.loads(gaps(capsys, base, "--json", *arguments)[1])


def test_without_a_database_that_is_said_and_none_is_made(base, capsys, tmp_path):
    status, out, err = gaps(capsys, base)
    assert (status, out) == (1, "")
    assert err.startswith("There is no database at data/bot.db: ")
    assert not (tmp_path / "data" / "bot.db").exists()


def test_a_database_without_tables_is_said_to_be_so(base, capsys, tmp_path, monkeypatch):
    (tmp_path / "empty.db").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")
    status, out, err = gaps(capsys, base)
    assert (status, out) == (1, "")
    assert f"{tmp_path}/empty.db" in err
    assert "cannot be read" in err


def test_where_nothing_was_missed_that_is_said(base, store, capsys):
    assert gaps(capsys, base) == (0, "Nothing asked since 2026-08-23 is without an answer.\n", "")
    assert objects(capsys, base) == {"since": "2026-08-23", "times": 0, "gaps": [], "suggested": []}


def test_questions_that_ask_alike_are_printed_together(base, store, capsys):
    keep(store, "do you lend quadcopters", times=2)
    keep(store, "lend me quadcopters?", days=3)
    assert gaps(capsys, base) == (
        0,
        "Without an answer since 2026-08-23: asked 3 times, in 1 group.\n"
        "\n"
        "1. 3 times, last on 2026-11-21: none of these\n"
        "   2 times: do you lend quadcopters\n"
        "   1 time: lend me quadcopters?\n"
        "   no entry is near: a new one is needed\n",
        "",
    )


def test_one_wording_that_is_not_printed_is_counted_in_the_singular(base):
    assert "   ... and 1 more wording" in list(lines((replace(GAP, questions=GAP.questions[:6]),), base, SINCE))


def test_a_group_is_printed_with_the_nearest_entry_and_the_line(base):
    assert list(lines((GAP,), base, SINCE))[2:] == [
        "1. 8 times, last on 2026-11-21: vague",
        "   2 times: Reading kardd?",
        *(f"   1 time: reading kardd {n}" for n in range(4)),
        "   ... and 2 more wordings",
        f"   nearest: Reading card (reading-card), {base}/topics.yaml:9",
        "   if reading-card answers it, write under its `aliases`:",
        '  - "Reading kardd"',
    ]


def test_the_object_holds_what_programs_read(base):
    (gap,) = as_object((GAP,), base, SINCE)["gaps"]
    assert gap["questions"][:2] == [{"text": "Reading kardd?", "times": 2}, {"text": "reading\nkardd 0", "times": 1}]
    assert (len(gap["questions"]), gap["times"], gap["last"], gap["reason"]) == (7, 8, "2026-11-21", "vague")
    assert gap["entry"] == {"id": "reading-card", "name": "Reading card"}
    assert (gap["file"], gap["line"]) == (f"{base}/topics.yaml", 9)
    assert (gap["fix"], gap["key"], gap["yaml"]) == ("alias", "aliases", '- "Reading kardd"')


def test_a_fact_that_was_called_wrong_is_named_with_its_place(base, store, capsys):
    keep(store, "what does a card cost", "wrong: reading-card#1", ("reading-card",))
    (gap,) = objects(capsys, base)["gaps"]
    assert (gap["fix"], gap["entry"]["id"], gap["yaml"]) == ("check", "reading-card", None)
    assert (gap["file"], gap["line"]) == (f"{base}/topics.yaml", 14)


def test_only_the_days_asked_for_are_looked_at(base, store, capsys):
    keep(store, "quadcopters", days=10)
    assert len(objects(capsys, base)["gaps"]) == 1
    assert len(objects(capsys, base, "--since", "10")["gaps"]) == 1
    assert objects(capsys, base, "--since", "9")["gaps"] == []


@pytest.mark.parametrize("days", ["0", "-1", "91", "soon", "1.5", "٣"])
def test_bad_days_end_with_2(base, store, capsys, days):
    with pytest.raises(SystemExit) as end:
        gaps(capsys, base, "--since", days)
    assert end.value.code == 2


def test_a_base_that_does_not_load_is_said_with_its_problems(base, store, capsys):
    (base / "topics.yaml").write_text("- id: fees\n  kind: topc\n  name: Fees\n", encoding="utf-8")
    status, out, err = gaps(capsys, base)
    assert (status, out) == (1, "")
    assert f"{base}/topics.yaml:2: fees: " in err


def test_a_password_in_the_database_url_is_never_printed(base, capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://bot:hidden-word@127.0.0.1:9/bot")
    status, out, err = gaps(capsys, base)
    assert (status, out) == (1, "")
    assert "DATABASE_URL" in err
    assert "hidden-word" not in err


def test_suggested_sources_stand_behind_what_was_asked(base, store, capsys):
    suggestions = Suggestions(store.database)
    suggestions.keep(1, "https://example.org/a", "on the roof", TODAY)
    suggestions.keep(1, "https://example.org/a", "on the roof", TODAY - timedelta(days=3))
    suggestions.keep(1, "https://example.org/b", "", TODAY - timedelta(days=5))
    status, out, err = gaps(capsys, base)
    assert (status, err) == (0, "")
    assert out.endswith(
        "\nSuggested with /suggest: 2 sources.\n"
        "   2026-11-21, 2 times: https://example.org/a (on the roof)\n"
        "   2026-11-16, 1 time: https://example.org/b\n"
    )
    assert objects(capsys, base)["suggested"][1] == {
        "url": "https://example.org/b", "note": "", "last": "2026-11-16", "times": 1
    }  # fmt: skip
    assert "Suggested with /suggest: 1 source.\n" in gaps(capsys, base, "--since", "4")[1]
