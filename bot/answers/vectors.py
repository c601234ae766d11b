"""The vectors of a base's texts kept in a file, so that only texts that are new need be embedded.

A vector is found by the hash of its text; the file is named after the model. Reading makes plain numbers only,
and a damaged file counts as none.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answers.index import Floats
from bot.answers.semantic import Embedder, Meaning, texts_for
from bot.knowledge.cache import write_whole
from bot.knowledge.entries import Knowledge

Halves = NDArray[np.float16]
_DIGEST = 16


def meaning_of(knowledge: Knowledge, embed: Embedder, folder: Path | None) -> Meaning:
    """The meaning of a base; texts whose vectors are kept in `folder` are not embedded again."""
    texts, owner, trains = texts_for(knowledge)
    path = folder / f"vectors-{embed.name}.npz" if folder is not None else None
    vectors = _vectors(texts, embed, path)
    return Meaning(owner, trains, vectors, len(knowledge.entries), embed)


def _vectors(texts: Sequence[str], embed: Embedder, path: Path | None) -> Floats:
    """A row for each text, rounded to halves, so that new and kept ones are the same."""
    hashes = [hashlib.blake2b(text.encode("utf-8"), digest_size=_DIGEST).digest() for text in texts]
    known = _read(path) if path is not None else {}
    missing = {one: text for one, text in zip(hashes, texts, strict=True) if one not in known}
    if missing:
        made: Halves = embed(list(missing.values())).astype(np.float16)
        known.update(zip(missing, made, strict=True))
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    if path is not None and (missing or len(known) > len(set(hashes))):
        _write(path, {one: known[one] for one in hashes})
    return np.stack([known[one] for one in hashes]).astype(np.float32)


def _read(path: Path) -> dict[bytes, Halves]:
    try:
        data = path.read_bytes()
        if data[:32] != hashlib.sha256(data[32:]).digest():
            return {}
        with np.load(io.BytesIO(data[32:]), allow_pickle=False) as found:
            hashes, vectors = found["hashes"], found["vectors"]
    except (OSError, ValueError, KeyError):
        return {}
    return {one.tobytes(): vector for one, vector in zip(hashes, vectors, strict=True)}


def _write(path: Path, vectors: dict[bytes, Halves]) -> None:
    hashes = np.frombuffer(b"".join(vectors), dtype=np.uint8).reshape(-1, _DIGEST)
    payload = io.BytesIO()
    np.savez(payload, hashes=hashes, vectors=np.stack(list(vectors.values())))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, hashlib.sha256(payload.getvalue()).digest() + payload.getvalue())
    except OSError:
        return
