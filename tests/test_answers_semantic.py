"""Likeness in meaning: what it adds, what it leaves alone, and the vectors kept in a file."""

import hashlib
import sys
from dataclasses import replace

import numpy as np
import pytest
from answers_samples import NOW, base

from bot.answers.kept import open_engine
from bot.answers.minilm import MiniLM, MissingExtra, Pieces, words_of
from bot.answers.semantic import is_latin
from bot.answers.vectors import meaning_of
from bot.evaluation.benchmark import QuestionSet, base_of

#: Words that mean the same to the embedder of these tests.
SAME = {"purchase": "buy", "automobile": "car", "vehicle": "car", "acquire": "buy", "hound": "dog", "puppy": "dog"}


class Words:
    """An embedder that knows a few words of the same meaning, and how often it was asked."""

    name = "words"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts):
        self.asked += texts
        found = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace("?", "").split():
                digest = hashlib.sha256(SAME.get(word, word).encode()).digest()
                found[row, digest[0] % 64] += 1
            found[row, 63] += 0.1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def shop():
    """A base without countries: two answers of four phrasings."""
    train = [
        ("where can i buy a car", "cars"),
        ("buy car", "cars"),
        ("i need a new car", "cars"),
        ("car shop", "cars"),
        ("feed the dog", "dogs"),
        ("dog food", "dogs"),
        ("my dog is hungry", "dogs"),
        ("what does a dog eat", "dogs"),
    ]
    return base_of(QuestionSet("shop", "en", tuple(train), (("x", "cars"),), ()), 4)


def first(engine, question):
    return next((one.id for one in engine.answer(question, NOW).entries), None)


def test_words_of_the_same_meaning_find_what_the_words_alone_do_not():
    assert first(open_engine(shop(), None), "purchase automobile") is None
    assert first(open_engine(shop(), None, Words()), "purchase automobile") == "cars"
    assert first(open_engine(shop(), None, Words()), "hound food") == "dogs"


def test_meaning_gives_every_entry_its_nearness():
    meaning = meaning_of(shop(), Words(), None)
    meant = meaning.of("acquire vehicle")
    assert meaning.has_head
    assert meant.nearest(1) == (0,)
    assert meant.signals(0)["close"] == pytest.approx(1, abs=0.05)
    assert meant.signals(0)["meanthead"] > meant.signals(1)["meanthead"]


def test_too_few_phrasings_train_no_head():
    lone = base_of(QuestionSet("lone", "en", (("buy car", "cars"), ("dog food", "dogs")), (("x", "cars"),), ()), 1)
    meaning = meaning_of(lone, Words(), None)
    assert not meaning.has_head
    assert meaning.of("purchase automobile").nearest(1) == (0,)


def test_what_is_not_in_latin_letters_is_answered_as_without():
    plain, semantic = open_engine(base(), None), open_engine(base(), None, Words())
    for question in ("кто президент Норвании", "ناروانیا کا صدر کون ہے", "2026", "", "?"):
        assert semantic.answer(question, NOW) == plain.answer(question, NOW)
    assert semantic.searcher.meaning.of("кто президент") is None


def test_a_conflict_stays_one_however_near_the_meaning():
    class Alike(Words):
        def __call__(self, texts):
            return np.full((len(texts), 4), 0.5, dtype=np.float32)

    engine = open_engine(base(), None, Alike())
    for question in ("Who is the ambassador of France to Belmark?", "who was president of Norvania in 1950"):
        assert engine.answer(question, NOW).status != "answered"


@pytest.mark.parametrize(
    ("text", "expected"), [("Who?", True), ("ambassador посол", True), ("кто", False), ("7", False)]
)
def test_latin_is_told_by_most_letters(text, expected):
    assert is_latin(text) is expected


def test_kept_vectors_are_not_made_again_and_change_nothing(tmp_path):
    one, two = Words(), Words()
    questions = ("purchase automobile", "hound food", "something else")
    before = [open_engine(shop(), tmp_path, one).answer(q, NOW) for q in questions]
    after = [open_engine(shop(), tmp_path, two).answer(q, NOW) for q in questions]
    assert before == after
    assert set(two.asked) == set(questions)


def test_only_new_texts_are_embedded_and_old_ones_forgotten(tmp_path):
    meaning_of(shop(), Words(), tmp_path)
    changed = shop()
    entry = changed.entries["cars"]
    entries = {**changed.entries, "cars": replace(entry, questions=("rent a car", *entry.questions[1:]))}
    embed = Words()
    meaning_of(replace(changed, entries=entries), embed, tmp_path)
    assert embed.asked == ["rent a car"]
    again = Words()
    meaning_of(shop(), again, tmp_path)
    assert again.asked == ["where can i buy a car"]


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-1], lambda data: data[:32] + b"!" + data[33:]]
)
def test_a_damaged_file_of_vectors_counts_as_none(tmp_path, damage):
    meaning_of(shop(), Words(), tmp_path)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    embed = Words()
    meaning_of(shop(), embed, tmp_path)
    assert len(embed.asked) > 2
    again = Words()
    meaning_of(shop(), again, tmp_path)
    assert again.asked == []


def test_an_empty_base_means_nothing():
    assert meaning_of(replace(shop(), entries={}), Words(), None).of("anything") is None


def test_without_its_packages_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingExtra, match=r'onnxruntime is not installed. Install the extra "semantic"'):
        MiniLM()


def test_words_are_split_into_the_longest_pieces_known():
    pieces = Pieces()
    assert pieces("Who is embedding?") == [101, 2040, 2003, 7861, 8270, 4667, 1029, 102]
    assert pieces("") == [101, 102]
    assert pieces("x" * 101) == [101, 100, 102]
    assert len(pieces("word " * 500)) == 128


def test_case_accents_and_invisible_letters_make_no_difference():
    assert words_of("Ça VA\u200b, señor!") == ["ca", "va", ",", "senor", "!"]
    assert words_of("語言") == ["語", "言"]
