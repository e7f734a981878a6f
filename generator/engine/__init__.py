"""The engine that makes a site of pages: MkDocs with its theme, and what makes it quick. Nothing else knows it."""

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice about the engine's future, at each start
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # no clock: the same input gives the same bytes
