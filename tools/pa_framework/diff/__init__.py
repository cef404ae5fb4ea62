"""What a change to the records means: what it loosens, what it asks, what follows from it."""
