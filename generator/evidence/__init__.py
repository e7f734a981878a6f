"""What the generator works out from claims: origins, comparisons, quotations, names, judgments. Pure, no files."""
