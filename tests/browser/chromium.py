"""A Chromium to test with: the machine's, else the package manager's, else Playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowserError(Exception):
    """No Chromium was found and none could be installed."""


def find_or_install() -> str:
    """The path of an executable."""
    found = find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium with apt-get…", flush=True)
        subprocess.run(["apt-get", "-qq", "update"], check=False)
        install = ["apt-get", "-qq", "-y", "install", "--no-install-recommends", "chromium"]
        subprocess.run(install, check=False, stdout=subprocess.DEVNULL)
        found = find()
    if found is None:
        print("Installing Chromium with Playwright…", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        found = find_playwrights_own()
    if found is None:
        raise NoBrowserError("No Chromium was found and none could be installed.")
    return found


def find() -> str | None:
    named = os.environ.get("YNTYMAK_CHROMIUM")
    if named and Path(named).exists():
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
