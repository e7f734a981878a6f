"""Help for those who review: what a change does to the evidence, which links are dead."""
