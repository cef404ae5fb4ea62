"""Errors that a person can do something about. `cli` turns them into one line on stderr and an exit code.

UserError                a sentence, and exit code 2 unless another is given
├── NoFramework          records.load: a folder holds no framework
├── NoRegister           records.register: a folder holds no register
├── NoRevision           diff.git_tree: git has no such revision, or no framework in it
└── AnswerError          edit.prompts: an answer does not fit its field; on a terminal it is asked for again

Raise UserError itself unless a caller has to tell one cause from another. Every other exception that reaches `cli`
is reported as a fault of the program.
"""

import os
import traceback
from pathlib import Path

import pa_framework

#: The environment variable that, set to anything, adds the traceback to the report of a fault of the program.
TRACEBACK = "PA_FRAMEWORK_TRACEBACK"
_PACKAGE = Path(pa_framework.__file__).parent

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


def fault_report(error: BaseException) -> str:
    """Two lines about an unexpected exception: what to report, and how to see its traceback.

    They have the type of the exception, the last place in this package that it came through, and the version. Its
    message is left out, because it may quote a register; it is in the traceback, which TRACEBACK adds.
    """
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [(path.relative_to(_PACKAGE), line) for path, line in frames if path.is_relative_to(_PACKAGE)]
    place = f" in {own[-1][0].as_posix()}, line {own[-1][1]}" if own else ""
    details = "".join(traceback.format_exception(error)) if os.environ.get(TRACEBACK) else ""
    return (
        f"pa-framework: a fault of the program, not of your records: {type(error).__name__}{place}"
        f" (version {pa_framework.__version__})\n"
        f"Please report that line with the command that you typed; with {TRACEBACK}=1 before it, it shows the details.\n"
        + details
    )
