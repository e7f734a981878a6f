"""What git remembers of the briefs: days of changes, corrections, a revision as a folder."""
