"""What follows from the records on a day, each fact computed once: authority, chains, verdicts, pay, consent."""
