import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.mentions import Clash, Matcher, Mention, clashes, may_mention

NAMES = {
    "kim-jong-un": ["Kim Jong Un", "Kim Jong-un", "Kim Jong-Un", "김정은"],
    "choe-son-hui": ["Choe Son Hui", "Choi Son-hui", "최선희"],
    "guinea": ["Guinea"],
    "dr-congo": ["DR Congo", "Congo", "Democratic Republic of the Congo"],
    "republic-of-the-congo": ["Republic of the Congo"],
    "ivory-coast": ["Côte d'Ivoire"],
    "st-petersburg": ["St Petersburg", "St. Petersburg"],
    "north-korea": ["North Korea", "조선", "조선민주주의인민공화국"],
    "workers-party": ["Workers’ Party of Korea"],
    "korea-times": ["Korea Times"],
    "38-north": ["38 North"],
    "brics": ["BRICS"],
    "unification-ministry": ["Ministry of Unification", "통일 부"],
}
MATCHER = Matcher(NAMES)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Kim Jong Un, Kim Jong-un and Kim Jong-Un are one", ["kim-jong-un"]),
        ("Kim Jong‑un by another hyphen", ["kim-jong-un"]),
        ("Kim\u00a0Jong\n  Un over a line", ["kim-jong-un"]),
        ("Kim, Jong Un is nobody, nor is Kim JongUn, nor kim jong un", []),
        ("Kim Jong Unlikely", []),
        ("Guinea-Bissau is not Guinea", ["guinea"]),
        ("Guinea-Bissau, Papua-Guinea, Guineans, xGuinea, Guinea2, Guinea_x", []),
        ("Guinea's post", ["guinea"]),
        ("Guinea’s post", ["guinea"]),
        ("d’Guinea", ["guinea"]),
        ("-Guinea- (Guinea) ‘Guinea’ Guinea--Guinea Guinea—Guinea", ["guinea"]),
        ("Congo", ["dr-congo"]),
        ("the Republic of the Congo", ["republic-of-the-congo"]),
        ("the Democratic Republic of the Congo", ["dr-congo"]),
        ("DR Congo", ["dr-congo"]),
        ("Côte d’Ivoire and Côte dʼIvoire", ["ivory-coast"]),
        ("St. Petersburg", ["st-petersburg"]),
        ("St.Petersburg", []),
        ("Workers' Party of Korea", ["workers-party"]),
        ("North Korea Times", ["north-korea"]),
        ("The Korea Times of North Korea", ["korea-times", "north-korea"]),
        ("38 North says, 138 North does not", ["38-north"]),
        ("김정은이 최선희와", ["kim-jong-un", "choe-son-hui"]),
        ("이김정은 is not 김정", []),
        ("조선은", ["north-korea"]),
        ("통일 부는", ["unification-ministry"]),
        ("통일은 부", []),
        ("BRICS에 x", ["brics"]),
        ("BRICSx, 김정은x", []),
        ("", []),
    ],
)
def test_names_in_a_text(text, ids):
    assert MATCHER.ids(text) == tuple(ids)


def test_the_leftmost_and_there_the_longest_is_found_at_its_place():
    text = "최선희가 “the Democratic Republic of the Congo’s” Kim Jong-un"
    assert [(mention.name_id, text[mention.start : mention.end]) for mention in MATCHER.find(text)] == [
        ("choe-son-hui", "최선희"),
        ("dr-congo", "Democratic Republic of the Congo"),
        ("kim-jong-un", "Kim Jong-un"),
    ]
    assert MATCHER.find("조선민주주의인민공화국은") == (Mention("north-korea", 0, 11),)


def test_several_texts_give_each_name_once_in_order():
    assert MATCHER.ids("Congo and BRICS", "BRICS", "Guinea, Congo") == ("dr-congo", "brics", "guinea")


@pytest.mark.parametrize("names", [{}, {"x": []}, {"x": ["…", " "]}])
def test_without_spellings_nothing_is_found(names):
    assert Matcher(names).find("… anything at all") == ()


def test_a_spelling_counts_from_its_first_letter():
    assert Matcher({"x": ["’s-Hertogenbosch"]}).ids("in 's-Hertogenbosch") == ("x",)


