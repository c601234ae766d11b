"""The index kept in a file."""

import hashlib
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from answers_samples import NOW, base

from bot.answers.answer import Thread
from bot.answers.kept import open_engine
from bot.answers.search import Searcher
from bot.knowledge.load import load_folder

REAL = Path(__file__).parent.parent / "knowledge"

QUESTIONS = (
    "Who is the ambassador of Norvania to Belmark?",
    "When did Mirela Tandor visit Norvania?",
    "Mirella Tandorr",
    "what is coming up?",
    "list all visits",
    "lake railwey",
    "ferry to Highmoor",
    "кто президент Норвании",
    "balloon tour",
    "nonsense",
)


def answers(folder: Path | None) -> list[object]:
    engine = open_engine(base(), folder)
    thread, found = Thread(), []
    for question in QUESTIONS:
        answer = engine.answer(question, NOW, thread)
        thread = answer.thread
        found.append(answer)
    return found


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


@pytest.fixture
def folder(tmp_path):
    """A folder where an index is kept."""
    open_engine(base(), tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def never_built(monkeypatch):
    """From when it is called, building an index fails."""

    def built(*_: object) -> None:
        raise AssertionError("the index was built again")

    return lambda: monkeypatch.setattr(Searcher, "__init__", built)


def test_a_kept_index_is_read_and_not_built_again(folder, never_built):
    never_built()
    assert open_engine(base(), folder).answer(QUESTIONS[0], NOW).status == "answered"


def test_the_kept_index_of_a_base_with_trained_heads_is_read(tmp_path, never_built):
    """Phrasings of five languages and texts that nothing answers put more kinds of things into the file."""
    for file in ("about.yaml", "words.yaml", "figures.yaml"):
        (tmp_path / file).write_text((REAL / file).read_text("utf-8"), "utf-8")
    (tmp_path / "sources").symlink_to(REAL / "sources")
    knowledge = load_folder(tmp_path).knowledge
    assert knowledge is not None
    first = open_engine(knowledge, tmp_path / "cache")
    assert first.searcher.index.head is not None
    assert first.searcher.index.doubt is not None
    never_built()
    question = "How much was the trade in 2023?"
    again = open_engine(knowledge, tmp_path / "cache")
    assert again.answer(question, NOW) == first.answer(question, NOW)


def test_answers_are_the_same_after_reading_back(folder):
    written = only_file(folder).read_bytes()
    assert answers(folder) == answers(None)
    assert only_file(folder).read_bytes() == written


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_engine(base(), None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"short",
        lambda data: data[:-1],
        lambda data: data[:32],
        lambda data: data + b"!",
        lambda data: data[:1000] + bytes([data[1000] ^ 1]) + data[1001:],
        lambda data: signed(b"no pickle"),
        lambda data: signed(pickle.dumps({"some": "thing"})),
        lambda data: signed(pickle.dumps(Path("somewhere"))),
        lambda data: signed(data[32:1000]),
    ],
)
def test_a_damaged_or_foreign_file_counts_as_none_and_is_replaced(folder, damage):
    path = only_file(folder)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert answers(folder) == answers(None)
    assert hashlib.sha256(path.read_bytes()[32:]).digest() == path.read_bytes()[:32]
    assert len(path.read_bytes()) == len(whole)


def signed(payload: bytes) -> bytes:
    """A file whose digest is right."""
    return hashlib.sha256(payload).digest() + payload


class Malicious:
    """Writes a file as soon as it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return Path.touch, (self.path,)


class Evaluated:
    """Runs code as soon as it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return eval, (f"open({str(self.path)!r}, 'w').close()",)


@pytest.mark.parametrize("kind", [Malicious, Evaluated])
def test_a_file_that_would_run_something_runs_nothing(folder, tmp_path, kind):
    trace = tmp_path / "trace"
    payload = pickle.dumps(kind(trace))
    only_file(folder).write_bytes(signed(payload))
    assert answers(folder) == answers(None)
    assert not trace.exists()
    pickle.loads(payload)
    assert trace.exists()


def test_another_version_of_the_base_has_its_own_index(folder):
    before = only_file(folder)
    old = before.read_bytes()
    open_engine(replace(base(), version="another"), folder)
    after = only_file(folder)
    assert after.name != before.name
    assert "another" in after.name
    assert old[:32] == hashlib.sha256(old[32:]).digest()


def test_a_file_of_another_name_is_not_read(folder):
    path = only_file(folder)
    path.rename(folder / "index-other-code.pickle")
    assert answers(folder) == answers(None)
    assert only_file(folder) == path


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert answers(tmp_path / "file") == answers(None)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"
