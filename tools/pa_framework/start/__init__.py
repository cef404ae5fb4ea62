"""A new area's framework: its own records, settings and workflows, and no copy of the program."""
