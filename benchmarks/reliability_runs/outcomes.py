"""What came of a run: how often was it tried, and what was lost?"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One run. `losses` says of each trial that went wrong what went wrong; empty is good."""

    run: str
    tried: int
    losses: tuple[str, ...]
    details: str  # of which kinds the trials were
    skipped: str = ""  # why nothing was tried


HEADER = "| run | tried | survived | lost | of which |\n|---|---:|---:|---:|---|"


def as_row(outcome: Outcome) -> str:
    """Return the row of a Markdown table."""
    if outcome.skipped:
        return f"| {outcome.run} | 0 | 0 | 0 | NOT RUN: {outcome.skipped} |"
    n_lost = len(outcome.losses)
    return (
        f"| {outcome.run} | {outcome.tried:,} | {outcome.tried - n_lost:,} | {n_lost} "
        f"| {outcome.details} |"
    )


def as_table(outcomes: Iterable[Outcome]) -> str:
    """Return a Markdown table."""
    return "\n".join([HEADER, *map(as_row, outcomes)])
