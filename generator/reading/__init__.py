"""From files under briefs/ to typed Content: which files count, what they hold, whether references lead anywhere."""
