import re
import socket
import ssl
import threading
import urllib.error
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import small
import tiny
from click.testing import CliRunner

from generator.cli.main import main
from generator.progress import Timings
from generator.reading.content import Content
from generator.reading.load import load
from generator.review import links
from generator.review.links import Answer, Link, Outcome, ask, for_github, for_people, is_offline, look
from generator.schema import Article, Mission, Origin, Publisher, Question

OPENS, GONE = Answer(Outcome.OPENS), Answer(Outcome.GONE, "404: there is no such page")
FAILS, REFUSES = Answer(Outcome.FAILS, "no connection", reached=False), Answer(Outcome.REFUSES, "403")


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/nonsense":
            self.wfile.write(b"\x00\x01 not http\r\n\r\n")
            return
        target = {"/moved": "/200", "/file": "file:///etc/passwd", "/ftp": "ftp://127.0.0.1/", "/round": "/round"}
        self.send_response(302 if path in target else int(path[1:]), "<b>@everyone</b>")
        if path in target:
            self.send_header("Location", target[path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def host():
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "outcome", "why"),
    [
        ("200", "opens", ""),
        ("204", "opens", ""),
        ("moved", "opens", ""),
        ("200?a=b&c=%20", "opens", ""),
        ("404", "gone", "404: there is no such page"),
        ("410", "gone", "410: the page was removed"),
        ("401", "refuses", "401"),
        ("403", "refuses", "403"),
        ("429", "refuses", "429"),
        ("999", "refuses", "999"),
        ("500", "fails", "500: the host has a fault"),
        ("503", "fails", "503: the host has a fault"),
        ("round", "refuses", "302"),
        ("file", "refuses", "302"),
        ("ftp", "fails", "the answer cannot be understood"),
        ("nonsense", "fails", "the answer cannot be understood"),
    ],
)
def test_an_address_is_asked_for(host, path, outcome, why):
    assert ask(f"{host}/{path}")[:2] == (outcome, why)


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/") == Answer(Outcome.FAILS, "no connection", reached=False)


@pytest.mark.parametrize(
    ("reason", "outcome", "why"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "gone", "there is no such host"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "fails", "no connection"),
        (ssl.SSLCertVerificationError(1, "<b>"), "fails", "the certificate is not valid"),
        (TimeoutError("timed out"), "fails", "no answer in 30 seconds"),
        (ConnectionResetError(), "fails", "no connection"),
        ("unknown url type: ftp", "fails", "the answer cannot be understood"),
    ],
)
def test_what_went_wrong_is_said_in_our_own_words(monkeypatch, reason, outcome, why):
    class Opener:
        def open(self, *_, **__):
            raise urllib.error.URLError(reason)

    monkeypatch.setattr(links, "_opener", Opener)
    assert ask("https://example.org/") == Answer(Outcome(outcome), why, reached=False)


@pytest.fixture
def asked(monkeypatch):
    """Answers by address instead of the network, and what was asked for."""
    asked = []

    def answer(url):
        asked.append(url)
        kind = url.rpartition("/")[2]
        if kind == "second":
            return OPENS if asked.count(url) == 2 else FAILS
        return {"gone": GONE, "fails": FAILS, "refuses": REFUSES}.get(kind, OPENS)

    monkeypatch.setattr(links, "ask", answer)
    monkeypatch.setattr(links.time, "sleep", lambda _: None)
    return asked


def test_what_fails_is_asked_for_twice(asked):
    answers = look([f"https://example.org/{kind}" for kind in ("opens", "gone", "fails", "second", "refuses")])
    assert [url.rpartition("/")[2] for url in asked] == [
        "opens",
        "gone",
        "fails",
        "second",
        "refuses",
        "fails",
        "second",
    ]
    assert [answer.outcome for answer in answers.values()] == ["opens", "gone", "fails", "opens", "refuses"]


def test_one_host_has_a_pause_between_questions_and_others_go_on(asked, monkeypatch):
    pauses = []
    monkeypatch.setattr(links.time, "sleep", pauses.append)
    look(["https://a.example/1", "https://A.example/2", "https://b.example/1"])
    assert pauses == [1.0]


def test_every_address_that_was_asked_for_counts_once(asked):
    work = Timings()
    look([f"https://{host}.example/{kind}" for host in "abc" for kind in ("opens", "fails")], work)
    assert re.search(r"^asking for addresses .* 6 ", work.table(), re.MULTILINE)


def test_addresses_are_asked_for_in_ascii(asked):
    look(["https://example.org/á"])
    assert asked == ["https://example.org/%C3%A1"]


