"""The index of a base kept in a file, so that the next start need not build it again.

The file is named after the base's version and the code that built it, so a changed base or program never
meets an old index. As in the base's own cache, reading may make our own classes and numpy arrays, nothing
else, and a damaged file counts as none.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from bot.answers import direction, grammar, index, lexicon, question, search, text
from bot.answers.engine import Engine
from bot.answers.search import Searcher
from bot.answers.semantic import Embedder
from bot.answers.vectors import meaning_of
from bot.knowledge.cache import no_collection, write_whole
from bot.knowledge.entries import Knowledge

_BUILT_BY = (text, grammar, lexicon, question, direction, index, search)
_OURS: tuple[Any, ...] = (
    Searcher,
    index.Index,
    index.Postings,
    index.Bags,
    index.Row,
    lexicon.Lexicon,
    lexicon.Ref,
    direction.Stance,
    Counter,
    defaultdict,
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
        data = path.read_bytes()
    except OSError:
        return None
    head, payload = data[:32], data[32:]
    if head != hashlib.sha256(payload).digest():
        return None
    try:
        with no_collection():
            found = _Reader(io.BytesIO(payload)).load()
    except Exception:  # a pickle can fail in any way, and none of them may keep the bot from starting
        return None
    return found if isinstance(found, Searcher) else None


def _write(path: Path, searcher: Searcher) -> None:
    try:
        with no_collection():
            payload = pickle.dumps(searcher, protocol=5)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, hashlib.sha256(payload).digest() + payload)
        for other in path.parent.glob("index-*.pickle"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError:
        return


class _Reader(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if (module_name, global_name) in _ALLOWED:
            return _ALLOWED[module_name, global_name]
        if module_name.startswith("numpy.") and global_name in _REBUILDERS:
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place here")
