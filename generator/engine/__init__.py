"""The way from finished pages to a built site: MkDocs, a folder for other engines, the swap at the end."""