def test_one_spelling_for_two_names_is_a_clash():
    names = {"a": ["Kim", "Kim"], "b": ["O'Neill", "Lee"], "c": ["Kim", "O’Neill", "kim"], "d": ["Kim "]}
    assert clashes(names) == (Clash("c", "Kim", "a"), Clash("c", "O’Neill", "b"), Clash("d", "Kim ", "a"))
    assert clashes(NAMES) == ()


def test_of_two_names_with_one_spelling_the_first_id_has_it_in_any_order():
    assert (
        Matcher({"a": ["Kim"], "b": ["Kim"]}).ids("Kim") == Matcher({"b": ["Kim"], "a": ["Kim"]}).ids("Kim") == ("a",)
    )


@pytest.mark.parametrize("spelling", [spelling for spellings in NAMES.values() for spelling in spellings])
def test_every_spelling_alone_finds_its_name(spelling):
    (mention,) = MATCHER.find(spelling)
    assert spelling in NAMES[mention.name_id]
    assert (mention.start, mention.end) == (0, len(spelling))


# A small alphabet makes for many near misses.
some_text = st.text(alphabet="Aa1 -'’.가나\n", max_size=30)
some_names = st.dictionaries(st.sampled_from("pqrst"), st.lists(some_text, max_size=4), max_size=5)


def naive(names, text):
    """Every spelling tried at every place, in the words of the content model."""

    def fold(part):
        return part.replace("’", "'")

    patterns = []
    for name_id, spellings in names.items():
        for spelling in spellings:
            folded = re.sub(r"^\W+", "", fold(spelling)).strip()
            if folded:
                words = r"\s+".join(map(re.escape, folded.split()))
                pattern = rf"(?<!\w)(?<!\w-){words}(?!(?<=\w)[^\W가나])(?!(?<=\w)-\w)"
                patterns.append((name_id, re.compile(pattern)))
    at, found = 0, []
    while at < len(text):
        here = [(match.end(), name_id) for name_id, p in patterns if (match := p.match(fold(text), at))]
        if here:
            end = max(here)[0]
            found.append(Mention(min(name_id for e, name_id in here if e == end), at, end))
            at = end
        else:
            at += 1
    return tuple(found)


@given(some_names, some_text)
def test_it_finds_what_a_naive_search_finds(names, text):
    assert Matcher(names).find(text) == naive(names, text)


@given(some_names, st.data())
def test_it_finds_spellings_among_other_text(names, data):
    pieces = data.draw(
        st.lists(st.sampled_from([s for ss in names.values() for s in ss] or [""]) | some_text, max_size=6)
    )
    text = data.draw(st.sampled_from(["", " ", "-"])).join(pieces)
    assert Matcher(names).find(text) == naive(names, text)


@given(some_names, some_text, st.randoms())
def test_the_order_of_names_does_not_matter(names, text, random):
    shuffled = [(name_id, random.sample(spellings, len(spellings))) for name_id, spellings in names.items()]
    random.shuffle(shuffled)
    assert Matcher(dict(shuffled)).find(text) == Matcher(names).find(text)


@given(some_names, some_names, st.data())
def test_only_what_may_mention_changed_spellings_is_read_otherwise(names, others, data):
    spellings = [spelling for each in (names, others) for of_name in each.values() for spelling in of_name]
    text = "".join(data.draw(st.lists(st.sampled_from(spellings or [""]) | some_text, max_size=6)))
    before, after = ({(id_, spelling) for id_ in each for spelling in each[id_]} for each in (names, others))
    if Matcher(names).find(text) != Matcher(others).find(text):
        assert may_mention({spelling for _, spelling in before ^ after})(text)


def test_what_may_mention_a_spelling_holds_all_of_it_in_any_shape_of_its_signs():
    may = may_mention(["'s-Hertogenbosch", "Kim  Jong-un"])
    assert [may(text) for text in ("in \u2019s\u2010Hertogenbosch", "Kim\nJong\u2011un", "Kim Jong Un", "")] == [
        True,
        True,
        False,
        False,
    ]
