"""Help for those who write briefs: a scaffold, a tidy layout, checked quotations, schemas for editors."""
