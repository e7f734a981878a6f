import re
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.fmt import WIDTH, briefs, formatted, lay_out
from generator.reading.files import UnusableFileError
from generator.reading.records import REGISTER_LIMITS
from generator.yaml_files.strict_yaml import YamlError, read

ROOT = Path(__file__).parents[1]
WORDS = "word " * 30


def laid_out(text, kind="articles"):
    result = formatted(text.encode(), kind)
    assert formatted(result, kind) == result
    return result.decode()


def value(text):
    return read(text.encode(), REGISTER_LIMITS).value


def comments(text):
    return Counter(re.findall(r"^ *(#.*)", text, re.MULTILINE))


def words(text):
    return Counter(text.split()) - Counter({">": len(text)})


@pytest.mark.parametrize(("path", "kind"), [(path, kind) for path, kind in sorted(briefs(ROOT).items())], ids=str)
def test_real_briefs_keep_their_values_words_and_comments(path, kind):
    before = path.read_text("utf-8")
    after = laid_out(before, kind)
    assert value(after) == value(before)
    assert comments(after) == comments(before)
    assert words(after) == words(before)


def test_keys_come_into_the_order_of_the_schema():
    before = """\
    claims:
      - say: Something.
        id: c1
    themes: [a-theme]
    source: {url: unknown, title: T}
    title: Ours
    """
    assert laid_out(dedent(before)) == dedent("""\
    title: Ours
    source: {url: unknown, title: T}
    themes: [a-theme]
    claims:
      - id: c1
        say: Something.
    """)


def test_the_records_of_a_register_keep_their_order_and_the_blank_lines_between_them():
    before = """\
    # on top

    zeta:
      kind: person
      name: Z

    # the first, by name
    alpha:
      role: >
        somebody

      # who
      kind: person
      name: A
    """
    assert laid_out(dedent(before), "names") == dedent("""\
    # on top

    zeta:
      name: Z
      kind: person

    # the first, by name
    alpha:
      name: A

      # who
      kind: person
      role: >
        somebody
    """)


def test_comments_go_with_the_key_below_them_or_the_value_they_stand_in():
    before = """\
    # the head of the file
    summary: s
    # about the title
    title: t  # beside it
    claims:
      # - id: c1
      #   say:
    # at the end
    """
    assert laid_out(dedent(before)) == dedent("""\
    # the head of the file
    # about the title
    title: t  # beside it
    summary: s
    claims:
      # - id: c1
      #   say:
    # at the end
    """)


def test_unknown_keys_and_answers_stay_in_their_order():
    before = (
        "zeta: 1\nalpha: 2\ntitle: t\nclaims:\n  - id: c1\n    answers:\n      z-question: yes\n      a-question: no\n"
    )
    assert laid_out(before) == (
        "title: t\nclaims:\n  - id: c1\n    answers:\n      z-question: yes\n      a-question: no\nzeta: 1\nalpha: 2\n"
    )


def test_a_long_text_is_folded_at_single_spaces():
    before = f"title: t\nlimits: {WORDS}one  two\n"
    first, second = "word " * 22 + "word", "word " * 7 + "one  two"
    assert laid_out(before) == f"title: t\nlimits: >\n  {first}\n  {second}\n"


@pytest.mark.parametrize("text", [f'"{WORDS}: said"', f"'{WORDS}: said'", f"{WORDS}\n      and on", f"{WORDS}# beside"])
def test_every_style_of_text_can_be_folded(text):
    before = f"claims:\n  - id: c1\n    note: {text}\n    say: s\n"
    after = laid_out(before)
    assert value(after) == value(before)
    assert max(map(len, after.splitlines())) <= WIDTH


@pytest.mark.parametrize(
    "line",
    [
        "url: https://source.example/" + "a" * 120,
        'note: "' + "word\\u0020" * 30 + '"',
        "limits: |\n  " + WORDS.strip(),
        "limits: >\n  short\n    " + WORDS + "deeper",
        "title: t  # " + WORDS.strip(),
        "# " + WORDS.strip(),
    ],
)
def test_what_cannot_be_folded_stays(line):
    assert laid_out(f"{line}\n") == f"{line}\n"


