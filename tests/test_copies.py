import small

from generator.copies import LARGEST, Copies, absent
from generator.schema import Article


def test_a_copy_is_read_by_its_name(tmp_path):
    (tmp_path / "copy 1.txt").write_bytes(b"\xff bytes as they are\r\n")
    assert Copies(tmp_path)("copy 1.txt") == b"\xff bytes as they are\r\n"


def test_without_a_folder_or_a_file_none_is_at_hand(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link.txt").symlink_to(__file__)
    assert Copies(None)("copy.txt") is None
    assert [Copies(tmp_path)(name) for name in ("copy.txt", "folder.txt", "link.txt")] == [None, None, None]
    assert Copies(tmp_path / "gone")("copy.txt") is None


def test_what_is_far_too_large_for_a_copy_is_not_read(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(LARGEST + 1)  # takes no room on the disk
    assert Copies(tmp_path)("huge.txt") is None


def test_a_copy_that_changed_has_another_signature(tmp_path):
    copies = Copies(tmp_path)
    assert copies.signature("copy.txt") == Copies(tmp_path).signature("copy.txt")
    absent = copies.signature("copy.txt")
    (tmp_path / "copy.txt").write_bytes(b"x")
    assert copies.signature("copy.txt") != absent
    assert Copies(None).signature("copy.txt") is None


def test_a_copy_that_is_absent_is_told_with_a_name_like_it_that_no_brief_names(tmp_path):
    for name in ("2024-report.txt", "other.txt"):
        (tmp_path / name).write_bytes(b"x")
    names = {"one": "2024-report.txt", "two": "2024-reports.txt", "three": "othr.txt", "four": "nowhere.html"}
    articles = {id_: Article.model_validate(small.article(copy={"file": name})) for id_, name in names.items()}
    articles["five"] = Article.model_validate(small.article())
    assert [(fault.record_id, fault.message, fault.hint) for fault in absent(articles, Copies(tmp_path))] == [
        ("two", "'2024-reports.txt' is not among the copies at hand", ""),
        ("three", "'othr.txt' is not among the copies at hand", "did you mean 'other.txt'?"),
        ("four", "'nowhere.html' is not among the copies at hand", ""),
    ]
