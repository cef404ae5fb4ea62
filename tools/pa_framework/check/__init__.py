"""Judges records and facts by the rules, and reports the findings."""
