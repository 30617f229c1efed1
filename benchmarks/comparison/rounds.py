"""Measure contestants in turn, round after round, and keep every figure.

Turns alternate, and every other round goes backwards, so that a machine that slows down for a while
slows all of them. What took long is not repeated, what failed or timed out is not tried again.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from comparison.contestants import (
    BASELINE,
    WITHOUT_UPDATES,
    Contestant,
    ask_command,
    build_command,
    cold_command,
    main_ways,
    search_command,
    update_command,
)
from comparison.measuring import Run, run, size_of
from comparison.queries import FIXED
from comparison.reading import films_of_article

QUERY_STATUSES = (0, 1)  # 1: nothing was found


@dataclass(kw_only=True)
class Rounds:
    """The measurements of one corpus."""

    corpus_name: str
    corpus: Path
    work: Path
    ways: Sequence[Contestant]
    n_rounds: int
    n_cold_rounds: int
    timeout_s: float
    once_above_s: float
    measurements: list[dict[str, Any]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)  # engines without an index to go on with

    def build(self) -> None:
        """Measure all ways of building; the index of each engine's main way is kept."""
        mains = main_ways(self.ways)

        def one(way: Contestant, number: int) -> Run:
            index = self.index_of(way.engine) if way in mains else self.work / "index-other"
            shutil.rmtree(index, ignore_errors=True)
            index.mkdir()
            done = self._run(build_command(way, self.corpus, index))
            self._note("build", way, number, done, index_bytes=size_of(index))
            if done.status != "done" and way in mains:
                self.lost.add(way.engine)
            return done

        self._in_turns(self.ways, self.n_rounds, one)
        shutil.rmtree(self.work / "index-other", ignore_errors=True)

    def search(self, queries: dict[str, list[str]]) -> None:
        """Measure warm queries: each set of queries in a process of its own."""
        times = self.work / "times.json"
        for name, asked in queries.items():
            file = self.work / f"queries-{name}.json"
            file.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")

            def one(way: Contestant, number: int, file: Path = file, name: str = name) -> Run:
                times.unlink(missing_ok=True)
                index = self.index_of(way.engine)
                done = self._run(search_command(way.engine, index, file, times))
                passes = json.loads(times.read_text("utf-8")) if done.status == "done" else []
                self._note("search", way, number, done, queries=name, passes=passes)
                return done

            self._in_turns(self._with_index(), self.n_rounds, one)

    def cold(self) -> None:
        """Measure one query as a process, and the imports that it is held against."""
        baseline = Contestant(engine="python -c", variant=f'"{BASELINE}"')

        def one(way: Contestant, number: int) -> Run:
            query = FIXED[number % len(FIXED)]
            if way == baseline:
                command = [sys.executable, "-c", BASELINE]
            else:
                command = cold_command(way.engine, self.index_of(way.engine), query)
            done = self._run(command, allowed=QUERY_STATUSES)
            self._note("cold", way, number, done)
            return done

        self._in_turns([*self._with_index(), baseline], self.n_cold_rounds, one)

    def update(self) -> None:
        """Change an article a round, and measure how it gets into each index, and that it did."""
        articles = sorted(self.corpus.iterdir())

        def one(way: Contestant, number: int) -> Run:
            article = articles[number * 7 % len(articles)]
            index = self.index_of(way.engine)
            word = f"zyx{'abcdefghijklmnopqrst'[number % 20] * 3}quor"
            title = _changed(article, word)
            if way.engine in WITHOUT_UPDATES:
                shutil.rmtree(index)
                index.mkdir()
                done = self._run(build_command(way, self.corpus, index))
            else:
                done = self._run(update_command(way, article, index))
            if done.status == "done":
                seen = self._run(ask_command(way.engine, index, word), allowed=QUERY_STATUSES)
                first = seen.output.partition("\n")[0]
                if not first or (first not in title and title not in first):
                    said = f"does not find {word!r} after its update, but {first!r} {seen.error}"
                    done = replace(done, status="failed", error=said)
            self._note("update", way, number, done)
            return done

        self._in_turns(self._with_index(), self.n_rounds, one)

    def index_of(self, engine: str) -> Path:
        """Return the folder of an engine's index."""
        return self.work / f"index-{engine}"

    def _with_index(self) -> list[Contestant]:
        return [way for way in main_ways(self.ways) if way.engine not in self.lost]

    def _in_turns(
        self, ways: Sequence[Contestant], n_rounds: int, one: Callable[[Contestant, int], Run]
    ) -> None:
        left = list(ways)
        for number in range(n_rounds):
            for way in list(_turn(left, number)):
                done = one(way, number)
                if done.status != "done" or done.wall_s > self.once_above_s:
                    left.remove(way)

    def _run(self, command: Sequence[str | Path], allowed: Sequence[int] = (0,)) -> Run:
        return run(command, timeout_s=self.timeout_s, allowed=allowed)

    def _note(self, step: str, way: Contestant, number: int, done: Run, **more: Any) -> None:
        trouble = "" if done.status == "done" else f" {done.status} {done.error}"
        what = f"{step} {more['queries']}" if "queries" in more else step
        print(
            f"{self.corpus_name}: {what} {number + 1}, {way.name}: {done.wall_s:.3f} s{trouble}",
            file=sys.stderr,
            flush=True,
        )
        measured = {"corpus": self.corpus_name, "step": step, **asdict(way), "round": number}
        figures = {key: value for key, value in asdict(done).items() if key != "output"}
        self.measurements.append(measured | figures | more)


def _turn(ways: Sequence[Contestant], number: int) -> Iterator[Contestant]:
    return reversed(ways) if number % 2 else iter(ways)


def _changed(article: Path, word: str) -> str:
    """Write a word into the first film's description, once; return the film's title."""
    text = article.read_text("utf-8")
    if word.title() not in text:
        marked = text.replace("Description: ", f"Description: {word.title()} ", 1)
        article.write_text(marked, encoding="utf-8")
    return next(films_of_article(article, "split")).title
