"""Which machine, and which versions, do the figures belong to?"""

import importlib.metadata
import os
import platform
import sqlite3
from datetime import datetime, timezone
from pathlib import Path

PACKAGES = {
    "kazsearch": "kazsearch",
    "whoosh": "whoosh3",
    "xapian": "xapian-bindings-binary",
    "bm25s": "bm25s",
    "bm25s_numba": "numba",
    "tantivy": "tantivy",
    "numpy": "numpy",
    "PyStemmer": "PyStemmer",
    "click": "click",
}


def machine() -> dict[str, str]:
    """Describe the machine, in the order to print it."""
    n_cores = len(os.sched_getaffinity(0))
    return {
        "processor": f"{_value('/proc/cpuinfo', 'model name')}, {n_cores} cores to use",
        "memory": f"{int(_value('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "versions": ", ".join(f"{name} {version}" for name, version in versions().items()),
        "load before": f"{os.getloadavg()[0]:.2f} (one minute)",
        "measured": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
    }


def versions() -> dict[str, str]:
    """Return the versions of the engines that are installed, and of SQLite."""
    found = {name: _version(package) for name, package in PACKAGES.items()}
    return {"sqlite": sqlite3.sqlite_version} | {name: at for name, at in found.items() if at}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _value(file: str, key: str) -> str:
    for line in Path(file).read_text("utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return "unknown"
