"""A damaged index says so, or answers as if it were whole: never otherwise, never by a traceback.

Each damage is drawn by a seed: a bit flipped, a file cut short, missing, exchanged or of another
time, a page of zeros, a page of another place. With blocks of 256 bytes a small index has many.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from corpora import block, write_corpus

from kazsearch.errors import IndexDamagedError, IndexStateError
from kazsearch.index import blocks
from kazsearch.index import verify as verifying
from kazsearch.index.boundary import foreign_errors
from kazsearch.index.build import build
from kazsearch.index.merging import load
from kazsearch.index.segment_file import TRAILER, SegmentDamagedError, SegmentFile
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.store import open_snapshot
from kazsearch.index.toc import SegmentEntry, read_toc
from kazsearch.index.verify import verify
from kazsearch.search.searcher import Searcher

QUERIES = [
    "love war", "steppe -war", '"the old road"', "falc*", "hores~", "2001", "year:1995..1999", "It",
    "title:road", "director:abai", "дала жолы", "the", "қыз", "spiderman",
]  # fmt: skip
WORDS = ["love", "war", "steppe", "road", "horse", "falcon", "train", "exile", "poet", "mother"]

Answers = list[object]
Damage = Callable[[Path, random.Random], str]


def articles(version: int) -> dict[str, str]:
    draw = random.Random(7)
    found = {}
    for number in range(12):
        films = []
        for n in range(6):
            text = " ".join(draw.choices(WORDS, k=30))
            title = f"{draw.choice(WORDS).title()} Road {number}-{n}"
            year = 1990 + draw.randrange(20)
            films.append(block(title, year, text, f"The old road. {text}", director="Abai K"))
        found[f"{number}.txt"] = "\n".join(films)
    found["0.txt"] += "\n" + block("Дала жолы", 1999, "Қыз бен дала туралы.")
    found["0.txt"] += "\n" + block("Spider-Man", 2002, f"It is version {version}.")
    if version:
        found["3.txt"] = block("It", 2017, "A clown came to the road.")
        del found["5.txt"]
    return found


def answers(index: Path) -> Answers:
    """Return what an index answers: results by arrays and by dictionaries, films, numbers."""
    found: Answers = []
    for arrays in (False, True):
        with Searcher(open_snapshot(index)) as searcher:
            searcher.uses_arrays = arrays
            found += [searcher.search(query, limit=50) for query in QUERIES]
            found.append(searcher.films(facets=["decade"]).total)
            found.append([film.film_id for film in searcher.films().films])
            found.append(searcher.terms("ro"))
            found.append(searcher.film("spider-man-2002"))
    return found


def answers_or_error(index: Path, *, whole: Answers) -> bool:
    """Tell whether an index answers at all; if it does, then as if it were whole."""
    try:
        found = answers(index)
    except IndexStateError as error:
        says_what_to_do(error)
        return False
    assert found == whole
    return True


def says_what_to_do(error: IndexStateError) -> None:
    assert "kazsearch build" in str(error) or "--index" in str(error), error


@pytest.fixture(scope="module")
def small_blocks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 256)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, small_blocks: None) -> Path:
    """A corpus, the index of it in two generations and two segments, and one of a third."""
    path = tmp_path_factory.mktemp("damage")
    few = {name: text for name, text in articles(0).items() if name != "11.txt"}
    build(write_corpus(path / "corpus", few), path / "index")
    shutil.copytree(path / "index", path / "older")
    build(write_corpus(path / "corpus", articles(0)), path / "index")
    assert len(list((path / "index").glob("*.kaz"))) > 1
    shutil.copytree(path / "index", path / "next" / "index")
    build(write_corpus(path / "next" / "corpus", articles(1)), path / "next" / "index")
    return path


def files(index: Path) -> list[Path]:
    return sorted(path for path in index.iterdir() if path.stat().st_size)


def flip(index: Path, draw: random.Random) -> str:
    path = draw.choice(files(index))
    raw = bytearray(path.read_bytes())
    place, bit = draw.randrange(len(raw)), draw.randrange(8)
    raw[place] ^= 1 << bit
    path.write_bytes(raw)
    return f"bit {bit} of byte {place} of {path.name} flipped"


def cut(index: Path, draw: random.Random) -> str:
    path = draw.choice(files(index))
    size = draw.randrange(path.stat().st_size)
    path.write_bytes(path.read_bytes()[:size])
    return f"{path.name} cut to {size} bytes"


def remove(index: Path, draw: random.Random) -> str:
    path = draw.choice(files(index))
    path.unlink()
    return f"{path.name} removed"


def exchange(index: Path, draw: random.Random) -> str:
    one, other = draw.sample(sorted(index.glob("*.kaz")), 2)
    raw = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(raw)
    return f"{one.name} and {other.name} exchanged"


def zero(index: Path, draw: random.Random) -> str:
    path = draw.choice(files(index))
    raw = bytearray(path.read_bytes())
    place = draw.randrange(len(raw))
    page = min(len(raw) - place, draw.choice([16, 512, 4096]))
    raw[place : place + page] = bytes(page)
    path.write_bytes(raw)
    return f"{page} zeros at {place} of {path.name}"


def misplace(index: Path, draw: random.Random) -> str:
    path = draw.choice(files(index))
    raw = bytearray(path.read_bytes())
    source, target = draw.randrange(len(raw)), draw.randrange(len(raw))
    page = min(512, len(raw) - max(source, target))
    raw[target : target + page] = raw[source : source + page]
    path.write_bytes(raw)
    return f"{page} bytes of {path.name} at {target} are those at {source}"


def rewind(index: Path, draw: random.Random) -> str:
    """An old table of contents under the newest name, with the new segments."""
    (toc,) = index.glob("*.toc")
    (old,) = (index.parent / "older").glob("*.toc")
    toc.write_bytes(old.read_bytes())
    return f"{toc.name} of before"


KINDS: list[Damage] = [flip, flip, flip, flip, cut, remove, exchange, zero, misplace, rewind]


def is_read(path: Path, place: int) -> bool:
    """Tell whether a byte of a whole segment file is anything but filling between arrays."""
    file = SegmentFile(path)
    size = path.stat().st_size
    sections = file._sections.values()
    sizes = {"B": 1, "H": 2, "I": 4, "Q": 8, "i": 4}
    spans = [(at, at + n * sizes[code]) for at, n, code, _ in sections]
    offset = TRAILER.unpack(path.read_bytes()[-TRAILER.size :])[0]
    file.close()
    return place < 8 or any(a <= place < b for a, b in [*spans, (offset, size)])


def survive(folder: Path, seeds: range, scratch: Path) -> dict[str, int]:
    """Damage the index once a seed; return how often it was refused, and how often it answered."""
    whole, after = answers(folder / "index"), answers(folder / "next" / "index")
    shutil.copytree(folder / "older", scratch / "older")
    counts = {"refused": 0, "answered": 0, "found by verify": 0}
    for seed in seeds:
        draw = random.Random(seed)
        index = scratch / "index"
        shutil.copytree(folder / "index", index)
        write_corpus(scratch / "corpus", articles(0))
        said = KINDS[seed % len(KINDS)](index, draw)
        changed = [
            path.name
            for path in files(folder / "index")
            if not (index / path.name).exists()
            or (index / path.name).read_bytes() != path.read_bytes()
        ]
        try:
            damage = verify(index).damage
        except IndexStateError as error:
            damage = (str(error),)
        assert bool(damage) <= bool(changed), said
        answered = answers_or_error(index, whole=whole)
        assert answered or damage, said  # what is refused is found
        for name in changed if not damage else ():
            assert is_unread(folder / "index" / name, index / name), said
        counts["answered" if answered else "refused"] += 1
        counts["found by verify"] += bool(damage)
        write_corpus(scratch / "corpus", articles(1))
        try:
            build(scratch / "corpus", index)
        except IndexStateError as error:
            says_what_to_do(error)
        else:
            answers_or_error(index, whole=after)
        build(scratch / "corpus", index, full=True)
        assert answers(index) == after, said
        shutil.rmtree(index)
    return counts


def is_unread(before: Path, after: Path) -> bool:
    """Tell whether two files differ in nothing but the filling between arrays."""
    one, other = before.read_bytes(), after.read_bytes()
    if len(one) != len(other) or before.suffix != ".kaz":
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return not any(is_read(before, place) for place in places)


def test_a_damaged_index_says_so_or_answers_as_if_whole(folder: Path, tmp_path: Path) -> None:
    counts = survive(folder, range(60), tmp_path)
    assert counts["refused"] > 30


@pytest.mark.long
def test_each_of_400_damaged_indexes_says_so_or_answers_as_if_whole(
    folder: Path, tmp_path: Path
) -> None:
    counts = survive(folder, range(1000, 1400), tmp_path)
    print(counts)
    assert counts["refused"] + counts["answered"] == 400


def test_verify_finds_a_flip_in_each_array(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(folder / "index", index)
    path = max(index.glob("*.kaz"), key=lambda path: path.stat().st_size)
    raw = path.read_bytes()
    file = SegmentFile(path)
    sections = {name: entry for name, entry in file._sections.items() if entry[1]}
    file.close()
    for name, (offset, *_) in sections.items():
        path.write_bytes(raw[:offset] + bytes([raw[offset] ^ 1]) + raw[offset + 1 :])
        assert verify(index).damage == (f"{name} in {path.name} is damaged",)
    path.write_bytes(raw)
    assert verify(index).damage == ()


def test_an_update_copies_no_damage(folder: Path, tmp_path: Path) -> None:
    """Merging would write damaged arrays anew, under checksums that fit."""
    index = tmp_path / "index"
    shutil.copytree(folder / "index", index)
    path = max(index.glob("*.kaz"), key=lambda path: path.stat().st_size)
    file = SegmentFile(path)
    offset = file._sections["text:description"][0]
    file.close()
    raw = bytearray(path.read_bytes())
    raw[offset + 3] ^= 1
    path.write_bytes(raw)
    file = SegmentFile(path)
    with pytest.raises(SegmentDamagedError, match=r"text:description in .* is damaged"):
        load(file)
    file.close()


def test_a_full_build_mends_damage_to_any_postings(folder: Path, tmp_path: Path) -> None:
    """Also where only a build would read them, after the index was opened without a complaint."""
    path = max((folder / "index").glob("*.kaz"), key=lambda path: path.stat().st_size)
    file = SegmentFile(path)
    offset, n_items, typecode, _ = file._sections["doc_ids"]
    assert typecode == "B"
    kinds = range(file.fields["kind"].first, file.fields["kind"].last)
    of_kinds = {file.postings(ordinal)[1] - 1 for ordinal in kinds}
    file.close()
    raw = path.read_bytes()
    for n, place in enumerate({*of_kinds, *range(0, n_items, 251)}):
        index = tmp_path / str(n)
        shutil.copytree(folder / "index", index)
        (index / path.name).write_bytes(
            raw[: offset + place] + bytes([raw[offset + place] ^ 1]) + raw[offset + place + 1 :]
        )
        build(folder / "corpus", index, full=True)
        assert not verify(index).damage, place


def test_each_byte_of_what_a_table_of_contents_says_counts(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(folder / "next" / "index", index)
    with open_snapshot(index) as snapshot:
        assert any(segment.dead for segment in snapshot.segments)
        whole = films_of(snapshot)
    (toc,) = index.glob("*.toc")
    raw = toc.read_bytes()
    n_refused = 0
    draw = random.Random(11)
    for place in range(raw.rindex(b"kazsearch.index.codec"), len(raw)):
        bit = draw.randrange(8)
        toc.write_bytes(raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :])
        try:
            with open_snapshot(index) as snapshot:
                assert films_of(snapshot) == whole, (place, bit)
        except IndexStateError as error:
            says_what_to_do(error)
            n_refused += 1
    assert n_refused > 100


def films_of(snapshot: Snapshot) -> list[str]:
    return sorted(snapshot.film(doc_id)[0].film_id for doc_id in snapshot.film_doc_ids())


def test_each_bit_of_the_table_of_contents_is_looked_at(folder: Path, tmp_path: Path) -> None:
    """Also of the schema, which Whoosh reads, and of names, which another program's table has."""
    index = tmp_path / "index"
    shutil.copytree(folder / "index", index)
    (path,) = index.glob("*.toc")
    whole = path.read_bytes()
    draw = random.Random(5)
    segments = range(whole.rindex(b"kazsearch.index.codec"), len(whole))
    for place in [*segments, *draw.sample(range(segments.start), 200)]:
        raw = bytearray(whole)
        raw[place] ^= 1 << draw.randrange(8)
        path.write_bytes(raw)
        found = verify(index).damage
        assert found, place
        assert path.name in found[0]
    path.write_bytes(whole)
    assert read_toc(index).segments


