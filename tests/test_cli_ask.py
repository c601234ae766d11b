import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from library import NOW, FakeEngine, asker, library, names_only, topic, write_library

from bot.answers.answer import Answer, Listed, Reason, Scored
from bot.cli.ask import Way, answers
from bot.cli.main import main
from bot.evaluation.reply import Asker
from bot.evaluation.wording import chat_words

ROOT = Path(__file__).parent.parent
KEYS = ["question", "status", "entries", "facts", "text", "sources", "near", "reason", "language", "milliseconds"]


@pytest.fixture
def base(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "KNOWLEDGE_DIR", "DATA_DIR", "DEFAULT_TIMEZONE"):
        monkeypatch.delenv(name, raising=False)
    return write_library(tmp_path / "base")


def ask(capsysbinary, *arguments):
    """Exit status, what stands on stdout, what on stderr."""
    status = main(["ask", *map(str, arguments)])
    out, err = capsysbinary.readouterr()
    return status, out.decode(), err.decode()


def objects(way: Way, lines: list[bytes]):
    return [json.loads(line) for line in answers(lines, way)]


def way(asked: Asker, as_json: bool = True) -> Way:
    return Way(asked, NOW, None, as_json, explain=False)


def test_the_object_holds_what_programs_read(base, capsysbinary):
    status, out, err = ask(capsysbinary, "--knowledge", base, "--now", "2026-11-21", "--json", "when do you open")
    whole = json.loads(out)
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert list(whole) == KEYS
    assert whole["question"] == "when do you open"
    assert whole["status"] == "answered"
    assert whole["entries"][0]["id"] == "opening-hours"
    assert whole["entries"][0]["former_ids"] == ["hours"]
    assert 0 < whole["entries"][0]["score"] <= 1
    assert whole["facts"] == ["opening-hours#1"]
    assert "The library opens at nine on weekdays." in whole["text"]
    assert "<" not in whole["text"]
    assert whole["sources"] == [{"id": "handbook", "publisher": "City library", "date": "2026-01", "url": None}]
    assert (whole["near"], whole["reason"], whole["language"]) == ([], "", "en")
    assert whole["milliseconds"] > 0


def test_without_json_the_reply_is_printed_as_text(base, capsysbinary):
    status, out, _ = ask(capsysbinary, "--knowledge", base, "--now", "2026-11-21", "when do you open")
    assert status == 0
    assert "The library opens at nine on weekdays." in out
    assert "City library" in out


def test_explain_says_what_was_weighed(base, capsysbinary):
    _, out, _ = ask(capsysbinary, "--knowledge", base, "--now", "2026-11-21", "--json", "--explain", "do you open")
    assert "opening-hours" in " ".join(json.loads(out)["explain"])


def test_knowledge_beats_the_setting(base, capsysbinary, monkeypatch):
    monkeypatch.setenv("KNOWLEDGE_DIR", "nowhere")
    assert ask(capsysbinary, "--knowledge", base, "--now", "2026-11-21", "when do you open")[0] == 0
    status, out, err = ask(capsysbinary, "--now", "2026-11-21", "when do you open")
    assert (status, out) == (1, "")
    assert "nowhere" in err


def test_the_setting_names_the_base_and_no_token_is_needed(base, capsysbinary, monkeypatch):
    monkeypatch.setenv("KNOWLEDGE_DIR", str(base))
    assert ask(capsysbinary, "--now", "2026-11-21", "when do you open")[0] == 0


def test_nothing_is_left_behind_but_a_cache(base, capsysbinary):
    before = sorted(base.iterdir())
    ask(capsysbinary, "--knowledge", base, "--now", "2026-11-21", "when do you open")
    assert sorted(base.iterdir()) == before
    beside = {path.relative_to(base.parent).as_posix() for path in base.parent.glob("[!b]*/*")}
    assert beside <= {"data/cache"}


def test_a_base_with_errors_is_not_asked(base, capsysbinary):
    (base / "topics.yaml").write_text("- id: fees\n  kind: topc\n  name: Fees\n", encoding="utf-8")
    status, out, err = ask(capsysbinary, "--knowledge", base, "--now", "2026-11-21", "fees")
    assert (status, out) == (1, "")
    assert f"{base}/topics.yaml:2: fees: " in err


@pytest.mark.parametrize(
    "arguments",
    [[], ["one", "--batch", "-"], ["--batch", "nowhere.txt"], ["--now", "soon", "one"], ["--language", "de", "one"]],
)
def test_bad_usage_ends_with_2(base, capsysbinary, arguments):
    try:
        status = ask(capsysbinary, "--knowledge", base, *arguments)[0]
    except SystemExit as end:
        status = end.code
    assert status == 2


