"""Copies the look of the site, the reference framework and the locked versions into the package.

In the repository they are outside of it. Everything else about the package is declared in pyproject.toml. An editable
installation reads them where they are.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
#: Files and folders of the repository that a wheel has inside of the package (pa_framework/text/package_data.py).
PACKAGE_DATA = ("site_overrides", "requirements.lock")
#: The folders of the reference framework, which a wheel has in a folder `reference` inside of the package.
REFERENCE = ("framework", "competences", "case_studies")
#: The invented register is no part of it.
NOT_IN_THE_REFERENCE = shutil.ignore_patterns("register", "__pycache__", ".*")


class BuildWithPackageData(build_py):
    """Adds PACKAGE_DATA and the reference to the package that a wheel is made from."""

    def run(self) -> None:
        """Copies them beside the modules, but for an editable installation."""
        if self.editable_mode:
            super().run()
            return
        package = Path(self.build_lib) / "pa_framework"
        shutil.rmtree(package, ignore_errors=True)  # a file that was deleted since an earlier build must not come back
        super().run()
        for name in PACKAGE_DATA:
            origin, copy = HERE / name, package / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            if origin.is_dir():
                shutil.copytree(origin, copy)
            else:
                shutil.copyfile(origin, copy)
        for name in REFERENCE:
            shutil.copytree(HERE / name, package / "reference" / name, ignore=NOT_IN_THE_REFERENCE)


setup(cmdclass={"build_py": BuildWithPackageData})
