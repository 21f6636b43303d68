from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from hotspots.errors import InputError
from hotspots.sources.opening import Upload, find_files, search

STREET = "2025-01-kent-street.csv"


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def names(sources) -> list[str]:
    return [file.name for file in find_files(sources)]


# Gives the right answer


def test_files_are_found_in_folders_and_in_the_zips_in_them(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / STREET).write_bytes(b"one")
    inner = f"2025-02/{STREET.replace('01', '02')}"
    (tmp_path / "deep" / "er" / "kent.zip").write_bytes(zipped({inner: b"two"}))
    found = find_files(tmp_path)
    assert [file.name for file in found] == [
        str(tmp_path / "deep" / STREET),
        f"{tmp_path / 'deep' / 'er' / 'kent.zip'}: {inner}",
    ]
    assert [file.read() for file in found] == [b"one", b"two"]


def test_the_order_of_giving_does_not_matter(tmp_path):
    for name in ("b.csv", "a.csv", "c.csv"):
        (tmp_path / name).write_bytes(name.encode())
    given = [tmp_path / "c.csv", str(tmp_path / "a.csv"), tmp_path / "b.csv"]
    assert names(given) == names(reversed(given)) == sorted(map(str, given))


def test_two_uploads_of_one_name_stay_apart_in_either_order():
    uploads = [Upload(STREET, b"one"), Upload(STREET, b"two")]
    first = [(file.name, file.read()) for file in find_files(uploads)]
    second = [(file.name, file.read()) for file in find_files(uploads[::-1])]
    assert first == second
    assert [name for name, _ in first] == [STREET, f"{STREET} (2)"]


def test_an_uploaded_zip_is_opened():
    upload = Upload("kent.zip", zipped({f"2025-01/{STREET}": b"rows"}))
    (file,) = find_files(upload)
    assert (file.name, file.read()) == (f"kent.zip: 2025-01/{STREET}", b"rows")


def test_a_zip_that_holds_one_name_twice_gives_both():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(STREET, b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(STREET, b"two")
    found = find_files(Upload("kent.zip", packed.getvalue()))
    assert {file.read() for file in found} == {b"one", b"two"}


def test_outcomes_stop_and_search_and_other_files_are_named_as_not_used():
    members = {
        f"2025-01/{STREET}": b"",
        "2025-01/2025-01-kent-outcomes.csv": b"",
        "2025-01/2025-01-kent-stop-and-search.csv": b"",
        "2025-01/notes.txt": b"",
        "2025-01/old.zip": b"",
    }
    found = find_files(Upload("kent.zip", zipped(members)))
    assert [(file.name.split("/")[-1], file.not_used) for file in found] == [
        ("2025-01-kent-outcomes.csv", "not used: outcomes"),
        ("2025-01-kent-stop-and-search.csv", "not used: stop and search"),
        (STREET, ""),
        ("notes.txt", "not used: not a .csv file"),
        ("old.zip", "not used: a zip inside a zip"),
    ]


def test_what_macos_and_editors_leave_behind_is_passed_over(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.csv").write_bytes(b"junk")
    (tmp_path / STREET).write_bytes(b"rows")
    packed = zipped({STREET: b"", f"__MACOSX/._{STREET}": b"junk", ".DS_Store": b""})
    assert names([tmp_path, Upload("kent.zip", packed)]) == [
        str(tmp_path / STREET),
        f"kent.zip: {STREET}",
    ]


@pytest.mark.parametrize("name", ["2025-01-\udce9-street.csv", "\udce9.zip"])
def test_a_name_that_is_no_text_is_written_out(tmp_path, name):
    content = zipped({STREET: b"rows"}) if name.endswith(".zip") else b"rows"
    path = tmp_path / name
    path.write_bytes(content)
    for source in (path, tmp_path, Upload(name, content)):
        (file,) = find_files(source)
        assert file.read() == b"rows"
        assert b"\\udce9" in file.name.encode()


# Refuses bad input


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(InputError, match="^no/such.csv does not exist. Check its name"):
        find_files("no/such.csv")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a" * 300 + ".csv", r"a.csv cannot be opened \(File name too long\)"),
        ("a" * 9000 + ".zip", r"a.zip cannot be opened \(File name too long\)"),
        ("a\0.csv", "does not exist. Check its name"),
        ("\udce9.csv", r"^\\udce9.csv does not exist. Check its name"),
    ],
)
def test_a_name_that_no_file_can_have_is_told_in_words(name, words):
    with pytest.raises(InputError, match=words):
        find_files(name)


def test_nothing_given_says_what_to_give():
    with pytest.raises(InputError, match="No file was given. Give data.police.uk"):
        find_files([])


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(
        InputError, match=r"The folder .* contains no street.*it is empty"
    ):
        find_files(tmp_path)


def test_a_zip_without_a_street_file_says_what_it_holds():
    packed = zipped({"2025-01-kent-outcomes.csv": b"", "readme.md": b""})
    words = "kent.zip contains no street-level CSV file .1 not used: not a .csv file; 1"
    with pytest.raises(InputError, match=words):
        find_files(Upload("kent.zip", packed))


def test_files_that_are_all_not_used_are_refused():
    words = "no street-level CSV file in photo.png .1 not used: not a .csv file."
    with pytest.raises(InputError, match=words):
        find_files(Upload("photo.png", b"\x89PNG"))


def test_every_problem_is_told_at_once(tmp_path):
    (tmp_path / "cut.zip").write_bytes(zipped({STREET: b"rows"})[:40])
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / STREET).write_bytes(b"rows")
    with pytest.raises(InputError) as told:
        find_files([tmp_path, "gone.csv"])
    assert str(told.value).splitlines() == [
        "3 of the files given cannot be read:",
        f"- {tmp_path / 'cut.zip'} is empty or not a whole zip file. "
        "Download or copy it again.",
        f"- {tmp_path / 'empty.zip'} is empty or not a whole zip file. "
        "Download or copy it again.",
        "- gone.csv does not exist. Check its name and the folder you start from.",
    ]


def test_many_problems_are_cut_short():
    with pytest.raises(InputError, match="- and 5 more[.]$"):
        find_files([f"{number}.csv" for number in range(15)])


def test_the_files_found_come_with_the_problems(tmp_path):
    (tmp_path / STREET).write_bytes(b"rows")
    found, problems = search([tmp_path, "gone.csv"])
    assert ([file.name for file in found], len(problems)) == (
        [str(tmp_path / STREET)],
        1,
    )


def test_a_file_that_goes_before_it_is_read_is_named(tmp_path):
    path = tmp_path / STREET
    path.write_bytes(b"rows")
    (file,) = find_files(path)
    path.unlink()
    with pytest.raises(InputError, match=r"street.csv cannot be opened .No such file"):
        file.read()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    pipe = tmp_path / "2025-01-kent-street.csv"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(InputError, match="is not a file or a folder"):
            find_files(path)


def test_a_link_to_another_folder_is_neither_followed_nor_left_out_in_silence(tmp_path):
    months, data = tmp_path / "months", tmp_path / "data"
    months.mkdir()
    data.mkdir()
    (months / STREET).write_bytes(b"one")
    (data / STREET).write_bytes(b"two")
    (data / "itself").symlink_to(data / "deep")
    (data / "deep").mkdir()
    assert names(data) == [str(data / STREET)]
    (data / "more").symlink_to(months)
    with pytest.raises(InputError, match="data/more is a link to another folder"):
        find_files(data)
