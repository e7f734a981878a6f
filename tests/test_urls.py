"""Which web addresses a brief may hold, and how one is spelled in a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.urls import LONGEST, href, url_problem

GOOD = {  # as typed: as spelled in a link
    "https://www.38north.org/2023/11/post/": "https://www.38north.org/2023/11/post/",
    "http://kcna.kp": "http://kcna.kp",
    "HTTPS://WWW.NKNEWS.ORG/A": "HTTPS://WWW.NKNEWS.ORG/A",
    "https://xn--3e0b707e.example/": "https://xn--3e0b707e.example/",
    "https://x.xn--3e0b707e": "https://x.xn--3e0b707e",
    "https://my_site.example.org/": "https://my_site.example.org/",
    "https://example.org:8080/a": "https://example.org:8080/a",
    "https://example.org?q=1": "https://example.org?q=1",
    "https://example.org#top": "https://example.org#top",
    "https://example.org/@user/1": "https://example.org/@user/1",
    "https://example.org/a?b=1&amp;c=2&copy=3": "https://example.org/a?b=1&amp;c=2&copy=3",
    "https://example.org/Kim_(name)": "https://example.org/Kim_(name)",
    "https://example.org/it's": "https://example.org/it's",
    'https://example.org/a"b': "https://example.org/a%22b",
    "https://example.org/<b>": "https://example.org/%3Cb%3E",
    "https://example.org/a|b`c^{d}": "https://example.org/a%7Cb%60c%5E%7Bd%7D",
    "https://example.org/?a[]=1": "https://example.org/?a[]=1",
    "https://example.org/북한/é": "https://example.org/%EB%B6%81%ED%95%9C/%C3%A9",
    "https://example.org/%EB%B6%81": "https://example.org/%EB%B6%81",
    "https://example.org/%00": "https://example.org/%00",
    "https://example.org/#:~:text=a%2Cb,c%2Dd": "https://example.org/#:~:text=a%2Cb,c%2Dd",
    "https://example.org/a\u202eb": "https://example.org/a%E2%80%AEb",
}

BAD = {  # as typed: a word of the answer
    "": "begins",
    "example.org": "begins",
    "//example.org/": "begins",
    "https:/example.org": "begins",
    "https:example.org": "begins",
    "ftp://example.org/": "begins",
    "file:///etc/passwd": "begins",
    "data:text/html,<script>alert(1)</script>": "begins",
    "javascript:alert(1)//https://example.org": "begins",
    "JaVaScRiPt:alert(1)": "begins",
    "java\nscript:alert(1)": "U+000A",
    "\x01javascript:alert(1)": "U+0001",
    " https://example.org/": "U+0020",
    "https://example.org/a b": "U+0020",
    "https://example.org/a\tb": "U+0009",
    "https://example.org/\u2028": "U+2028",
    "https://example.org/\x00": "U+0000",
    "https://example.org/\ud800": "U+D800",
    "https://a\\@b.org/": "U+005C",
    "https:\\\\example.org": "U+005C",
    "https://user:secret@example.org/": "user",
    "https://www.example.org@evil.org/": "user",
    "https://": "host",
    "https:///example.org": "host",
    "https://?": "host",
    "https://localhost/": "host",
    "https://.example.org": "host",
    "https://example..org": "host",
    "https://example.org.": "host",
    "https://-example.org": "host",
    "https://example-.org": "host",
    "https://exa%6dple.org": "host",
    "https://exam<ple.org": "host",
    "https://192.168.0.1/": "host",
    "https://0x7f.1/": "host",
    "https://[::1]/": "host",
    f"https://{'a.' * 127}org": "host",
    "https://דוגמה.org/": "ASCII",
    "https://аpple.com/": "ASCII",  # the first letter is Cyrillic
    "https://example。org": "ASCII",
    "https://example.org:/": "port",
    "https://example.org:0/": "port",
    "https://example.org:65536/": "port",
    "https://example.org:80:80/": "port",
    "https://example.org:٨٠/": "port",
    f"https://example.org/{'a' * LONGEST}": "2,000",
}


@pytest.mark.parametrize(("typed", "spelled"), GOOD.items())
def test_a_web_address_is_spelled_in_ascii(typed, spelled):
    assert url_problem(typed) is None
    assert href(typed) == spelled


@pytest.mark.parametrize(("typed", "word"), BAD.items())
def test_anything_else_is_named_and_never_spelled(typed, word):
    assert word in (url_problem(typed) or "")
    with pytest.raises(ValueError, match=word.replace("+", r"\+")):
        href(typed)


@given(st.text() | st.text("htps:/.a1@#?\\[] \n-_") | st.text().map("https://example.org/".__add__))
def test_what_passes_is_harmless_ascii(typed):
    if url_problem(typed) is None:
        spelled = href(typed)
        assert spelled.isascii()
        assert not set(spelled) & set('<>"`\\^{}| \n\t')
        assert href(spelled) == spelled
