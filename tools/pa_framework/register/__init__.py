"""The competence register: reading it, judging every sign-off in it, and telling what was found."""
