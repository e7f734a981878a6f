import pytest

from generator.authoring.scaffold.candidates import candidates
from generator.authoring.scaffold.lines import Line, Role
from generator.schema import Name

NAMES = {
    "jane-doe": Name(name="Jane Doe", kind="person", spellings=["Doe Jane"]),
    "john-roe": Name(name="John Roe", kind="person"),
    "the-ministry": Name(name="Ministry of Posts", kind="organisation"),
    "kathmandu": Name(name="Kathmandu", kind="place"),
}


def found(*texts, role=Role.BODY, **options):
    lines = [Line(number, text, role) for number, text in enumerate(texts, 1)]
    return candidates(lines, NAMES, options.pop("copy", "\n".join(texts)), **options)


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Nine posts were closed.", "figure"),
        ("It cost $5.", "figure"),
        ("It is the fifth closure.", "figure"),
        ("It was closed on 6 November 2023.", "date"),
        ("It was closed last month.", "date"),
        ("It was called “a part of a wider change” then.", "quotation"),
        ("The post in Kathmandu was closed.", "names"),
        ("The post in Uganda was closed.", "names"),
    ],
)
def test_sentences_worth_a_claim(sentence, sign):
    (candidate,) = found(sentence)
    assert candidate.quote == sentence.removesuffix(".")
    assert sign in candidate.signs


@pytest.mark.parametrize("sentence", ["It was closed.", "He called it “odd”.", "They said so.", ""])
def test_sentences_of_no_use(sentence):
    assert found(sentence) == []


def test_the_year_of_a_date_is_no_figure():
    assert found("It was closed on 6 November 2023.")[0].signs == ("date",)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.BODY])
def test_only_the_text_of_the_article_counts(role):
    assert found("Nine posts were closed on 6 November 2023.", role=role) == []


def test_what_is_not_in_the_copy_is_not_offered():
    assert found("Nine posts were closed.", copy="Something else") == []


def test_the_best_are_kept_in_the_order_of_the_article():
    texts = ("Nine were closed.", "On 6 November 2023 nine were closed.", "The post in Uganda was closed.")
    assert [candidate.line for candidate in found(*texts, most=2)] == [1, 2]


def test_a_place_that_stands_everywhere_tells_little():
    texts = ["Nepal is here.", "Nepal is there.", "Nepal is old.", "Nepal is new.", "Nepal and Uganda are."]
    assert [candidate.line for candidate in found(*texts)] == [5]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“This is the end of it,” said Jane Doe.", "Jane Doe"),
        ("According to Doe Jane, “this is the end of it”.", "Jane Doe"),
        ("The Ministry of Posts explained that nine were closed.", "Ministry of Posts"),
        ("Jane Doe of the Ministry of Posts said that nine were closed.", "Jane Doe"),
        ("Jane Doe told John Roe that nine were closed.", None),
        ("“Jane Doe is the one who did it,” an official said.", None),
        ("Jane Doe closed nine posts.", None),
    ],
)
def test_who_speaks(sentence, speaker):
    assert found(sentence)[0].by == speaker


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("It was closed on 6 November 2023.", "2023-11-06"),
        ("Nine were closed in November 2023.", None),
        ("It was closed on 6 November 2023 or on 7 November 2023.", None),
    ],
)
def test_when_it_happened(sentence, when):
    assert found(sentence)[0].when == when


def test_a_quotation_mark_whose_other_half_is_cut_off_is_left_out():
    sentence = "“" + "It goes on and on and on, " * 5 + "but in Uganda nine posts were closed,” an official said."
    assert found(sentence)[0].quote.endswith("but in Uganda nine posts were closed,” an official said")
    assert found(sentence.replace(",” an official said", "”"))[0].quote.endswith("but in Uganda nine posts were closed")
