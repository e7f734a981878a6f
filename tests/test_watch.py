import threading

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
