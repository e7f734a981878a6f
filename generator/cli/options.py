"""Options that several verbs have."""

from typing import Final

import click

TIMINGS: Final = click.option("--timings", is_flag=True, help="Tell in the end where the time went.")
