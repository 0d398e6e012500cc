"""The command line answers what goes wrong outside of it with a sentence, never with a trace."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

GONE = "postgresql://nobody:none@127.0.0.1:1/none"


def said(tmp_path, *arguments: str, **variables: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("YNTYMAK_", "DJANGO_"))}
    environment |= {"YNTYMAK_DATA_DIR": str(tmp_path), "COLUMNS": "200", **variables}
    command = [sys.executable, "-m", "yntymak", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("command", [("ledger", "verify"), ("worker", "--batch")])
def test_a_database_that_is_away_or_empty(tmp_path, command):
    assert "The database cannot be used" in said(tmp_path, *command)
    assert "The database cannot be used" in said(tmp_path, *command, YNTYMAK_DATABASE=GONE)


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "yntymak.sqlite3").write_bytes(os.urandom(10_000))
    assert "file is not a database" in said(tmp_path, "ledger", "verify")


def test_an_address_that_names_no_database(tmp_path):
    assert "A setting cannot be used" in said(tmp_path, "ledger", "verify", YNTYMAK_DATABASE="x")


def test_a_key_of_the_protected_lane_that_locks_nothing(tmp_path):
    answer = said(tmp_path, "ledger", "verify", YNTYMAK_PROTECTED_LANE_KEYS="abc")
    assert "YNTYMAK_PROTECTED_LANE_KEYS" in answer


def test_a_port_that_is_taken_and_an_address_that_is_not_here(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in said(tmp_path, "serve", "--port", str(port))
    elsewhere = said(tmp_path, "serve", "--host", "192.0.2.1")  # reserved for documents
    assert "Nothing can listen at 192.0.2.1" in elsewhere
