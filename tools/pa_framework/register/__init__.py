"""Answers about the sign-offs of a competence register, and the papers that are printed from it."""
