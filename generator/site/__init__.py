"""From the Library to finished Markdown: which pages there are, what they show, how it is written."""
