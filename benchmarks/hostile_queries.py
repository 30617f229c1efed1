"""Time and peak memory of queries made to hurt, each as a real process, on 34,532 films.

    python benchmarks/hostile_queries.py [--index DIR] [--only TEXT]

Without --index it builds one in a temporary folder first. Exit status 1 if any query took more than
MAX_SECONDS of the processor or MAX_MB, or ended otherwise than by exit status 0, 1 or 2. The time
by the clock is printed too; on a machine that does nothing else the two are the same.
"""

import argparse
import dataclasses
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from films import films_index

MAX_SECONDS = 2.0
MAX_MB = 300.0
_KILL_AFTER_S = 60.0

_COMMON = [
    "the",
    "a",
    "of",
    "and",
    "in",
    "film",
    "is",
    "by",
    "to",
    "directed",
    "it",
    "was",
    "as",
    "with",
    "american",
    "for",
    "on",
    "his",
    "an",
    "from",
    "who",
    "that",
    "starring",
    "drama",
    "comedy",
    "her",
    "at",
    "story",
    "he",
    "based",
    "their",
    "which",
    "after",
    "man",
    "when",
    "young",
    "one",
    "life",
    "has",
]


def hostile_queries() -> list[tuple[str, ...]]:
    """Return the arguments of each query."""
    texts = [
        # patterns over the whole vocabulary
        *("*e*", "?*", "*a", "*", "**", "***", "*?*", "a*", "s*", "st*", "c*", "1*", "*1*", "*s"),
        *("?*?", "??*", "*e", "*ing", "*ed", "e*e", "*a*e*", "*a*b*c*d*", "?e*", "???*", "t?e"),
        *("*a* OR *b* OR *c* OR *d* OR *e*", "*a* *b* *c* *d* *e*", "s* c* p* m* b* d* t*"),
        *("-*e*", "-*x*", "NOT (*q* OR *z*)", "title:*e*", "description:*a*", "fact:*i*"),
        *("*z*", "*q*", "*x* AND *y*", "(*z* *q*)^2", "*zz*", "*" + "a*" * 500, "*a" * 200 + "*"),
        "a" + "?a" * 300 + "*",
        " OR ".join(f"{a}{b}*" for a in "abcdefghij" for b in "aeiou"),
        " OR ".join(f"*{a}{b}*" for a in "zxqj" for b in "aeioukvz"),
        " ".join(f"{a}{b}{c}*" for a in "cmps" for b in "aeiou" for c in "lnrst"),
        " ".join(f"*{a}{b}{c}*" for a in "cmps" for b in "aeiou" for c in "lnrst"),
        # spellings
        *("a~", "a~2", "ab~2", "the~2", "on~2 of~2 in~2", "love~", "love~2", "1992~2", "it~2"),
        *("deportaton~2", "title:an~2", "-on~2", "x" * 1000 + "~2", "шоқан~2", "七~2"),
        " ".join(f"{word}~2" for word in _COMMON),
        " OR ".join(f"{word}~2" for word in _COMMON),
        " ".join(f"{a}{b}~" for a in "cmps" for b in "aeiou"),
        " ".join(f"{word}x~2" for word in ["director", "television", "adventure", "romantic"] * 25),
        # phrases
        '"the of a"~100',
        '"the the the"~100',
        '"of the"',
        '"the film"~100 OR "film the"~100',
        '"' + "the " * 400 + '"~100',
        '"' + "the of " * 200 + '"~100',
        '"' + " ".join(_COMMON) + '"~100',
        '"' + " ".join(_COMMON * 10) + '"',
        " ".join('"of the"' for _ in range(200)),
        " ".join(f'"{a} {b}"~100' for a in _COMMON[:15] for b in _COMMON[:15]),
        " OR ".join(f'"{a} {b}"' for a in _COMMON[:15] for b in _COMMON[:15]),
        "the-of-a-and-in",
        "-".join(["the"] * 300),
        "/".join(_COMMON * 8),
        '-"of the"',
        'title:"of the"~100',
        # many words
        " ".join(_COMMON),
        " OR ".join(_COMMON),
        " AND ".join(_COMMON),
        " ".join(_COMMON * 12),
        " ".join(f"-{word}" for word in _COMMON),
        " OR ".join(f"-{word}" for word in _COMMON * 6),
        " ".join(f"{word}^{i + 1}" for i, word in enumerate(_COMMON)),
        " ".join(str(year) for year in range(1900, 2024)),
        " ".join(f"{year}s" for year in range(1900, 2030, 10)),
        " ".join(f"nosuchword{i}" for i in range(490)),
        " ".join(f"{'abcdefghij'[i % 10]}{'klmnopqrst'[i // 10 % 10]}qzx" for i in range(300)),
        " ".join(f"misspeling{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(300)),
        " ".join(["direktor", "commedy", "americann", "storry", "yuong", "lifee"] * 80),
        "wordd " * 5000,
        "a " * 499,
        "the " * 500,
        "the " * 501,
        # brackets, negations and fields inside each other
        *("(" * 1000, ")" * 1000, "(" * 1000 + "a" + ")" * 1000, "(" * 30 + "a" + ")" * 30),
        "(" * 31 + "the " + "OR of)" * 31,
        *("-" * 1000 + "a", "NOT " * 1000 + "a", "NOT " * 31 + "the", "-(" * 31 + "the" + ")" * 31),
        *("()" * 1000, "( " * 500, "a AND " * 1000 + "a", "a OR " * 499 + "a", "AND " * 200),
        " ".join("-(the of)" for _ in range(150)),
        "((((the OR of) AND (a OR and)) OR ((in OR film) AND (is OR by))) -((to OR it) AND was))^3",
        "(" * 10 + "-the" + " OR -of)" * 10,
        *("title:" * 500 + "a", "title:title:a", "year:" * 500, "title:(" * 30 + "a" + ")" * 30),
        # years and articles
        *("year:1000..9999", "year:..9999", "-year:1000..", "year:>1000 year:<9999", "year:1000"),
        " OR ".join(f"year:{year}" for year in range(1900, 2024)),
        " OR ".join(f"year:{year}..{year + 50}" for year in range(1900, 2024)),
        *("article:*", "article:*?*?*", "article:" + "*a" * 500, "-article:films*", "article:?"),
        " OR ".join(f"article:*{i}*" for i in range(100)),
        # long and odd texts
        *("a" * 100_000, "é" * 50_000, "e\u0301" * 30_000, "a" * 4_000, "\u0301" * 4_000),
        "七" * 4000,
        *("a'" * 2000, "a.b" * 1300, "!" * 4000, "a " * 50_000, '"' * 4000, '"' * 3999, "«" * 4000),
        *("~" * 4000, "^" * 4000, ":" * 4000, "*" * 4000, "?" * 4000, "a~" * 1000, "a^" * 1000),
        *("\ud800", "a\udc80b", "\udcff" * 4000, "\u202e" * 100, "\x1b[31m", "\x7f\x01\x02"),
        *("a^99999999999", "a~99999999999", '"a b"~99999999999', "year:99999999999", "a^0"),
        *("", " ", "\t\n", "%s%n%x", "$(reboot)", "`id`", "../../etc/passwd", "'; DROP"),
        *("🎬" * 1000, "İ" * 4000, "ß" * 4000, "ﬀ" * 4000, "ǆ", "½²③", "ﷺ" * 1000, "\u200d" * 4000),
    ]  # fmt: skip
    queries: list[tuple[str, ...]] = [("--", text) for text in texts]
    queries += [
        ("the", "--limit", "1000"),
        ("the", "--limit", "1000", "--format", "json"),
        ("*zz*", "--limit", "1000", "--explain"),
        ("the", "of", "--any", "--limit", "100000", "--page", "99999"),
        ("the", "--facets", "year", "--facets", "article", "--facets", "director"),
        ("the", *("--facets", "article") * 50),
        ("the", "--sort", "title", "--limit", "1000"),
        ("the", "--explain", "--limit", "1000"),
        ("the", "--min-score", "nan"),
        ("the", "--min-score", "-inf"),
        ("the", "--year", "1" * 4000),
        ("the", "--article", "*" * 4000),
        ("the", "--in", "x" * 4000),
        ("the", *("--in", "title") * 500),
        (*_COMMON, "--any", "--format", "csv", "--limit", "1000"),
        *((option,) for option in ["-", "--", "---", "-x", "--nosuch", "-0", "-the", "--the"]),
    ]
    return queries


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One query as it went. `seconds` by the clock, `cpu_s` of the processor."""

    args: tuple[str, ...]
    status: int
    seconds: float
    cpu_s: float
    mb: float
    said: str

    @property
    def is_fine(self) -> bool:
        """Whether it kept the bounds and ended as a command may."""
        return (
            self.status in {0, 1, 2}
            and self.cpu_s <= MAX_SECONDS
            and self.mb <= MAX_MB
            and "Traceback" not in self.said
        )


def run_query(index: Path, args: Sequence[str]) -> Run:
    """Run `kazsearch query` in a process of its own and measure it."""
    command = [sys.executable, "-m", "kazsearch", "query", "--index", str(index), *args]
    encoded = [arg.encode("utf-8", "surrogateescape" if _escaped(arg) else "surrogatepass")
               for arg in command]  # fmt: skip
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(encoded, stdout=subprocess.DEVNULL, stderr=errors)
        killer = threading.Timer(_KILL_AFTER_S, os.kill, (process.pid, signal.SIGKILL))
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    return Run(
        args=tuple(args),
        status=process.returncode,
        seconds=seconds,
        cpu_s=usage.ru_utime + usage.ru_stime,
        mb=usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
        said=said.strip(),
    )


def _escaped(arg: str) -> bool:
    return all("\udc80" <= char <= "\udcff" for char in arg if "\ud800" <= char <= "\udfff")


def short(args: Sequence[str]) -> str:
    """Return the arguments of a query as one may print them, in a line."""
    text = " ".join(args).removeprefix("-- ").encode("ascii", "backslashreplace").decode()
    text = text.replace("\n", "\\n").replace("\x1b", "\\x1b")
    return text if len(text) <= 48 else f"{text[:40]}…({len(text):,})"


def main() -> None:
    """Run them all and print a line for each, then the maxima."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--index", type=Path, help="an index of the films that is there already")
    parser.add_argument("--only", default="", help="only queries that hold this text")
    args = parser.parse_args()
    queries = [query for query in hostile_queries() if args.only in " ".join(query)]
    with films_index(args.index) as index:
        run_query(index, ["warm"])  # the files are in the system's cache after it
        runs = []
        for query in queries:
            run = run_query(index, query)
            runs.append(run)
            sentence = run.said.splitlines()[-1][:90] if run.said else ""
            sentence = sentence.encode("ascii", "backslashreplace").decode()
            print(
                f"{'ok ' if run.is_fine else 'BAD'} {run.seconds:6.2f} s {run.cpu_s:6.2f} cpu"
                f" {run.mb:6.0f} MB  exit {run.status}  {short(query):<50} {sentence}",
                flush=True,
            )
    slowest, largest = max(runs, key=lambda r: r.cpu_s), max(runs, key=lambda r: r.mb)
    n_bad = sum(not run.is_fine for run in runs)
    print(f"\n{len(runs)} queries, {n_bad} beyond the bounds of {MAX_SECONDS} s and {MAX_MB} MB")
    print(f"longest by the clock: {max(run.seconds for run in runs):.2f} s")
    print(f"slowest: {slowest.seconds:.2f} s ({slowest.cpu_s:.2f} cpu)  {short(slowest.args)}")
    print(f"largest: {largest.mb:.0f} MB  {short(largest.args)}")
    by_status = {status: sum(r.status == status for r in runs) for status in (0, 1, 2)}
    print("exit status: " + ", ".join(f"{count} × {status}" for status, count in by_status.items()))
    sys.exit(1 if n_bad else 0)


if __name__ == "__main__":
    main()
