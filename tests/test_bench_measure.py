import sys

import pytest

from bench.measure import FailedError, free_port, run, serving

MEGABYTES = "x = bytearray(100 * 10**6)"


def python(program):
    return [sys.executable, "-c", program]


def test_a_program_is_measured_to_its_end(tmp_path):
    used = run(python("import time; time.sleep(0.2); print('done')"), tmp_path)
    assert used.output == b"done\n"
    assert used.wall > 0.2
    assert 0 < used.cpu < used.wall


def test_what_a_program_starts_counts_too(tmp_path):
    program = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'for _ in range(10**7): pass'])"
    assert run(python(program), tmp_path).cpu > 3 * run(python("pass"), tmp_path).cpu


def test_a_program_that_fails_is_named_with_what_it_said(tmp_path):
    with pytest.raises(FailedError, match="no such brief"):
        run(python("raise SystemExit('no such brief')"), tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the largest process alone counts")
def test_memory_that_forked_processes_share_counts_once_and_their_own_is_added(tmp_path):
    fork = "import os, time; {before}; child = os.fork(); {after}; time.sleep(0.5); child and os.wait()"
    shared = run(python(fork.format(before=MEGABYTES, after="pass")), tmp_path).peak
    twice = run(python(fork.format(before="pass", after=MEGABYTES)), tmp_path).peak
    assert 100 < shared < 150
    assert 200 < twice < 250


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the largest process alone counts")
def test_what_the_measuring_process_holds_is_not_counted(tmp_path):
    ours = bytearray(b"x" * 200 * 10**6)
    assert run(python("import time; time.sleep(0.2)"), tmp_path).peak < 100 < len(ours)


SERVER = """
import http.server, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    asked = 0
    def do_GET(self):
        Handler.asked += 1
        self.send_response(200 if self.path == "/page/" else 404)
        self.end_headers()
        self.wfile.write(b"new" if Handler.asked > 3 else b"old")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def test_a_server_is_asked_until_it_serves_what_fits(tmp_path):
    port = free_port()
    with serving([*python(SERVER), str(port)], port, tmp_path) as server:
        assert server.until("page/", lambda data: data == b"new", 10) is not None
        assert server.get("none", 10) == b""
        assert server.until("none", bool, 0.1) is None
    assert server.process.poll() is not None


def test_a_server_that_ends_is_no_endless_wait(tmp_path):
    with serving(python("pass"), 1, tmp_path) as server, pytest.raises(FailedError):
        server.until("", bool, 60)
