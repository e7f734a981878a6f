"""What MkDocs and the generator tell while they work, printed for people."""

import logging
from typing import Final

import click

_COLOURS: Final = {"WARNING": "yellow", "ERROR": "red", "CRITICAL": "red"}


class _Printer(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        level = click.style(f"{record.levelname:<8}", fg=_COLOURS.get(record.levelname))
        click.echo(f"{level}-  {self.format(record)}", err=True)


def print_log() -> None:
    """Print what is logged from now on, unless that is done already."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    if not any(isinstance(handler, _Printer) for handler in logger.handlers):
        logger.addHandler(_Printer())
