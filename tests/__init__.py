"""Tests of the program, in folders that mirror the package, and of the content (`content/`)."""
