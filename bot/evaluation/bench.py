"""Speed, memory and accuracy on bases of several sizes, side by side with what others use for the same work.

Every matcher runs in a process of its own, so that what it keeps in memory can be told.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.evaluation.peers import MATCHERS, available
from bot.evaluation.report import percentile
from bot.evaluation.synthetic import Probe, synthetic_probes, write_synthetic
from bot.knowledge.load import load_folder

SIZES = (1_500, 10_000, 100_000)
QUICK_SIZES = (1_500,)

#: WRatio takes a third of a second over 100,000 facts, so it is asked less often.
ASKED = {"engine": 400, "semantic": 400, "bm25s": 400, "rapidfuzz": 60}
QUICK = 5  #: times fewer questions

#: Embedding the texts of a larger base takes ten minutes and more.
MOST_SEMANTIC = 10_000

WARM_UP = 3  #: questions before the clock starts
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Job:
    """One matcher over one base."""

    work: str
    matcher: str
    folder: Path
    cache: Path
    probes: tuple[Probe, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a job. Seconds, milliseconds, MB (10^6 bytes)."""

    work: str
    matcher: str
    facts: int
    asked: int
    hits: float  #: share whose first entry is an expected one
    build: float  #: making the index
    grown: float  #: memory that the index took
    memory: float  #: of the whole process with the base, at its most
    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Started:
    """How long it takes from a command to the first answer, in seconds."""

    work: str
    cold: float  #: reading the YAML
    cached: float  #: reading the base from its cache


def benched(
    scratch: Path,
    now: datetime,
    sizes: Sequence[int],
    quick: bool,
    real: tuple[Path, tuple[Probe, ...]] | None,
    semantic: bool = False,
) -> Iterator[Measured | Started]:
    """The figures of every matcher over synthetic bases of these sizes and a real one; `scratch` is written to.

    With `semantic` the engine once more with likeness in meaning, on bases for which that is made in minutes.
    """
    for size in sizes:
        folder = scratch / str(size)
        write_synthetic(folder, size)
        probes = synthetic_probes(size, max(ASKED.values()))
        own = semantic and size <= MOST_SEMANTIC
        yield from _rows(f"{size:,} facts", folder, probes, scratch / "data", now, quick, own)
    if real is not None:
        yield from _rows("real base", *real, scratch / "data", now, quick, semantic)


def _rows(
    work: str, folder: Path, probes: tuple[Probe, ...], data: Path, now: datetime, quick: bool, semantic: bool
) -> Iterator[Measured | Started]:
    data.mkdir(exist_ok=True)
    question = probes[0].question
    cold = started(folder, question, now, data)
    yield Started(work, cold, started(folder, question, now, data))
    for matcher in available(semantic):
        number = ASKED[matcher] // (QUICK if quick else 1)
        every = max(1, len(probes) // number)
        yield _apart(Job(work, matcher, folder, data / "cache", probes[::every][:number], now))


def started(folder: Path, question: str, now: datetime, data: Path) -> float:
    """Seconds from `python -m bot ask` to its end; the base is kept in `data`, and the next time taken from there."""
    command = [sys.executable, "-m", "bot", "ask", "--knowledge", str(folder), "--now", now.isoformat(), question]
    environment = {**os.environ, "DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}
    begin = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def _apart(job: Job) -> Measured:
    """The figures, measured in a new process."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as pool:
        return pool.submit(measured, job).result()


def measured(job: Job) -> Measured:
    """The figures, measured here."""
    loaded = load_folder(job.folder, job.cache)
    if loaded.knowledge is None:
        raise ValueError(f"{job.folder} does not load: {loaded.errors[0]}")
    knowledge = loaded.knowledge
    before, begin = resident(), time.perf_counter()
    matcher = MATCHERS[job.matcher](knowledge, job.now)
    build, grown = time.perf_counter() - begin, resident() - before
    for probe in job.probes[:WARM_UP]:
        matcher.best(probe.question)
    times, hits = [], 0
    for probe in job.probes:
        begin = time.perf_counter()
        best = matcher.best(probe.question)
        times.append((time.perf_counter() - begin) * 1000)
        hits += best is not None and best[0] in probe.expect
    times.sort()
    facts = sum(len(entry.facts) for entry in knowledge.entries.values())
    share, p50, p99 = hits / max(len(times), 1), percentile(times, 50), percentile(times, 99)
    return Measured(job.work, job.matcher, facts, len(times), share, build, grown, peak(), p50, p99)


def resident() -> float:
    """MB that this process holds in memory now."""
    return _status("VmRSS:") or peak()


def peak() -> float:
    """MB that this process has held at its most."""
    if found := _status("VmHWM:"):
        return found
    import resource  # where there is no /proc

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1_000_000 if sys.platform == "darwin" else most * 1024 / 1_000_000


def bench_text(rows: Sequence[Measured], starts: Sequence[Started]) -> str:
    """The figures as tables."""
    lines = [
        f"{'base':<14}{'matcher':<11}{'facts':>8}{'asked':>7}{'hits':>8}{'build s':>9}{'grown MB':>10}{'peak MB':>9}"
        f"{'p50 ms':>9}{'p99 ms':>9}"
    ]
    for row in rows:
        lines.append(
            f"{row.work:<14}{row.matcher:<11}{row.facts:>8,}{row.asked:>7}{row.hits:>8.1%}{row.build:>9.2f}"
            f"{row.grown:>10.0f}{row.memory:>9.0f}{row.p50:>9.2f}{row.p99:>9.2f}"
        )
    lines += ["", f"{'from start to first answer':<28}{'cold s':>9}{'cached s':>10}"]
    lines += [f"{one.work:<28}{one.cold:>9.2f}{one.cached:>10.2f}" for one in starts]
    return "\n".join(lines)


def as_json(row: Measured | Started) -> dict[str, Any]:
    """A row by name, rounded."""
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(row).items()}


def _status(name: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    found = next((line for line in lines if line.startswith(name)), None)
    return int(found.split()[1]) * 1024 / 1_000_000 if found else 0.0
