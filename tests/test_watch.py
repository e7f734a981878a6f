import signal
import subprocess
import threading

import tiny

from generator.watch import changes


def test_it_goes_on_at_the_start_and_after_every_burst_of_changes(tmp_path):
    (tmp_path / "folder").mkdir()
    path = tmp_path / "folder" / "a-brief.yml"
    generator = changes(tmp_path)
    next(generator)
    seen = 0
    for action in (lambda: path.write_text("x"), lambda: path.rename(path.with_name("b.yml")), (tmp_path / "c").touch):
        threading.Timer(0.05, action).start()
        next(generator)
        seen += 1
    generator.close()
    assert seen == 3


def test_reading_is_no_change(tmp_path):
    path = tmp_path / "a-brief.yml"
    path.write_text("x")
    generator = changes(tmp_path)
    next(generator)
    happened = threading.Event()
    waiting = threading.Thread(target=lambda: (next(generator), happened.set()), daemon=True)
    waiting.start()
    for _ in range(5):
        path.read_text()
    assert not happened.wait(0.4)
    path.write_text("y")
    assert happened.wait(5)
    waiting.join()
    generator.close()


def test_check_goes_on_checking_until_it_is_interrupted(tmp_path):
    root = tiny.make(tmp_path)
    command = tiny.command("check", "--watch")
    with subprocess.Popen(
        command, cwd=root, env=tiny.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert said(process)[-1] == "2 briefs, no problems"
        (root / "briefs/articles/third-brief.yml").write_text("title: A third\n")
        third = said(process)
        assert third[0].startswith("briefs/articles/third-brief.yml:1:1: source: 'source' is missing")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def said(process):
    """What is printed up to the line that tells that it waits."""
    lines = []
    while (line := process.stdout.readline().strip()) != "Waiting for changes; Ctrl+C ends it.":
        lines.append(line)
    return lines
