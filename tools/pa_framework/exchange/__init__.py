"""Exports of the records, one file a format. Empty until the first export."""