def test_every_address_is_found_once(tmp_path):
    one, two = (f"https://example.org/{number}" for number in (1, 2))
    editor = {"answer": "9", "because": [{"text": "x", "url": one}, {"text": "y"}], "reviewed": "2026-01-01"}
    stage = {"stage": "closed", "when": "2023", "because": [one, "brief#c1"]}
    content = Content(
        articles={
            "brief": Article.model_validate(small.article(url=one, archived=two)),
            "other": Article.model_validate(small.article(url="unknown")),
        },
        questions={"how-many": Question.model_validate({"ask": "How many?", "type": "count", "editor": editor})},
        missions={"kampala": Mission.model_validate(small.mission(stages=[stage]))},
        publishers={"paper": Publisher.model_validate({"name": "P", "reliability": "A", "why": "x", "url": two})},
        origins={"report": Origin.model_validate({"title": "R"})},
    )
    registers = (f"briefs/registers/{name}.yml" for name in ("missions", "publishers", "questions"))
    missions, publishers, questions = registers
    brief = "briefs/articles/brief.yml"
    assert links.links(tmp_path, content) == [
        Link(one, (f"{brief}:1", f"{missions}:1", f"{questions}:1"), archived=True),
        Link(two, (f"{brief}:1", f"{publishers}:1")),
    ]


def test_every_address_has_its_lines(project):
    path = project / "briefs/articles/first-brief.yml"
    note = "    note: >\n      Since mended (https://other.example/a), see\n      https://source.example/first-brief.\n"
    path.write_text(f"{path.read_text()}{note}limits: See http://more.example/.\n")
    content, problems = load(project)
    assert problems == []
    assert links.links(project, content) == [
        Link("http://more.example/", ("briefs/articles/first-brief.yml:20",)),
        Link("https://other.example/a", ("briefs/articles/first-brief.yml:17",)),
        Link(
            "https://source.example/first-brief",
            ("briefs/articles/first-brief.yml:5", "briefs/articles/first-brief.yml:17"),
        ),
        Link("https://source.example/second-brief", ("briefs/articles/second-brief.yml:5",)),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://a.example/x, or (http://b.example/y).", ["https://a.example/x", "http://b.example/y"]),
        ("<https://a.example/> and “https://b.example/”", ["https://a.example/", "https://b.example/"]),
        ("At https://a.example/x_(y)?z=1#w!", ["https://a.example/x_(y)?z=1#w"]),
        ("HTTPS://A.example/x; ftp://b.example/, www.c.example, https://, https://d", ["HTTPS://A.example/x"]),
        ("https://a.example/x.", ["https://a.example/x."]),
        ("", []),
    ],
)
def test_addresses_are_found_in_plain_text(text, found):
    assert list(links.addresses_in(text)) == found


FOUND = [
    Link(
        "https://example.org/*a*_b_@c", ("briefs/articles/one.yml:4", "briefs/registers/missions.yml:9"), archived=True
    ),
    Link("https://example.org/á", ("briefs/articles/two.yml:4",)),
    Link("https://example.org/open", ("briefs/articles/two.yml:4",)),
    Link("https://example.org/shut", ("briefs/articles/two.yml:4",)),
]
ANSWERS = dict(zip((link.url for link in FOUND), (GONE, FAILS, OPENS, REFUSES), strict=True))


def test_for_people():
    assert for_people(FOUND, ANSWERS) == (
        "briefs/articles/one.yml:4: https://example.org/*a*_b_@c: 404: there is no such page\n"
        "briefs/articles/two.yml:4: https://example.org/á: no connection\n"
        "4 addresses: 1 open, 1 gone, 1 without an answer, 1 that let no program in\n"
    )


def test_for_github():
    body = for_github(FOUND, ANSWERS)
    assert body.startswith("4 addresses: 1 open, 1 gone, 1 without an answer, 1 that let no program in\n\n## Gone\n")
    assert (
        "- [ ] <https://example.org/*a*_b_@c> 404: there is no such page; a copy is recorded\n"
        "    - `briefs/articles/one.yml:4`\n"
        "    - `briefs/registers/missions.yml:9`\n"
    ) in body
    assert "## No answer this time\n\n- [ ] <https://example.org/%C3%A1> no connection\n" in body
    assert "https://example.org/open" not in body


def test_without_a_network_nothing_is_gone():
    nowhere = Answer(Outcome.GONE, "there is no such host", reached=False)
    assert is_offline({"a": nowhere, "b": FAILS})
    assert not is_offline({"a": nowhere, "b": GONE})
    assert not is_offline({})


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tiny.make(tmp_path / "project"))
    return tmp_path / "project"


@pytest.mark.parametrize(("answer", "status"), [(OPENS, 0), (REFUSES, 0), (GONE, 1), (FAILS, 2)])
def test_the_verb_tells_by_its_status_whether_addresses_are_gone(project, monkeypatch, answer, status):
    monkeypatch.setattr(links, "look", lambda urls, _: dict.fromkeys(urls, answer))
    done = CliRunner().invoke(main, ["links", "--format", "markdown"])
    assert done.exit_code == status
    assert re.search("no host answers" if status == 2 else "2 addresses", done.output)
