import hashlib
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.quotations import QuoteResult, fold, is_in, quotes_hash, results, text_fragment

FOUND, NOT_FOUND, UNCHECKED, CHANGED, NONE = QuoteResult


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  a\t\n b\u00a0\u202f\u2007c\u3000 ", "a b c"),
        ("Korea’s ‘own’ ‚low‛ ‹angle› ʼ", "Korea's 'own' 'low' 'angle' '"),
        ("“high” „low‟ «guillemets»", '"high" "low" "guillemets"'),
        ("a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"),
        ("Korea Çedille é É ß ... … ′ ´ ` „a”", 'Korea Çedille é É ß ... … ′ ´ ` "a"'),
        ("soft\u00adhyphen stays", "soft\u00adhyphen stays"),
        ("« a »", '" a "'),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aB ’'-–\u00a0\n"), st.text(alphabet="aB ’'-–\u00a0\n"))
def test_a_part_of_a_text_is_found_in_it(before, after):
    assert is_in("North Korea’s post", fold(f"{before} North\u00a0Korea's\npost {after}"))


def test_case_and_letters_decide():
    copy = fold("the regime has not tried to justify")
    assert is_in("has not tried", copy)
    assert not is_in("Has not tried", copy)
    assert not is_in("has tried", copy)


def test_a_quotation_may_end_where_a_footnote_is_glued_on():
    copy = fold("make the slightest concession to North KoreaBondaz Antoine, “Isolement ou intégration ?")
    assert is_in("the slightest concession to North Korea", copy)


def test_the_hash_is_of_folded_quotations_each_with_a_line_feed():
    assert quotes_hash(["Korea’s  own", "a–b"]) == hashlib.sha256(b"Korea's own\na-b\n").hexdigest()
    assert quotes_hash([]) == hashlib.sha256(b"").hexdigest()
    assert quotes_hash(["a", "b"]) != quotes_hash(["b", "a"])


def test_with_a_copy_the_text_decides_whatever_was_recorded():
    quotes = ["a post", None, "a  post", "no post"]
    for recorded in (None, "0" * 64, quotes_hash(["a post"])):
        assert results(quotes, "here is a post", recorded) == (FOUND, NONE, FOUND, NOT_FOUND)


def test_without_a_copy_the_recorded_hash_decides():
    quotes = ["a post", None, "two posts"]
    recorded = quotes_hash(["a post", "two posts"])
    assert results(quotes, None, None) == (UNCHECKED, NONE, UNCHECKED)
    assert results(quotes, None, recorded) == (UNCHECKED, NONE, UNCHECKED)
    assert results([*quotes, None], None, recorded) == (UNCHECKED, NONE, UNCHECKED, NONE)
    assert results(["a post", "three posts"], None, recorded) == (CHANGED, CHANGED)
    assert results(["a  post", "two posts"], None, recorded) == (UNCHECKED, UNCHECKED)


def test_results_read_as_the_data_files_write_them():
    assert [str(result) for result in QuoteResult] == ["found", "not-found", "unchecked", "changed", "none"]


@pytest.mark.parametrize(
    ("url", "quote", "link"),
    [
        ("https://a.org/x", "nine posts", "https://a.org/x#:~:text=nine%20posts"),
        ("https://a.org/x?q=1#part", "a", "https://a.org/x?q=1#part:~:text=a"),
        ("https://a.org/#:~:text=old", "a", "https://a.org/#:~:text=a"),
        ("https://a.org/#part:~:text=old", "a", "https://a.org/#part:~:text=a"),
        (
            "https://a.org/",
            "pre-war, X & Y #1 100% é",
            "https://a.org/#:~:text=pre%2Dwar%2C%20X%20%26%20Y%20%231%20100%25%20%C3%A9",
        ),
        ("https://a.org/", "Korea’s\u00a0 own", "https://a.org/#:~:text=Korea%E2%80%99s%20own"),
        (
            "https://a.org/",
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "https://a.org/#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen",
        ),
    ],
)
def test_a_link_opens_the_source_at_the_words(url, quote, link):
    assert text_fragment(url, quote) == link


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_link_holds_nothing_that_means_something_else(quote):
    directive = text_fragment("https://a.org/", quote).partition("#:~:text=")[2]
    assert not set(directive) & set("-&#\"'<> ")
    assert directive.count(",") <= 1
    start, _, end = directive.partition(",")
    assert quote.split()[: len(unquote(start).split())] == unquote(start).split()
    assert not end or quote.split()[-5:] == unquote(end).split()
