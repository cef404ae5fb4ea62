"""A new branch with other contents of some files. The files in the folder, and what is staged, stay as they are."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pa_framework.text.errors import UserError


def head_of(root: Path) -> str:
    """The id of the last commit; empty where the folder is in no repository."""
    try:
        return _git(root, "rev-parse", "--verify", "-q", "HEAD").strip()
    except UserError:
        return ""


def uncommitted(root: Path, *folders: str) -> str:
    """The path of a file in folders below `root` that differs from the last commit; empty where there is none."""
    changed = _git(root, "status", "--porcelain", "--", *folders).splitlines()
    return changed[0][3:] if changed else ""


def write_branch(root: Path, name: str, texts: Mapping[str, bytes], message: str) -> None:
    """Makes a branch of the last commit with one more commit, in which files below `root` have these contents.

    Raises UserError where the branch exists, a file differs from the last commit, or git cannot do it.
    """
    _git(root, "check-ref-format", "--branch", name)
    if (
        subprocess.run(
            ["git", "rev-parse", "-q", "--verify", f"refs/heads/{name}"], cwd=root, capture_output=True
        ).returncode
        == 0
    ):
        raise UserError(f"there is a branch `{name}` already; name another with `--branch`")
    changed = _git(root, "status", "--porcelain", "--", *texts).strip()
    if changed:
        raise UserError(
            f"`{changed.split()[-1]}` has changes that are not committed; commit them first, or ask for a `--patch`"
        )
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    with tempfile.TemporaryDirectory(prefix="pa-framework-") as folder:
        staged = str(Path(folder) / "index")
        _git(root, "read-tree", "HEAD", index=staged)
        for path, content in texts.items():
            # The path makes git store line ends as `git add` would, such as those of Windows.
            stored = _git(root, "hash-object", "-w", "--stdin", f"--path={path}", content=content).strip()
            mode = _git(root, "ls-tree", "HEAD", "--", path).split(" ", 1)[0] or "100644"
            _git(root, "update-index", "--add", "--cacheinfo", f"{mode},{stored},{prefix}{path}", index=staged)
        tree = _git(root, "write-tree", index=staged).strip()
    commit = _git(root, "commit-tree", tree, "-p", "HEAD", "-F", "-", content=message.encode()).strip()
    _git(root, "update-ref", f"refs/heads/{name}", commit, "")


def _git(root: Path, *words: str, content: bytes | None = None, index: str = "") -> str:
    environment = {**os.environ, **({"GIT_INDEX_FILE": index} if index else {})}
    try:
        done = subprocess.run(
            ["git", *words],
            cwd=root,
            input=content,
            capture_output=True,
            env=environment,
            check=False,
        )
    except OSError as error:
        raise UserError(f"git cannot be started ({error.strerror}); ask for a `--patch`") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UserError(f"git cannot do that: {said[-1] if said else words[0]}")
    return done.stdout.decode(errors="replace")
