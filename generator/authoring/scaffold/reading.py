"""From the bytes of a saved article to what can be told of it."""

from generator.authoring.scaffold import page
from generator.authoring.scaffold.extract import Extract, from_text
from generator.copies import LARGEST


class UnreadableArticleError(Exception):
    """A file that holds no article we can read; the message says why and the way out."""


def read_article(data: bytes) -> Extract:
    """Read plain text, or a web page as saved by a browser.

    Raises:
        UnreadableArticleError: it is neither, empty or too large.
        ExtraError: it is a web page, and what reads those could not be installed.
    """
    if len(data) > LARGEST:
        raise UnreadableArticleError(f"it has {len(data):,} bytes; at most {LARGEST:,} are read")
    if data.startswith(b"%PDF"):
        raise UnreadableArticleError("it is a PDF: copy its text into a .txt file")
    if data.startswith((b"bplist", b"PK\x03\x04")) or b"multipart/related" in data[:4096]:
        raise UnreadableArticleError('save the page as "HTML only", or copy its text into a .txt file')
    extract = page.from_page(data) if page.is_html(data) else from_text(_decoded(data))
    if not extract.copy.strip():
        raise UnreadableArticleError("there is no text in it")
    return extract


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what old programs on Windows write
    return text.replace("\r\n", "\n").replace("\r", "\n")
