"""Errors that a person can do something about. `cli` turns them into one line on stderr and an exit code.

UserError                a sentence, and exit code 2 unless another is given
├── NoFramework          records.load: a folder holds no framework
├── NoRegister           records.register: a folder holds no register
├── NoRevision           diff.git_tree: git has no such revision, or no framework in it
└── AnswerError          edit.prompts: an answer does not fit its field; on a terminal it is asked for again

Raise UserError itself unless a caller has to tell one cause from another. Every other exception that reaches `cli`
is reported as a fault of the program.
"""

#: Exit codes other than 0. A command that is stopped ends with what shells use, never with an answer.
EXIT_FINDINGS = 1
EXIT_ERROR = 2
EXIT_STOPPED = 130


class UserError(Exception):
    """Why a command cannot do what it was asked for.

    The message is a sentence without a capital or a full stop: what is wrong, then what to do.
    """

    def __init__(self, message: str, exit_code: int = EXIT_ERROR) -> None:
        super().__init__(message)
        self.exit_code = exit_code
