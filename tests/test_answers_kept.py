"""The index kept in a file: the next start reads it, and builds it anew only where it must."""

from pathlib import Path

import pytest
from answers_samples import NOW, base

from bot.answers.kept import open_engine
from bot.answers.search import Searcher
from bot.knowledge.load import load_folder

QUESTION = "When did Mirela Tandor visit Norvania?"
REAL = Path(__file__).parent.parent / "knowledge"


@pytest.fixture
def never_built(monkeypatch):
    """From now on building an index fails."""

    def refuse() -> None:
        def built(*_: object) -> None:
            raise AssertionError("the index was built again")

        monkeypatch.setattr(Searcher, "__init__", built)

    return refuse


def index_in(folder: Path) -> Path:
    (path,) = folder.glob("index-*.pickle")
    return path


def test_a_kept_index_is_read_and_answers_the_same(tmp_path, never_built):
    first = open_engine(base(), tmp_path).answer(QUESTION, NOW)
    never_built()
    assert open_engine(base(), tmp_path).answer(QUESTION, NOW) == first


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


@pytest.mark.parametrize("damage", [b"", b"\x00" * 400])
def test_a_damaged_index_is_built_again(tmp_path, damage):
    first = open_engine(base(), tmp_path).answer(QUESTION, NOW)
    index_in(tmp_path).write_bytes(damage)
    assert open_engine(base(), tmp_path).answer(QUESTION, NOW) == first


def test_without_a_folder_nothing_is_kept(tmp_path):
    open_engine(base(), None)
    assert not list(tmp_path.iterdir())
