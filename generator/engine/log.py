"""What MkDocs and the generator tell while they work, printed for people."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

_COLOURS: Final = {"WARNING": "yellow", "ERROR": "red", "CRITICAL": "red"}


class _Printer(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        level = click.style(f"{record.levelname:<8}", fg=_COLOURS.get(record.levelname))
        click.echo(f"{level}-  {self.format(record)}", err=True)


@contextmanager
def printed_log() -> Iterator[None]:
    """Print what is logged within."""
    logger, printer = logging.getLogger("mkdocs"), _Printer()
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(printer)
    try:
        yield
    finally:
        logger.removeHandler(printer)
        logger.setLevel(level)
