"""What counts as a web address in a brief, and how one is spelled in a link; which fields hold one, the schema says."""

import re
from functools import lru_cache
from urllib.parse import quote

LONGEST = 2000

_UNFIT = re.compile(r"[\s\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_WEB = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)


def url_problem(value: str) -> str | None:
    r"""Say in plain words why a value is no web address we link to, or None when it is one.

    Stricter than browsers, which mend what was typed (line breaks, `https:/\host`, a user before an `@`, numbers as
    hosts): the host a person reads is the host a browser opens.
    """
    if len(value) > LONGEST:
        return f"a web address has at most {LONGEST:,} characters"
    if unfit := _UNFIT.search(value):
        return f"a web address holds no white space, backslash or control character, but here is U+{ord(unfit[0]):04X}"
    web = _WEB.match(value)
    if not web:
        return "a web address begins with http:// or https://"
    return _authority_problem(web[1])


@lru_cache(maxsize=1 << 10)  # a page shows an address several times
def href(value: str) -> str:
    """Spell a web address in ASCII, with every character no URL may hold percent-encoded, so that markup can carry it.

    Raises:
        ValueError: `url_problem` finds fault with the value.
    """
    if problem := url_problem(value):
        raise ValueError(f"{problem}: {value!r}")
    return quote(value, safe="!#$%&'()*+,/:;=?@[]~")


def _authority_problem(authority: str) -> str | None:
    if "@" in authority:
        return "a web address names no user: leave out what stands before the @"
    host, colon, port = authority.partition(":")
    if not host.isascii():
        return "the host is written in ASCII (xn--...), so that look-alike letters show"
    if len(host) > 253 or not _HOST.fullmatch(host):
        return "a web address names its host, as in https://www.example.org/"
    if colon and not (re.fullmatch(r"[1-9][0-9]{0,4}", port) and int(port) < 65536):
        return "a port is a number up to 65535, as in https://www.example.org:8080/"
    return None
