"""Finding and reading the files of a corpus."""

import os
from pathlib import Path

import pytest

from kazsearch.corpus.scan import read, scan
from kazsearch.errors import ArticleUnreadableError, CorpusNotFoundError


def paths(root: Path) -> list[str]:
    return [file.path for file in scan(root)]


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
