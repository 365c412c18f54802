"""Stages a file: in one process, or in two when it is large and can be cut between rows."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import cast

from custui import locale
from custui.db.scratch import Scratch
from custui.exchange.field import Terms
from custui.exchange.header import Header
from custui.exchange.records import Records
from custui.exchange.report import Progress, Step
from custui.exchange.source import Source, bytes_read
from custui.locale import _

LARGE = 4 << 20
"""Bytes from which a second process pays for itself."""

_AT_ONCE = 8192
"""Rows stored between two notes of progress."""


@dataclass(frozen=True)
class Part:
    """One part of a file, staged in the scratch database at ``path``.

    ``added`` are new names by staging column; ``lines`` the part's physical lines, header and all;
    ``not_kept`` counts the cells of columns of which nothing is kept.
    """

    path: Path
    staged: int
    rejected: int
    repaired: int
    lines: int
    closed: bool
    added: dict[str, list[str]]
    not_kept: dict[str, int]


@dataclass(frozen=True)
class Job:
    """What one process reads: bytes ``start`` to ``end``, without the first ``skip`` lines."""

    source: Source
    header: Header
    terms: Terms
    target: Path
    start: int
    end: int
    skip: int


def stage_parts(
    source: Source,
    header: Header,
    terms: Terms,
    folder: Path,
    progress: Progress,
    large: int = LARGE,
) -> list[Part]:
    """Stage all of ``source`` into scratch databases in ``folder``, in the file's order."""
    cut = source.middle(header.begins_record) if source.size >= large else None
    if cut is not None:
        jobs = [
            Job(source, header, terms, folder / "part0", 0, cut, header.lines),
            Job(source, header, terms, folder / "part1", cut, source.size, 0),
        ]
        parts = _in_processes(jobs, _Watched(progress, source.size))
        if parts[0].closed:
            return parts
        # A stray quote misled the cut: the file has to be read from the start to the end.
        for job in jobs:
            job.target.unlink()
    job = Job(source, header, terms, folder / "part0", 0, source.size, header.lines)
    return [stage(job, _Watched(progress, source.size).of(0))]


def stage(job: Job, tell: Callable[[int, int], None]) -> Part:
    """Read and check the rows of ``job`` into its scratch database; ``tell`` rows and bytes."""
    scratch = Scratch(job.target, job.header.columns, indexed=job.header.indexed)
    records = Records(job.header, job.terms, scratch)
    staged = 0
    try:
        with job.source.text(job.start, job.end) as text:
            rows = records.rows(text, job.skip)
            count = _AT_ONCE
            while count == _AT_ONCE:
                count = scratch.stage(islice(rows, _AT_ONCE))
                staged += count
                tell(staged + records.rejected, bytes_read(text) - job.start)
        scratch.finish()
    except BaseException:
        scratch.close()
        raise
    return Part(
        job.target,
        staged,
        records.rejected,
        records.repaired,
        records.lines,
        records.closed,
        records.added(),
        records.not_kept(),
    )


class _Watched:
    """The progress of several processes, told as one."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._come: dict[int, tuple[int, int]] = {}

    def of(self, number: int) -> Callable[[int, int], None]:
        """The progress of the job ``number``."""

        def tell(rows: int, done: int) -> None:
            self._come[number] = (rows, done)
            rows, done = (sum(counts) for counts in zip(*self._come.values(), strict=True))
            self._progress(Step(_("checking"), rows, done, self._total))

        return tell


def _in_processes(jobs: Sequence[Job], watched: _Watched) -> list[Part]:
    """Stage each job in a process of its own; one that fails ends the others."""
    # Forking shares the memory of this process, but only a process of one thread may.
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork") if alone else multiprocessing.get_context("spawn")
    pipes: dict[Connection, int] = {}
    processes = []
    results: dict[int, Part] = {}
    try:
        for number, job in enumerate(jobs):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(
                target=_work, args=(job, theirs, locale.language()), daemon=True
            )
            process.start()
            theirs.close()
            processes.append(process)
            pipes[ours] = number
        while pipes:
            for pipe in wait(list(pipes)):
                _hear(cast(Connection, pipe), pipes, watched, results)
    except BaseException:
        for process in processes:
            process.terminate()
        raise
    finally:
        for process in processes:
            process.join()
    return [results[number] for number in range(len(jobs))]


def _hear(
    pipe: Connection, pipes: dict[Connection, int], watched: _Watched, results: dict[int, Part]
) -> None:
    """Take one message of a worker: its progress, its part, or what stopped it."""
    number = pipes[pipe]
    try:
        message = pipe.recv()
    except EOFError:
        raise WorkerDied from None
    if isinstance(message, tuple):
        watched.of(number)(*message)
        return
    if isinstance(message, Exception):
        raise message
    results[number] = message
    del pipes[pipe]
    pipe.close()


class WorkerDied(Exception):
    """A process that read a part of the file was ended from outside."""

    def __init__(self) -> None:
        super().__init__(_("A process that read the file was ended. Nothing was changed."))


def _work(job: Job, pipe: Connection, language: str) -> None:
    """A worker process: stage ``job``, telling ``pipe``."""
    # Ctrl-C reaches the whole group of processes; the one that asked for the work ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    locale.choose(language)
    try:
        pipe.send(stage(job, lambda rows, done: pipe.send((rows, done))))
    except BrokenPipeError:
        return
    except Exception as error:
        pipe.send(error)
