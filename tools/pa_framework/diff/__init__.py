"""What changed between two revisions of the records: reading git, the report, and its formats."""
