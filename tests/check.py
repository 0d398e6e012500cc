"""`make check`: every rule that needs no running system."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = {
    "lint": [BIN / "ruff", "check", "--quiet", "src", "tests", "bench"],
    "format": [BIN / "ruff", "format", "--quiet", "--check", "src", "tests", "bench"],
    "templates": [BIN / "djlint", "--quiet", "--lint", "src"],
    "layers": [BIN / "lint-imports", "--no-cache"],
    "types": [BIN / "mypy"],
    "settings": [sys.executable, "-m", "yntymak", "manage", "check", "--fail-level", "WARNING"],
    "migrations": [sys.executable, "-m", "yntymak", "manage", "makemigrations", "--check"],
    "messages": [sys.executable, "-m", "yntymak", "messages", "check"],
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="yntymak-check-") as folder:
        # A database of its own: the one in var/ may be older than the migrations.
        return run(os.environ | {"YNTYMAK_DATA_DIR": folder})


def run(environment: dict[str, str]) -> int:
    failed = []
    for name, command in CHECKS.items():
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        seconds = time.perf_counter() - began
        print(f"{'fails' if done.returncode else 'holds'}  {name}  {seconds:.1f} s", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:], done.stderr[-6000:], sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
