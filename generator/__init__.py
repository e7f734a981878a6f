"""Turns briefs (YAML) into the pages and files of a briefing site."""
