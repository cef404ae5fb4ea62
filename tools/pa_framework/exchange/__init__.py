"""Exports of the records, one file a format, and the cells of spreadsheets. See docs/exchange.md."""
