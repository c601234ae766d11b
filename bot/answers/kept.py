"""The index of a base kept in a file, so that the next start need not build it again.

The file is named after the base's version and the code that built it, so a changed base or program never
meets an old index. As in the base's own cache, reading may make our own classes and numpy arrays, nothing
else, and a damaged file counts as none.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter, defaultdict
from pathlib import Path
from typing import IO, Any

import numpy as np

from bot.answers import agreement, direction, grammar, head, index, lexicon, question, search, spelling, text
from bot.answers.engine import Engine
from bot.answers.search import Searcher
from bot.answers.semantic import Embedder
from bot.answers.vectors import meaning_of
from bot.knowledge.cache import no_collection, whole_file
from bot.knowledge.entries import Knowledge

#: Bytes of the hash that a file begins with, and how many are hashed at once.
DIGEST = 32
PART = 1 << 20
_BUILT_BY = (agreement, text, grammar, lexicon, question, direction, head, index, search, spelling)
_OURS: tuple[Any, ...] = (
    Searcher,
    index.Index,
    index.Postings,
    index.Bags,
    head.Head,
    index.Row,
    lexicon.Lexicon,
    lexicon.Ref,
    direction.Stance,
    spelling.Speller,
    Counter,
    defaultdict,
    dict,
    list,
    set,
    frozenset,
    np.ndarray,
    np.dtype,
)
_ALLOWED = {(one.__module__, one.__qualname__): one for one in _OURS}
#: What numpy's own pickles call to rebuild an array, in its 1.x and 2.x names.
_REBUILDERS = frozenset({"_frombuffer", "_reconstruct", "scalar"})


def open_engine(knowledge: Knowledge, folder: Path | None, embed: Embedder | None = None) -> Engine:
    """An engine for `knowledge`.

    From `folder` when its index is kept there, else built, and kept if that is possible. With an embedder it knows
    likeness in meaning too; the vectors are kept in the same way.
    """
    engine = _opened(knowledge, folder)
    if embed is not None:
        engine.searcher.meaning = meaning_of(knowledge, embed, folder)
    return engine


def _opened(knowledge: Knowledge, folder: Path | None) -> Engine:
    if folder is None:
        return Engine(knowledge)
    path = folder / f"index-{knowledge.version}-{_code()}.pickle"
    found = _read(path)
    if found is not None:
        found.attach(knowledge)
        return Engine(knowledge, found)
    with no_collection():
        engine = Engine(knowledge)
    _write(path, engine.searcher)
    return engine


def _code() -> str:
    digest = hashlib.sha256(np.__version__.encode())
    for module in _BUILT_BY:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:12]


def _read(path: Path) -> Searcher | None:
    try:
        with path.open("rb") as file, no_collection():
            head, found = file.read(DIGEST), hashlib.sha256()
            while part := file.read(PART):
                found.update(part)
            if head != found.digest():
                return None
            file.seek(DIGEST)
            searcher = _Reader(file).load()
    except Exception:  # a pickle can fail in any way, and none of them may keep the bot from starting
        return None
    return searcher if isinstance(searcher, Searcher) else None


def _write(path: Path, searcher: Searcher) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file, no_collection():
            file.write(bytes(DIGEST))
            hashing = _Hashing(file)
            pickle.dump(searcher, hashing, protocol=5)
            file.seek(0)
            file.write(hashing.hash.digest())
        for other in path.parent.glob("index-*.pickle"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError:
        return


class _Hashing:
    """A file that is written to, and the hash of what was."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin at the place where the file stands."""
        self._file, self.hash = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write on."""
        self.hash.update(data)
        return self._file.write(data)


class _Reader(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if (module_name, global_name) in _ALLOWED:
            return _ALLOWED[module_name, global_name]
        if module_name.startswith("numpy.") and global_name in _REBUILDERS:
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place here")
