"""A read base kept in a file under the hash of its YAML, so that a large one starts in seconds.

Reading a pickle can run anything it names. This one may name our own frozen classes and dates, nothing else; and a
file that is damaged, foreign or of another version of these classes counts as not there.
"""

from __future__ import annotations

import gc
import hashlib
import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import IO, Any
from zoneinfo import ZoneInfo

from bot.knowledge import entries
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.parts import Parts, Problem

_OURS: tuple[type, ...] = (
    FuzzyDate,
    entries.About,
    entries.Entry,
    entries.Fact,
    entries.Office,
    entries.Participant,
    entries.Past,
    entries.Place,
    entries.Point,
    entries.Source,
    entries.Term,
    entries.Translation,
    entries.Value,
    entries.Withdrawal,
    entries.Words,
    Parts,
    Problem,
)

Kept = tuple[Parts, tuple[Problem, ...]]


def _frozen(values: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(values)


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


_CALLABLE: tuple[Any, ...] = (*_OURS, _frozen, _zone, date, datetime, timedelta, timezone)
_ALLOWED: Mapping[tuple[str, str], Any] = {(one.__module__, one.__qualname__): one for one in _CALLABLE}

#: Changes with every field of our classes, so that an older program's file is not taken for ours.
_SHAPE = hashlib.sha256(repr([(one.__name__, [f.name for f in fields(one)]) for one in _OURS]).encode()).digest()


def kept(folder: Path, digest: bytes) -> Kept | None:
    """What `keep` put into this folder under the same digest, or None."""
    try:
        data = _path(folder, digest).read_bytes()
    except OSError:
        return None
    head, payload = data[: len(_SHAPE) * 2], data[len(_SHAPE) * 2 :]
    if head != _SHAPE + hashlib.sha256(payload).digest():
        return None
    try:
        with no_collection():
            found = _Reader(io.BytesIO(payload)).load()
    except Exception:  # a pickle can fail in any way, and none of them may keep the base from loading
        return None
    parts, problems = found if isinstance(found, tuple) and len(found) == 2 else (None, None)
    return (parts, problems) if isinstance(parts, Parts) and isinstance(problems, tuple) else None


def keep(folder: Path, digest: bytes, what: Kept) -> None:
    """Put it into this folder, whole or not at all; a folder that cannot be written to is left alone."""
    with no_collection():
        payload = _pickled(what)
    path = _path(folder, digest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, _SHAPE + hashlib.sha256(payload).digest() + payload)
        for other in folder.glob("base-*.pickle"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError:
        return


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` into a file that is either the old one or the new one, never half. May raise OSError."""
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that takes the place of the old one only when all is written. May raise OSError."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.stem, suffix=".new", delete=False) as file:
        new = Path(file.name)
        try:
            yield file
            file.flush()
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


def _path(folder: Path, digest: bytes) -> Path:
    return folder / f"base-{digest.hex()}.pickle"


class _Reader(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        try:
            return _ALLOWED[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place here") from None


def _pickled(what: object) -> bytes:
    buffer = io.BytesIO()
    writer = pickle.Pickler(buffer, protocol=5)
    writer.dispatch_table = _reducers()
    writer.dump(what)
    return buffer.getvalue()


def _reducers() -> dict[type, Callable[[Any], Any]]:
    reducers: dict[type, Callable[[Any], Any]] = {one: _by_fields(one) for one in _OURS}
    reducers[MappingProxyType] = lambda values: (_frozen, (dict(values),))
    reducers[ZoneInfo] = lambda zone: (_zone, (zone.key,))
    return reducers


def _by_fields(one: type) -> Callable[[Any], Any]:
    names = [f.name for f in fields(one)]
    return lambda value: (one, tuple(getattr(value, name) for name in names))


@contextmanager
def no_collection() -> Iterator[None]:
    """No garbage collection meanwhile: it would walk the growing base again and again and find nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
