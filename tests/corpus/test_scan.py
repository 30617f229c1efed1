"""Finding and reading the files of a corpus."""

import contextlib
import itertools
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kazsearch.corpus.scan import read, scan
from kazsearch.errors import ArticleTooLargeError, ArticleUnreadableError, CorpusNotFoundError


def paths(root: Path) -> list[str]:
    return [*scan(root)]


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", "utf-8")


def test_scan_lists_articles_sorted_and_leaves_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/c.md", "a.text", "Z.TXT", "x.html", "y.htm")
    write(tmp_path, ".hidden.txt", ".git/d.txt", "picture.png", "noname", "a/.e.md")
    assert paths(tmp_path) == ["Z.TXT", "a.text", "a/c.md", "b.txt", "x.html", "y.htm"]


def test_scan_follows_links_but_no_loop(tmp_path: Path) -> None:
    write(tmp_path, "root/a.txt", "elsewhere/b.txt")
    (tmp_path / "root/more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/up").symlink_to(tmp_path / "root")
    assert paths(tmp_path / "root") == ["a.txt", "more/b.txt"]


def test_scan_takes_regular_files_only(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert paths(tmp_path) == ["a.txt"]


def test_a_corpus_must_be_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(CorpusNotFoundError, match="does not exist"):
        scan(tmp_path / "none")
    with pytest.raises(CorpusNotFoundError, match="is no folder"):
        scan(tmp_path / "a.txt")


def test_read_gives_bytes_and_digest_and_one_error(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone")
    assert read(tmp_path, "a.txt").data == b"words"
    assert read(tmp_path, "a.txt").digest == read(tmp_path, "b.txt").digest
    assert len(read(tmp_path, "a.txt").digest) == 32
    assert paths(tmp_path) == ["a.txt", "b.txt", "broken.txt"]
    for path in ("broken.txt", "missing.txt"):
        with pytest.raises(ArticleUnreadableError, match=f"{path} can't be read: no such file"):
            read(tmp_path, path)


def test_a_link_to_itself_is_unreadable_and_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    for name in ("loop.txt", "loop"):
        (tmp_path / name).symlink_to(name)
    assert paths(tmp_path) == ["a.txt", "loop.txt"]
    with pytest.raises(ArticleUnreadableError, match="loop"):
        read(tmp_path, "loop.txt")


def test_a_name_that_is_not_utf8_is_unreadable(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(tmp_path, name)
    assert paths(tmp_path) == [name]
    with pytest.raises(ArticleUnreadableError, match="name is not UTF-8"):
        read(tmp_path, name)


def test_a_larger_file_is_named_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(1 << 40)  # reading a terabyte would fail
    with pytest.raises(ArticleTooLargeError, match="1,099,511,627,776 bytes, more than 32,000,000"):
        read(tmp_path, "sparse.txt")
    write(tmp_path, "a.txt")
    with pytest.raises(ArticleTooLargeError, match="--max-file-size"):
        read(tmp_path, "a.txt", max_bytes=4)
    assert read(tmp_path, "a.txt", max_bytes=5).data == b"words"


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "folder.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket must be short
        try:
            listener.bind("socket.txt")
        finally:
            os.chdir(here)
        assert paths(tmp_path) == []
        for name in ("pipe.txt", "device.txt", "socket.txt", "folder.txt"):
            with pytest.raises(ArticleUnreadableError, match=name):
                read(tmp_path, name)


def test_a_link_to_what_holds_the_corpus_is_said_to_be_one(tmp_path: Path) -> None:
    write(tmp_path, "root/sub/a.txt", "other/b.txt")
    (tmp_path / "root/sub/all").symlink_to("/")
    (tmp_path / "root/sub/up").symlink_to(tmp_path)
    assert paths(tmp_path / "root") == ["sub/a.txt", "sub/all", "sub/up"]
    with pytest.raises(ArticleUnreadableError, match="holds the corpus"):
        read(tmp_path / "root", "sub/all")


def test_each_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, "z/a.txt")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/link").symlink_to(tmp_path / "z")
    assert paths(tmp_path) == ["z/a.txt"]


def test_thousands_of_folders_in_each_other_are_read(tmp_path: Path) -> None:
    write(tmp_path, "top.txt")
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)
        for depth in range(1450):
            Path("aa").mkdir()
            os.chdir("aa")
            if depth == 1200:
                Path("deep.txt").write_text("words")
    finally:
        os.fchdir(here)
        os.close(here)
    try:
        found = paths(tmp_path)
        assert len(found) == 3
        assert "aa/" * 1201 + "deep.txt" in found
        # the system takes no path of more than 4096 bytes: what is deeper is said to be unread
        (unread,) = set(found) - {"top.txt", "aa/" * 1201 + "deep.txt"}
        assert unread == "aa/" * (len(unread) // 3) + "aa"
        with pytest.raises(ArticleUnreadableError, match="name too long"):
            read(tmp_path, unread)
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "aa"], check=True)


def test_a_folder_without_permission_stands_for_all_below_it(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "closed/b.txt", "closed/c/d.txt", "locked.txt")
    # only this folder's owner comes here by the folders above it
    root = os.open(tmp_path, os.O_RDONLY)
    here = os.open(".", os.O_RDONLY)
    (tmp_path / "closed").chmod(0)
    (tmp_path / "locked.txt").chmod(0)
    tmp_path.chmod(0o755)
    try:
        os.fchdir(root)
        with as_nobody():
            assert paths(Path()) == ["a.txt", "closed", "locked.txt"]
            for path in ("closed", "locked.txt"):
                with pytest.raises(ArticleUnreadableError, match="permission denied"):
                    read(Path(), path)
            assert read(Path(), "a.txt").data == b"words"
    finally:
        os.fchdir(here)
        os.close(here)
        os.close(root)
        (tmp_path / "closed").chmod(0o755)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Be without root's right to read everything, if we are root."""
    was = os.geteuid()
    if not was:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_a_file_that_holds_more_than_it_said_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/proc/self/status")  # says that it is empty, and is not
    assert paths(tmp_path) == ["a.txt"]
    with pytest.raises(ArticleUnreadableError, match=r"a\.txt changes while it is read"):
        read(tmp_path, "a.txt")


def test_a_file_that_is_rewritten_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process writes between the first look and the second."""
    write(tmp_path, "a.txt")
    looks = itertools.count()
    really = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        if next(looks) == 1:
            (tmp_path / "a.txt").write_bytes(b"later")
            os.utime(tmp_path / "a.txt", ns=(1, 1))
        return really(descriptor)

    monkeypatch.setattr(os, "fstat", fstat)
    assert read(tmp_path, "a.txt").data == b"later"
