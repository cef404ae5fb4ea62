"""Folders of a project that hold nothing of a framework: what programs make, environments, and this program itself."""

#: Folders anywhere with libraries and environments.
ENVIRONMENTS = frozenset({"node_modules", "__pycache__", "venv", "env"})
#: Folders at the root with what programs make, and the program's own, which is at the root of its repository only.
MADE = frozenset({"site", "build", "dist"})
OWN = frozenset({"tools", "tests", "benchmarks"})
OWN_CODE = "tools/pa_framework"
#: Folders whose names begin with a dot and that belong to a project.
DOTTED = frozenset({".github", ".gitlab", ".gitea", ".forgejo", ".vscode", ".well-known"})