def test_a_bad_setting_is_named(base, capsysbinary, monkeypatch):
    monkeypatch.setenv("DEFAULT_TIMEZONE", "Mars")
    status, out, err = ask(capsysbinary, "--knowledge", base, "when do you open")
    assert (status, out) == (2, "")
    assert "DEFAULT_TIMEZONE" in err


def test_every_line_of_a_batch_gets_one_line(base, capsysbinary):
    lines = base.parent / "lines"
    lines.write_bytes(
        b"when do you open\n\n   \n\xff\xfe \xe2\x80\xa8 \x0b\x85 x\nreading card\r\nwhat does a card cost"
    )
    status, out, _ = ask(capsysbinary, "--knowledge", base, "--now", "2026-11-21", "--json", "--batch", lines)
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert len(found) == 6
    assert [one["status"] for one in found[1:3]] == ["unknown", "unknown"]
    assert found[3]["question"] == "\ufffd\ufffd \u2028 \x0b\ufffd x"
    assert found[4]["question"] == "reading card\r"
    assert found[5]["question"] == "what does a card cost"


def test_a_line_that_breaks_the_engine_does_not_stop_the_rest(caplog):
    broken = asker({"one": RecursionError("deep"), "two": Answer("", "chat")})
    one, two = objects(way(broken), [b"one\n", b"two\n"])
    assert (one["question"], one["status"], one["reason"], one["entries"]) == ("one", "unknown", "error", [])
    assert two["status"] == "chat"
    assert "one" in caplog.text


def test_an_answer_without_words_does_not_stop_the_rest(caplog):
    def speechless(answer, knowledge, today, language):
        raise KeyError(language)

    broken = Asker(library(), FakeEngine({}), speechless)
    found = objects(way(broken), [b"one\n", b"two\n"])
    assert [(one["status"], one["reason"], one["text"]) for one in found] == [("unknown", "error", "")] * 2
    assert caplog.text.count("no words either") == 2


def test_the_object_stands_on_one_line_for_every_reader():
    question = "a\u2028b\u2029c\x85d\x0be"
    (line,) = answers([question.encode()], way(asker({})))
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line)["question"] == question


def test_answers_come_one_by_one():
    asked = []

    def lines():
        for line in (b"one\n", b"two\n"):
            asked.append(line)
            yield line

    found = answers(lines(), way(asker({})))
    next(found)
    assert asked == [b"one\n"]


def test_choices_are_numbered_for_people():
    choose = Answer("", "choose", entries=(Scored("opening-hours", 0.5), Scored("reading-card", 0.4)))
    (text,) = answers([b"card\n"], way(asker({"card": choose}), as_json=False))
    assert text.decode().endswith("\n\n1. Opening hours\n2. Reading card\n")
    (whole,) = objects(way(asker({"card": choose})), [b"card\n"])
    assert [(one["id"], one["score"]) for one in whole["entries"]] == [("opening-hours", 0.5), ("reading-card", 0.4)]


def test_a_refusal_names_what_there_is_instead_and_why():
    refusal = Answer("", "unknown", near=("reading-card", "gone"), reason=Reason("country", "Uzbekistan"))
    (whole,) = objects(way(asker({"fees": refusal})), [b"fees\n"])
    assert (whole["near"], whole["reason"], whole["entries"]) == (["Reading card"], "country: Uzbekistan", [])


def test_the_entries_of_a_list_are_those_on_its_first_page():
    topics = [topic(f"topic-{number}") for number in range(1, 21)]
    listed = tuple(Listed(one.id, ref=f"{one.id}#1") for one in topics)
    answer = Answer("", "answered", "list", (Scored("topic-1", 0.9),), listed=listed)
    engine = FakeEngine({"all": answer})
    (whole,) = objects(way(Asker(library(*topics), engine, chat_words)), [b"all\n"])
    shown = [one["id"] for one in whole["entries"]]
    assert shown == [f"topic-{number}" for number in range(1, len(shown) + 1)]
    assert 1 < len(shown) < 20
    assert {one["score"] for one in whole["entries"]} == {0.9}
    assert whole["facts"] == [f"{one}#1" for one in shown]
    assert [one["id"] for one in whole["sources"]] == ["handbook"]


def test_the_language_asked_for_reaches_the_answer():
    asked = Asker(library(), FakeEngine({}), names_only)
    (whole,) = objects(Way(asked, NOW, "ru", as_json=True, explain=False), [b"x\n"])
    assert whole["language"] == "ru"


def test_the_process_reads_stdin_and_says_nothing_else(tmp_path):
    base = write_library(tmp_path / "base")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "--batch", "-", "--knowledge", base, "--now", "2026-11-21"],
        input="when do you open\nкогда открыто\n".encode(),
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    found = [json.loads(line) for line in ended.stdout.decode().splitlines()]
    assert [one["question"] for one in found] == ["when do you open", "когда открыто"]
    assert ended.stderr == b""
