"""Writes records: lays them out, makes new ones, renames what they name."""
