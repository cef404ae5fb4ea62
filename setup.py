"""Puts into the package what stands beside it in the repository: the look of the site, and the locked versions.

Everything else about the package is said in pyproject.toml. An editable installation reads both where they are.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
#: What stands beside the package → where it lies inside of it. `pa_framework/text/package_data.py` finds both again.
BESIDE = {"site_overrides": "site_overrides", "requirements.lock": "requirements.lock"}


class BuildWithWhatStandsBeside(build_py):
    """Copies the files of BESIDE into the package that a wheel is made from."""

    def run(self) -> None:
        if self.editable_mode:
            super().run()
            return
        package = Path(self.build_lib) / "pa_framework"
        shutil.rmtree(package, ignore_errors=True)  # what was taken away since an earlier build must not come back
        super().run()
        for source, target in BESIDE.items():
            origin, copy = HERE / source, package / target
            if origin.is_dir():
                shutil.copytree(origin, copy)
            else:
                shutil.copyfile(origin, copy)


setup(cmdclass={"build_py": BuildWithWhatStandsBeside})