def test_an_index_of_which_one_bit_names_another_class_is_built_anew(
    folder: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    shutil.copytree(folder / "index", index)
    (path,) = index.glob("*.toc")
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"kazsearch.index.codec")] ^= 1
    path.write_bytes(raw)
    with pytest.raises(IndexDamagedError, match="kazsearch build --full"):
        open_snapshot(index)
    build(folder / "corpus", index, full=True)
    assert answers(index) == answers(folder / "index")


def test_a_commit_meanwhile_is_no_damage(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build removes the segments that were about to be read."""
    index = tmp_path / "index"
    shutil.copytree(folder / "index", index)
    n_builds = 0
    read = verifying._of_segment

    def build_first(path: Path, entry: SegmentEntry) -> Iterator[str]:
        nonlocal n_builds
        if n_builds < 2:
            n_builds += 1
            build(folder / "next" / "corpus", index, full=True)
        return read(path, entry)

    monkeypatch.setattr(verifying, "_of_segment", build_first)
    found = verify(index)
    assert n_builds == 2
    assert found.damage == ()
    assert found.n_films == len(open_snapshot(index).film_doc_ids())


def test_damage_is_told_from_a_commit_meanwhile(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(folder / "index", index)
    path = min(index.glob("*.kaz"))
    path.unlink()
    assert verify(index).damage == (f"{path.name} is missing",)


def test_too_little_memory_is_not_said_to_be_damage_alone(tmp_path: Path) -> None:
    with pytest.raises(IndexStateError, match="free some"), foreign_errors(tmp_path):
        raise MemoryError
