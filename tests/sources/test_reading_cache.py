"""What was read once: the same again, quickly, and never taken on trust."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.build_sample import HARDEST
from hotspots.errors import InputError
from hotspots.settings import Settings
from hotspots.sources import reading_cache, shipped
from hotspots.sources.extract_reading import with_flags
from hotspots.sources.incident_files import read_files, read_incidents
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.reading import FORCE_EXTRACT
from hotspots.sources.reading_cache import cache_folder, keep, open_reading
from hotspots.sources.sample import OFFENCES, POLICE_UK, SAMPLES, sample_sources
from hotspots.sources.shapes.boundaries import kent_districts
from hotspots.sources.stored_reading import (
    NotAReadingError,
    NotStorableError,
    from_bytes,
    to_bytes,
)
from tests.sources.readings import assert_same, street_files
from tests.toy import write_toy

FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("HOTSPOTS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "readings"


@pytest.fixture
def toy(tmp_path) -> Path:
    folder = tmp_path / "toy"
    folder.mkdir()
    write_toy(folder)
    return folder


@pytest.fixture
def reads(monkeypatch) -> list[object]:
    """What was read the ordinary way."""
    seen: list[object] = []

    def counted(sources, **options):
        seen.append(sources)
        return read_police_uk(sources, **options)

    monkeypatch.setattr(reading_cache, "read_police_uk", counted)
    return seen


def kept_in(cache: Path) -> list[Path]:
    return sorted(cache.glob("*")) if cache.is_dir() else []


class TestGivesTheRightAnswer:
    @FEW
    @given(contents=st.lists(street_files(), min_size=1, max_size=3))
    def test_any_reading_comes_back_to_the_last_bit(self, contents):
        files = [Upload(f"{n}-street.csv", each) for n, each in enumerate(contents)]
        try:
            reading = read_police_uk(files)
        except InputError:
            return
        assert_same(from_bytes(to_bytes(reading)), reading)

    @pytest.mark.usefixtures("cache")
    def test_the_second_opening_reads_nothing(self, toy, reads):
        first, second = open_reading(toy), open_reading([toy])
        assert len(reads) == 1
        assert_same(second, first)
        assert_same(second, read_police_uk(toy))

    def test_a_zip_and_own_districts_are_kept_apart(self, cache, toy, reads):
        packed = toy.parent / "toy.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for path in toy.rglob("*.csv"):
                archive.write(path, path.name)
        for districts in (None, kent_districts()):
            for _ in range(2):
                assert_same(
                    open_reading(packed, districts),
                    read_police_uk(packed, districts=districts),
                )
        assert len(reads) == 2
        assert len(kept_in(cache)) == 2

    @pytest.mark.usefixtures("cache")
    @pytest.mark.parametrize("change", ["byte", "name", "beside", "limit"])
    def test_whatever_changes_the_reading_reads_anew(
        self, toy, reads, change, monkeypatch
    ):
        open_reading(toy)
        path = next(toy.rglob("*.csv"))
        if change == "byte":
            before = path.stat()
            path.write_bytes(path.read_bytes().replace(b"Robbery", b"Burglar"))
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        elif change == "name":
            path.rename(path.with_name(f"a-{path.name}"))
        elif change == "beside":
            (toy / "notes.txt").write_text("listed, not read")
        else:
            monkeypatch.setenv("HOTSPOTS_MOST_MEMBER_MB", "300")
        assert_same(open_reading(toy), read_police_uk(toy))
        assert len(reads) == 2

    def test_uploads_stay_in_memory(self, cache, toy):
        path = next(toy.rglob("*.csv"))
        upload = Upload(path.name, path.read_bytes())
        assert_same(open_reading(upload), read_police_uk(upload))
        open_reading([upload, toy])
        assert kept_in(cache) == []

    def test_what_is_not_public_is_never_kept(self, cache, toy):
        reading = read_police_uk(toy)
        cache.mkdir(parents=True)
        keep(
            dataclasses.replace(reading, source_kind=FORCE_EXTRACT),
            cache / "private.reading",
        )
        assert kept_in(cache) == []
        keep(reading, cache / "public.reading")
        assert len(kept_in(cache)) == 1

    def test_a_file_that_changes_while_it_is_read_is_not_kept(
        self, cache, toy, monkeypatch
    ):
        def slow(sources, **options):
            reading = read_police_uk(sources, **options)
            path = next(toy.rglob("*.csv"))
            path.write_bytes(path.read_bytes() + b"\n")
            return reading

        monkeypatch.setattr(reading_cache, "read_police_uk", slow)
        open_reading(toy)
        assert kept_in(cache) == []

    @pytest.mark.usefixtures("cache")
    def test_errors_are_those_of_reading(self, tmp_path):
        for source in (tmp_path / "none.csv", [], tmp_path):
            with pytest.raises(InputError) as ours:
                open_reading(source)
            with pytest.raises(InputError) as plain:
                read_police_uk(source)
            assert str(ours.value) == str(plain.value)


class TestTrustsNothing:
    @pytest.mark.parametrize("fault", ["cut", "byte", "empty", "foreign", "text"])
    def test_a_damaged_or_foreign_file_is_read_anew_and_mended(
        self, cache, toy, reads, fault
    ):
        right = open_reading(toy)
        [path] = kept_in(cache)
        content = path.read_bytes()
        other = to_bytes(dataclasses.replace(right, source_kind=FORCE_EXTRACT))
        path.write_bytes(
            {
                "cut": content[:-100],
                "byte": content[:500] + bytes([content[500] ^ 1]) + content[501:],
                "empty": b"",
                "foreign": other,
                "text": hashlib.sha256(b"PK").digest() + b"PK",
            }[fault]
        )
        assert_same(open_reading(toy), right)
        assert len(reads) == 2
        assert [each.read_bytes() for each in kept_in(cache)] == [content]

    def test_every_byte_that_turns_is_noticed(self, toy):
        content = to_bytes(read_police_uk(toy))
        for place in range(0, len(content), 97):
            turned = bytearray(content)
            turned[place] ^= 0xFF
            with pytest.raises(NotAReadingError):
                from_bytes(bytes(turned))

    def test_a_right_checksum_does_not_make_a_reading(self, toy):
        reading = read_police_uk(toy)
        shorter = dataclasses.replace(reading, incidents=reading.incidents.iloc[:-1])
        negative = reading.incidents.assign(
            point=reading.incidents["point"].where(reading.incidents.index > 0, -1)
        )
        with pytest.raises(NotAReadingError, match="incidents has"):
            from_bytes(to_bytes(shorter))
        with pytest.raises((NotStorableError, NotAReadingError)):
            from_bytes(
                to_bytes(
                    dataclasses.replace(
                        reading, incidents=negative.astype({"point": "int32"})
                    )
                )
            )

    def test_a_point_in_two_places_is_not_kept(self, cache, toy):
        reading = read_police_uk(toy)
        moved = reading.incidents.assign(
            easting=range(len(reading.incidents)),
        ).astype({"easting": "float64"})
        cache.mkdir(parents=True)
        keep(dataclasses.replace(reading, incidents=moved), cache / "a.reading")
        assert kept_in(cache) == []


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
class TestFolder:
    def test_it_is_private_and_so_are_its_files(self, cache, toy):
        cache.mkdir(parents=True, mode=0o755)
        open_reading(toy)
        assert stat.S_IMODE(cache.stat().st_mode) == 0o700
        [path] = kept_in(cache)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_a_link_to_elsewhere_is_not_used(self, cache, toy, tmp_path):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        cache.parent.mkdir()
        cache.symlink_to(elsewhere)
        open_reading(toy)
        assert kept_in(elsewhere) == []

    def test_it_lies_where_the_system_keeps_such_things(self, monkeypatch, tmp_path):
        monkeypatch.delenv("HOTSPOTS_CACHE")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert cache_folder() == tmp_path / "hotspots" / "readings"
        monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        assert cache_folder() == tmp_path / "home" / ".cache" / "hotspots" / "readings"

    @pytest.mark.parametrize("value", ["off", " OFF ", "not/absolute", "/dev/null/x"])
    def test_without_a_folder_all_is_read_as_ever(self, toy, monkeypatch, value, reads):
        monkeypatch.setenv("HOTSPOTS_CACHE", value)
        assert cache_folder() is None
        for _ in range(2):
            assert_same(open_reading(toy), read_police_uk(toy))
        assert len(reads) == 2

    def test_the_ones_not_opened_for_longest_go_first(self, cache, toy, monkeypatch):
        cache.mkdir(parents=True)
        for number in range(4):
            path = cache / f"{number}.reading"
            path.write_bytes(b"x" * 1000)
            os.utime(path, (number, number))
        stray = cache / ".hotspots-cut.part"
        stray.write_bytes(b"x")
        os.utime(stray, (1, 1))
        size = len(to_bytes(read_police_uk(toy)))
        monkeypatch.setattr(reading_cache, "MOST_CACHE_BYTES", size + 2500)
        open_reading(toy)
        left = {path.name for path in kept_in(cache)}
        assert len(left) == 3
        assert left > {"2.reading", "3.reading"}

    @pytest.mark.skipif(os.name == "nt", reason="no such modes and links there")
    def test_a_reading_is_the_users_alone_and_written_through_no_link(
        self, cache, toy, tmp_path
    ):
        open_reading(toy)
        [path] = kept_in(cache)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        elsewhere = tmp_path / "elsewhere"
        elsewhere.write_bytes(b"of the user")
        path.unlink()
        path.symlink_to(elsewhere)
        open_reading(toy)
        assert elsewhere.read_bytes() == b"of the user"
        assert not path.is_symlink()
        assert from_bytes(path.read_bytes()).is_public

    @pytest.mark.parametrize(
        "fault", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()]
    )
    def test_a_full_disk_or_an_interrupt_leaves_no_stray(
        self, cache, toy, monkeypatch, fault
    ):
        def fails(_number):
            raise fault

        monkeypatch.setattr(os, "fsync", fails)
        if isinstance(fault, OSError):
            assert_same(open_reading(toy), read_police_uk(toy))
        else:
            with pytest.raises(KeyboardInterrupt):
                open_reading(toy)
        assert kept_in(cache) == []


class TestSample:
    def test_what_ships_is_what_reading_it_gives(self, reads, tmp_path):
        """If this fails after a change of the reader: python -m data.build_sample."""
        [sample] = sample_sources(POLICE_UK)
        at_once = open_reading([sample])
        assert reads == []
        assert_same(at_once, read_police_uk([sample]))
        copy = tmp_path / "another name: of it.zip"
        copy.write_bytes(sample.read_bytes())
        assert_same(open_reading(copy), read_police_uk(copy))
        assert reads == []

    def test_another_zip_is_not_taken_for_it(self, reads, toy):
        packed = toy.parent / sample_sources(POLICE_UK)[0].name
        with zipfile.ZipFile(packed, "w") as archive:
            for path in toy.rglob("*.csv"):
                archive.write(path, path.name)
        assert not open_reading(packed).synthetic
        assert len(reads) == 1

    @pytest.mark.parametrize("kind", SAMPLES)
    def test_both_files_together_are_less_than_10_mb(self, kind):
        files = [SAMPLES[kind].reading, *sample_sources(kind)]
        assert sum(path.stat().st_size for path in files) < 10_000_000


class TestSampleByOffence:
    """If one fails after a change of the reader:

    python -m data.build_offence_sample --reading
    """

    @pytest.fixture(scope="class")
    @classmethod
    def fresh(cls):
        flags = Settings().flags_named
        return read_files(sample_sources(OFFENCES), flags=flags)

    def test_what_ships_is_what_reading_it_gives(self, fresh):
        flags = Settings().flags_named
        assert_same(read_incidents(sample_sources(OFFENCES), flags=flags), fresh)

    def test_made_again_it_has_the_same_bytes(self, fresh):
        of = shipped.made_from(sample_sources(OFFENCES))
        again = to_bytes(fresh, level=HARDEST, made_from=of)
        assert again == SAMPLES[OFFENCES].reading.read_bytes()

    @pytest.mark.parametrize("flags", [(), ("alcohol",), ("alcohol", "knife")])
    def test_other_flags_give_what_reading_with_them_gives(self, fresh, flags):
        again = with_flags(with_flags(fresh, flags), Settings().flags_named)
        assert_same(again, fresh)
        by_flag = with_flags(fresh, flags).incidents["category"].astype(str)
        for flag in flags:
            marked = by_flag.str.contains(rf"\(.*{flag}.*\)$", regex=True)
            said = fresh.extract.rows[f"flag: {flag}"]
            assert marked.to_numpy().tolist() == said.to_numpy().tolist()

    def test_it_is_there_at_once_and_not_for_any_other_bytes(self, tmp_path):
        def read(*paths):
            return shipped.shipped_offences(list(paths))

        mapping, extract = sample_sources(OFFENCES)
        assert read(extract, mapping).synthetic
        assert read(extract) is None
        copies = [tmp_path / path.name for path in (mapping, extract)]
        for copy, path in zip(copies, (mapping, extract), strict=True):
            copy.write_bytes(path.read_bytes())
        assert read(*copies).synthetic
        # As many bytes, and one of them another.
        content = bytearray(extract.read_bytes())
        content[len(content) // 2] ^= 1
        copies[1].write_bytes(content)
        assert read(*copies) is None

    def test_another_version_of_the_reader_does_not_use_it(self, monkeypatch):
        monkeypatch.setattr(shipped, "READER_VERSION", shipped.READER_VERSION + 1)
        assert shipped.shipped_offences(sample_sources(OFFENCES)) is None

    @pytest.mark.parametrize("damage", ["gone", "cut", "another reading"])
    def test_where_what_ships_is_damaged_the_sample_is_read(
        self, damage, tmp_path, monkeypatch
    ):
        content = SAMPLES[OFFENCES].reading.read_bytes()
        path = tmp_path / "damaged.reading"
        if damage == "cut":
            path.write_bytes(content[:-1])
        if damage == "another reading":
            path.write_bytes(SAMPLES[POLICE_UK].reading.read_bytes())
        damaged = dataclasses.replace(SAMPLES[OFFENCES], reading=path)
        monkeypatch.setitem(shipped.SAMPLES, OFFENCES, damaged)
        assert shipped.shipped_offences(sample_sources(OFFENCES)) is None
