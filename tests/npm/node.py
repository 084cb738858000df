# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a test written for Node beside the packages of package-lock.json."""

import json
import os
import shutil
import subprocess

from installed import installed

DEADLINE = 600  # seconds


def run_node(script, values):
    """Runs `script`, a file of tests for node:test, which reads `values` as JSON from its standard input; what it printed.

    AssertionError with all of that, if one of its tests failed.
    """
    return print_of_node(script, values, "--test-reporter=spec")


def print_of_node(script, values, *options):
    """The same for a script that is no test."""
    environment = dict(os.environ, SOU_NPM=str(installed()))
    try:
        done = subprocess.run(["node", *options, script], input=json.dumps(values).encode(), env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=DEADLINE)
    except subprocess.TimeoutExpired as late:
        raise AssertionError(f"{script.name} took longer than {DEADLINE} s:\n{(late.stdout or b'').decode()}") from None
    if done.returncode != 0:
        raise AssertionError(f"{script.name}:\n{done.stdout.decode()}")
    return done.stdout.decode()


def chromium():
    """The browser's program: Debian's."""
    found = shutil.which("chromium")
    if not found:
        raise AssertionError("chromium is missing; install it (./dev test does)")
    return found
