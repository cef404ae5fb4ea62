"""What everything rests on: findings and their places, errors, sentences, dates, and files that are written whole."""
