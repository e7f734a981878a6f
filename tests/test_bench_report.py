import pytest

from bench import report
from bench.report import OURS, PAGE, Measured, table, verdicts

FIGURES = {
    OURS: {"cold wall": 2.0, "live page": 0.2, "live theme": 0.25, "page": 30_000, "pages": 2000},
    "Hugo": {"cold wall": 30.0, "live page": None, "page": 12_000_000, "pages": 1003},
}


def test_others_stand_beside_ours_with_the_ratio():
    assert table(FIGURES) == (
        "| Measured                          | this program |             Hugo |\n"
        "| --------------------------------- | -----------: | ---------------: |\n"
        "| Cold build                        |       2.00 s |      30 s (15 x) |\n"
        "| Preview: edit to the brief's page |       0.20 s |            never |\n"
        "| Preview: edit to its theme        |       0.25 s |                - |\n"
        "| A brief's page                    |      30.0 kB | 12.00 MB (400 x) |\n"
        "| Pages                             |        2,000 |   1,003 (0.50 x) |\n"
    )


@pytest.fixture
def measured():
    return Measured("2026-11-21", "2 cores", {"hugo": "0.168.0"}, {1000: FIGURES})


def test_a_measurement_is_kept(measured, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "MEASURED", tmp_path / "measured.json")
    measured.save()
    assert Measured.saved() == measured


def test_what_was_to_be_reached_is_judged_where_it_was_measured(measured):
    assert [(target.briefs, target.figure, value, reached) for target, value, reached in verdicts(measured)] == [
        (1000, "cold wall", "2.00 s", True),
        (1000, "live page", "0.20 s", True),
    ]


def test_the_page_tells_versions_machine_and_day(measured):
    page = report.page(measured)
    assert "## 1,000 briefs\n" in page
    assert "Measured on 2026-11-21 with 2 cores. hugo 0.168.0.\n" in page


def test_nobody_types_figures():
    page = report.page(Measured.saved())
    assert PAGE.read_text("utf-8") == page, "python -m bench.report writes it anew"


def test_what_was_not_reached_has_its_reason():
    assert [target.what for target, _, reached in verdicts(Measured.saved()) if not reached and not target.why] == []
