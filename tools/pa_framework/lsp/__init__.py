"""The language server for editors: what a checker knows, while someone types. `server.py` connects it to an editor."""
