# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of npm for the tests, in the exact versions of a lock file."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile

FILES = ("package.json", "package-lock.json")
INSTALL = ["npm", "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"]


def installed(source=pathlib.Path(__file__).resolve().parent):
    """The folder whose node_modules holds what package-lock.json of `source` lists; without an argument, of this folder.

    It is made once per lock file, below SOU_BUILD or the system's folder for temporary files, and is only to be read.
    Processes may ask for it at the same time. Scripts of packages are not run.
    """
    lock = hashlib.sha256((source / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = pathlib.Path(os.environ.get("SOU_BUILD") or tempfile.gettempdir()) / f"sou-npm-{lock}"
    if not (folder / "complete").exists():
        _install(source, folder)
    return folder


def _install(source, folder):
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise AssertionError(f"{program} is missing; install nodejs and npm (./dev test does)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = pathlib.Path(tempfile.mkdtemp(prefix="sou-npm-", dir=folder.parent))
    try:
        for name in FILES:
            shutil.copy(source / name, made)
        done = subprocess.run(INSTALL, cwd=made, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise AssertionError(f"npm could not install {source / FILES[1]}:\n{done.stderr}")
        (made / "complete").touch()
        made.rename(folder)
    except OSError:  # another test was faster
        if not (folder / "complete").exists():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
