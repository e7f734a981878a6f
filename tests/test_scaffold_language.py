import pytest

from generator.authoring.scaffold.language import is_in_another, language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The embassy in the capital was closed by the ministry, and it was not the first.", "en"),
        ("La Corée du Nord a fermé une ambassade dans le pays, et ce n'est pas la première.", "fr"),
        ("Die Botschaft in der Hauptstadt ist nicht die erste, und sie wird geschlossen.", "de"),
        ("Посольство не было первым, и это было известно из сообщений, которые были для всех.", "ru"),
        ("북한이 네팔 주재 대사관을 폐쇄했다", "ko"),
        ("Kathmandu 2023", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text, tag):
    assert language(text) == tag


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("La Corée du Nord fait les yeux doux aux BRICS", True),
        ("북한 외무상 최선희", True),
        ("A closer relationship with the BRICS", False),
        ("La Prensa Latina", False),
        ("The paper Le Monde and the agency de Presse said so in the morning", False),
        ("Kim Jong Un", False),
    ],
)
def test_a_piece_in_another_language_stands_out(text, other):
    assert is_in_another(text, "en") is other
