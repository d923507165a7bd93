"""Worker processes: deaths, limits, a pool, a cluster that loses a worker, a run that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.catalogs.executors import Watch
from auditor.catalogs.executors.attempts import unit_answers
from auditor.catalogs.executors.child import Child, EndedError
from auditor.catalogs.executors.pool import Pool
from auditor.catalogs.journal import finished, journals
from auditor.catalogs.records import FeedRecord
from auditor.catalogs.work import Answer, Work
from bench import many
from tests.many_case import ASKED, BROKEN, by_path, carried_out, clients, plan, works, write
from tests.test_many_run import ALL, steady

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """One client with four files."""
    for number in range(4):
        write(tmp_path / "in" / "acme" / f"{number}.csv", BROKEN)
    return works(plan(tmp_path / "in", tmp_path / "out"))[0]


def long_rows(count: int) -> str:
    """Rows that keep a worker busy for a while."""
    return "".join(f"A-{n},true,Custom Mug {n},Add name {n}?,Yes,No {n}\n" for n in range(count))


class Scripted(Child):
    """Answers without auditing; ``dies`` says for a file and the work whether the worker dies on it."""

    def __init__(self, dies: Callable[[int, Work], str]) -> None:
        super().__init__()
        self.dies = dies
        self.tried: list[list[int]] = []

    def carry_out(self, work: Work, watch: Watch) -> Iterator[Answer]:
        self.tried.append([])
        for file in work.unit.files:
            if file.number in work.done | work.lost:
                continue
            self.tried[-1].append(file.number)
            why = self.dies(file.number, work)
            if why:
                raise EndedError(why, file.number, "SIGKILL")  # type: ignore[arg-type]
            yield Answer(
                number=file.number, record=FeedRecord(path=file.path, client="acme", status="audited")
            )


def outcome(work: Work, child: Child) -> dict[int, str]:
    answers = list(unit_answers(work, child, lambda *_: None))
    assert max(Counter(answer.number for answer in answers).values()) == 1
    return {answer.number: answer.record.status for answer in answers}


class TestAttempts:
    """What is tried again, and what is given up."""

    def test_a_worker_ended_by_hand_costs_nothing(self, work: Work) -> None:
        left = [1]
        child = Scripted(lambda number, _: "died" if number == 2 and left and left.pop() else "")
        assert set(outcome(work, child).values()) == {"audited"}
        assert child.tried == [[0, 1, 2], [2, 3]]

    def test_a_file_that_always_kills_costs_itself(self, work: Work) -> None:
        child = Scripted(lambda number, _: "died" if number == 1 else "")
        assert outcome(work, child) == {0: "audited", 1: "killed", 2: "audited", 3: "audited"}

    def test_files_too_much_together_are_tried_one_by_one(self, work: Work) -> None:
        child = Scripted(lambda number, now: "died" if number > 0 and len(now.lost) < 2 else "")
        assert outcome(work, child) == {0: "audited", 1: "killed", 2: "audited", 3: "audited"}
        assert child.tried[-2:] == [[2], [3]]

    def test_over_time_is_given_up_at_once(self, work: Work) -> None:
        child = Scripted(lambda number, _: "timeout" if number == 1 else "")
        assert outcome(work, child) == {0: "audited", 1: "timeout", 2: "audited", 3: "audited"}
        assert child.tried == [[0, 1], [2, 3]]

    def test_over_memory_together_is_fine_alone(self, work: Work) -> None:
        child = Scripted(lambda number, now: "memory" if number and not now.lost else "")
        assert set(outcome(work, child).values()) == {"audited"}
        child = Scripted(lambda number, _: "memory" if number == 3 else "")
        assert outcome(work, child) == {0: "audited", 1: "audited", 2: "audited", 3: "killed"}

    def test_a_worker_that_cannot_start_loses_the_unit_and_ends(self, work: Work) -> None:
        def never(number: int, now: Work) -> str:
            raise EndedError("died", None, "exit code 1")

        assert set(outcome(work, Scripted(never)).values()) == {"killed"}


@posix
class TestChild:
    """Real processes."""

    def test_killed_over_one_file_and_over_limits(self, work: Work) -> None:
        child = Child()
        write(Path(work.unit.files[1].path), BROKEN + long_rows(30_000))

        def deadly(number: int, phase: str) -> None:
            if number == 1 and phase == "checking":
                os.kill(child.pid, signal.SIGKILL)

        answers = {one.number: one.record for one in unit_answers(work, child, deadly)}
        assert {number: one.status for number, one in answers.items()} == {
            0: "audited",
            1: "killed",
            2: "audited",
            3: "audited",
        }
        assert "SIGKILL" in answers[1].reason.en
        assert "Audited without" in answers[2].reason.en
        small = replace(work, asked=replace(work.asked, memory=20), lost=frozenset({1, 2, 3}))
        (record,) = [one.record for one in unit_answers(small, child, lambda *_: None)]
        assert (record.status, "20 MiB" in record.reason.en) == ("killed", True)
        child.close()

    def test_over_time(self, tmp_path: Path) -> None:
        write(tmp_path / "in" / "acme" / "long.csv", BROKEN + long_rows(60_000))
        asked = replace(ASKED, timeout=0.3, select=())
        (work,) = works(plan(tmp_path / "in", tmp_path / "out", asked))
        child = Child()
        (record,) = [one.record for one in unit_answers(work, child, lambda *_: None)]
        assert (record.status, "0.3 seconds" in record.reason.en) == ("timeout", True)
        assert child.pid == 0


class TestPool:
    def test_the_same_records_as_in_one_process(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        here, _ = carried_out(plan(root, tmp_path / "here"))
        pool, records = carried_out(plan(root, tmp_path / "pool"), Pool(jobs=2))
        assert {name: one.status for name, one in by_path(records, root).items()} == ALL
        assert [replace(one, reports=(), findings="") for one in steady(pool.record.feeds)] == [
            replace(one, reports=(), findings="") for one in steady(here.record.feeds)
        ]


@posix
@pytest.mark.filterwarnings("ignore")
class TestCluster:
    def test_a_worker_of_three_is_killed_in_the_middle(self, tmp_path: Path) -> None:
        distributed = pytest.importorskip("distributed")
        from auditor.catalogs.executors.cluster import Cluster

        root = clients(tmp_path)
        for number in range(9):
            write(root / f"client_{number}" / "one.csv", BROKEN)
        with distributed.LocalCluster(
            n_workers=3, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster:
            from auditor.catalogs.run import run_plan

            made = plan(root, tmp_path / "out")
            records = []
            killed = 0
            for record in run_plan(made, Cluster(address=cluster.scheduler_address)):
                records.append(record)
                if not killed and record.status == "audited":
                    killed = cluster.workers[0].pid
                    os.kill(killed, signal.SIGKILL)
        assert killed
        found = by_path(records, root)
        more = {f"client_{number}/one.csv": "audited" for number in range(9)}
        assert {name: one.status for name, one in found.items()} == {**ALL, **more}

    def test_another_version_on_the_worker_is_refused(self) -> None:
        from auditor.catalogs.executors.child import UnusableError
        from auditor.catalogs.executors.cluster import carried_out as on_the_worker

        with pytest.raises(UnusableError, match=r"0\.0\.0 here"):
            on_the_worker("{}", "0.0.0")

    def test_a_scheduler_that_is_away_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("distributed")
        from auditor.catalogs.executors import cluster

        monkeypatch.setattr(cluster, "CONNECT", 1)
        with pytest.raises(cluster.ClusterError, match="does not answer"):
            carried_out(
                plan(clients(tmp_path), tmp_path / "out"), cluster.Cluster(address="tcp://127.0.0.1:9")
            )


KILLED = """
import os, signal, sys
sys.path[:] = eval(sys.argv[1])
from auditor.catalogs.executors.pool import Pool
from auditor.catalogs.run import run_plan
from tests.many_case import plan

for record in run_plan(plan(sys.argv[2], sys.argv[3]), Pool(jobs=2)):
    if record.status == "audited":
        os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
class TestKilledRun:
    """One kill; ``python -m bench.many kill`` does many at random moments, and compares roll-ups too."""

    def test_a_killed_run_goes_on_and_says_the_same(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        paths = [os.path.abspath(path) for path in sys.path]
        done = subprocess.run(
            [sys.executable, "-c", KILLED, repr(paths), str(root), str(tmp_path / "torn")], check=False
        )
        assert done.returncode == -signal.SIGKILL
        (torn,) = journals(tmp_path / "torn" / ".auditor")
        assert not finished(torn)
        run, _ = carried_out(plan(root, tmp_path / "torn"))
        assert run.resumed
        whole, _ = carried_out(plan(root, tmp_path / "whole"))
        assert many.records(tmp_path / "torn") == many.records(tmp_path / "whole")
        assert steady(run.record.feeds)[0].reason == steady(whole.record.feeds)[0].reason