def test_only_paragraphs_that_are_too_wide_are_folded_anew():
    before = f"limits: >  # beside\n  by\n  hand\n\n  {WORDS}\n  end\n\n    deeper\n  last\n"
    after = laid_out(before.replace(" \n", "\n"))
    assert after.startswith("limits: >  # beside\n  by\n  hand\n\n  word")
    assert after.endswith(" end\n\n    deeper\n  last\n")
    assert max(map(len, after.splitlines())) <= WIDTH


def test_long_lists_are_broken_between_their_items():
    items = [f"item {number}, quoted" for number in range(12)]
    before = "values: [" + ", ".join(f'"{item}"' for item in items) + "]\n"
    after = laid_out(before, "articles")
    assert value(after) == {"values": items}
    assert max(map(len, after.splitlines())) <= WIDTH
    assert after.count("\n") == 2


def test_line_ends_and_a_byte_order_mark_are_put_right():
    assert formatted("\ufefftitle: t\r\nlimits: l".encode(), "articles") == b"title: t\nlimits: l\n"


def test_an_empty_file_stays_empty():
    assert laid_out("# nothing yet\n") == "# nothing yet\n"


def test_what_is_no_yaml_is_refused():
    with pytest.raises(YamlError):
        formatted(b"title: [", "articles")


def test_only_a_file_that_changes_is_written(tmp_path):
    path = tmp_path / "a-brief.yml"
    path.write_text("summary: s\ntitle: t\n")
    assert lay_out(path, "articles")
    assert path.read_text() == "title: t\nsummary: s\n"
    assert not lay_out(path, "articles")
    assert [each.name for each in tmp_path.iterdir()] == ["a-brief.yml"]


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_text("summary: s\ntitle: t\n")
    (tmp_path / "link.yml").symlink_to("elsewhere")
    with pytest.raises(UnusableFileError):
        lay_out(tmp_path / "link.yml", "articles")


TEXT = st.text(alphabet="ab \u00a0é'\"#:-,.[]{}&*!|>%@`\\1", max_size=160).filter(lambda text: text.strip(" ") != "")
COMMENT = st.sampled_from(["", "", "# one", "# title: not a key"])


@st.composite
def entry(draw, key, indent, style):
    """An entry of a block mapping as lines, perhaps with a comment above it."""
    text = draw(TEXT)
    if style == ">":
        body = f"{key}: >\n{indent}  {text.strip()}"
    else:
        body = f'{key}: "' + text.replace("\\", "/").replace('"', "'") + '"'
    comment = draw(COMMENT)
    return [*([comment] if comment else []), *([""] if draw(st.booleans()) else []), body]


@st.composite
def brief(draw):
    styles = st.sampled_from('>"')
    lines = []
    for key in draw(st.permutations(["title", "summary", "limits", "claims", "colour"])):
        if key == "claims":
            lines.append("claims:")
            for _ in range(draw(st.integers(1, 3))):
                first, *others = draw(st.permutations(["id", "say", "note", "quote"]))
                claim = [draw(entry(first, "    ", draw(styles)))[-1]]
                for other in others:
                    claim += draw(entry(other, "    ", draw(styles)))
                lines += [f"  - {claim[0]}", *(f"    {line}" if line else "" for line in claim[1:])]
        else:
            lines += draw(entry(key, "", draw(styles)))
    return "\n".join(lines) + "\n"


@given(brief())
def test_any_brief_keeps_what_it_says_and_is_laid_out_in_one_go(text):
    after = laid_out(text)
    assert value(after) == value(text)
    assert list(value(after)) == ["title", "summary", "limits", "claims", "colour"] or len(value(after)) < 5
    assert [list(claim) for claim in value(after)["claims"]] == [
        sorted(claim, key=["id", "say", "quote", "note"].index) for claim in value(text)["claims"]
    ]
    assert comments(after) == comments(text)
