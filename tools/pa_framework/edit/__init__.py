"""What writes records: new ones, formatting, renaming, the framework of a new area."""
