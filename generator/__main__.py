"""`python -m generator VERB`: see cli."""

import os
import sys
from contextlib import suppress

from generator.cli.main import main

try:
    main(prog_name="python3 run.py")
except SystemExit as ended:
    if not isinstance(ended.code, int):
        raise
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads on
            stream.flush()
    # At once: Python would take ten thousand briefs apart first, object by object, for three seconds.
    os._exit(ended.code)
