"""The cache of a read base: the same base faster, or nothing at all."""

import hashlib
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from bot.knowledge.cache import keep, kept
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import About, Entry, Fact, Place, Source, Term, Translation, Words
from bot.knowledge.load import check_folder, load_folder
from bot.knowledge.parts import Parts, Problem

DIGEST = bytes(range(32))
FILES = {
    "about.yaml": "title: Library help\ncountries: [{name: Home, zone: Europe/London}]\n",
    "sources.yaml": "- {id: handbook, publisher: City library, title: Handbook, rank: official, date: 2026-01}\n",
    "events.yaml": """\
- id: reading
  kind: event
  name: Reading
  names: {ru: Чтение}
  when: '2026-02-04/2026-02-05~'
  starts_at: 2026-02-04 10:00 Europe/London
  status: announced
  facts:
    - text: There is a reading
      sources: [handbook]
      texts: {ru: {text: Будет чтение., made: machine}}
""",
}


class Trap:
    """Runs when it is read."""

    def __init__(self, sprung: list[str] | None = None) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (Path("sprung"),)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def the_file(shelf: Path) -> Path:
    (only,) = shelf.iterdir()
    return only


def parts() -> Parts:
    place = Place("a.yaml", 3)
    fact = Fact("1", "So.", ("s",), texts=MappingProxyType({"ru": Translation("Так.", machine=True)}))
    moments = [
        datetime(2026, 2, 4, 10, tzinfo=ZoneInfo("Europe/London")),
        datetime(2026, 2, 4, 10, tzinfo=timezone(timedelta(hours=5))),
        datetime(2026, 2, 4, 10, tzinfo=UTC),
    ]
    return Parts(
        entries=tuple(
            Entry(f"e{n}", "event", "E", starts_at=moment, extra_dates=(date(2026, 1, 1),), facts=(fact,), at=place)
            for n, moment in enumerate(moments)
        ),
        sources=(Source("s", "P", "T", "weak", date=FuzzyDate.parse("../2023-06")),),
        about=About("Title", currency=MappingProxyType({"visas": 3})),
        words=Words(roles=(Term("r", "R", single=True),)),
        lines={place: {"id": 3}},
    )


def test_what_is_kept_comes_back_equal(shelf: Path) -> None:
    what = (parts(), (Problem("a.yaml", 1, None, "look", "warning"),))
    keep(shelf, DIGEST, what)
    found = kept(shelf, DIGEST)
    assert found == what
    assert found is not None
    entry = found[0].entries[0]
    assert entry.facts[0].texts == {"ru": Translation("Так.", machine=True)}
    assert isinstance(entry.names, MappingProxyType)
    assert entry.starts_at is not None
    assert entry.starts_at.tzinfo is ZoneInfo("Europe/London")
    assert entry.at == Place("a.yaml", 3)


def test_a_cached_base_is_the_same_base(base: Path, shelf: Path) -> None:
    today = date(2026, 1, 2)
    first = check_folder(base, today, shelf)
    assert first.knowledge is not None
    assert [problem.severity for problem in first.problems] == ["warning"]
    written = the_file(shelf).stat().st_mtime_ns
    assert check_folder(base, today, shelf) == first
    assert check_folder(base, today) == first
    assert the_file(shelf).stat().st_mtime_ns == written


def test_checks_that_depend_on_the_day_are_not_cached(base: Path, shelf: Path) -> None:
    before, after = (check_folder(base, day, shelf) for day in (date(2026, 1, 2), date(2027, 1, 2)))
    assert len(after.problems) == len(before.problems) + 1


def test_a_changed_byte_is_read_anew(base: Path, shelf: Path) -> None:
    first = load_folder(base, shelf).knowledge
    (base / "events.yaml").write_text(FILES["events.yaml"].replace("Reading", "Meeting"), encoding="utf-8")
    second = load_folder(base, shelf).knowledge
    assert first is not None
    assert second is not None
    assert second.entries["reading"].name == "Meeting"
    assert second.version != first.version
    assert the_file(shelf)  # the older one is gone


def test_a_base_with_errors_is_not_cached(base: Path, shelf: Path) -> None:
    (base / "more.yaml").write_text("- id: x\n")
    assert load_folder(base, shelf).knowledge is None
    assert not shelf.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:100],
        lambda data: data[:-1],
        lambda data: data[:-10] + b"0123456789",
        lambda data: bytes([data[0] ^ 1]) + data[1:],
        lambda data: b"\x80" + data,
        lambda data: data + b"more",
    ],
    ids=["empty", "cut short", "one byte short", "overwritten", "of other classes", "shifted", "longer"],
)
def test_a_damaged_cache_is_ignored_and_replaced(base: Path, shelf: Path, damage: Callable[[bytes], bytes]) -> None:
    first = load_folder(base, shelf)
    file = the_file(shelf)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert load_folder(base, shelf) == first
    assert the_file(shelf).read_bytes()[:64] == whole[:64]


def test_a_foreign_pickle_runs_nothing(shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    keep(shelf, DIGEST, (parts(), ()))
    file = the_file(shelf)
    payload = pickle.dumps((Trap(), ()))
    pickle.loads(payload)
    assert Path("sprung").exists()  # the trap works where everything may be named
    Path("sprung").unlink()
    file.write_bytes(file.read_bytes()[:32] + hashlib.sha256(payload).digest() + payload)
    assert kept(shelf, DIGEST) is None
    assert not Path("sprung").exists()


@pytest.mark.parametrize("what", [None, (), (parts(),), ("parts", ()), (parts(), "problems")])
def test_something_else_under_our_name_is_ignored(shelf: Path, what: object) -> None:
    keep(shelf, DIGEST, what)  # type: ignore[arg-type]
    assert kept(shelf, DIGEST) is None


def test_a_cache_folder_that_cannot_be_used_changes_nothing(base: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert load_folder(base, blocked) == load_folder(base)
    assert load_folder(base, blocked).knowledge is not None


def test_nothing_half_written_is_left_behind(base: Path, shelf: Path) -> None:
    load_folder(base, shelf)
    assert the_file(shelf).suffix == ".pickle"
