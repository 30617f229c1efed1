"""Short forms of the runs of benchmarks/reliability.py: killed, starved, read and raced builds."""

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent.parent / "benchmarks"


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)


def test_killed_builds_lose_and_double_nothing(tmp_path: Path) -> None:
    from reliability_runs.kills import kills

    outcome = kills(tmp_path, n_kills=6, n_articles=30, n_large=0)
    assert (outcome.tried, outcome.losses) == (6, ())


def test_builds_on_full_disks_are_done_or_refused(tmp_path: Path) -> None:
    from reliability_runs.small_disks import small_disks

    outcome = small_disks(tmp_path, n_sizes=2, n_articles=30, n_large=0)
    if outcome.skipped:
        pytest.skip(f"no disk can be mounted here: {outcome.skipped}")
    assert (outcome.tried, outcome.losses) == (6, ())


def test_builds_whose_files_may_not_grow_are_done_or_refused(tmp_path: Path) -> None:
    from reliability_runs.small_disks import short_files

    outcome = short_files(tmp_path, n_sizes=2, n_articles=30)
    assert (outcome.tried, outcome.losses) == (6, ())


def test_each_answer_during_builds_is_that_of_one_committed_state(tmp_path: Path) -> None:
    from reliability_runs.load import load

    outcome = load(tmp_path, seconds=2, n_commits=10, n_searches=100, n_readers=3)
    assert outcome.tried >= 100
    assert outcome.losses == ()


def test_an_index_that_several_processes_create_at_once_is_good(tmp_path: Path) -> None:
    from reliability_runs.creators import creators

    outcome = creators(tmp_path, n_rounds=3)  # in the third, nobody waits for the lock
    assert (outcome.tried, outcome.losses) == (3, ())


def test_opens_and_commits_let_go_of_their_files(tmp_path: Path) -> None:
    from reliability_runs.handles import handles

    outcome = handles(tmp_path, n_opens=20, n_commits=6)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert (outcome.tried, outcome.losses) == (26, ())
