"""A real server with the demonstration, and a real Chromium in front of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from chromium import find
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker("browser")


@dataclass
class Site:
    address: str
    data: Path

    def url(self, path: str, language: str = "ky") -> str:
        return f"{self.address}/{language}/{path}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    port = free_port()
    environment = os.environ | {
        "YNTYMAK_DATA_DIR": str(data),
        "PORT": str(port),
        "PYTHONPATH": str(ROOT / "src"),
    }
    for name in ("YNTYMAK_DATABASE", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    log = (data / "server.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "yntymak", "run"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    site = Site(f"http://127.0.0.1:{port}", data)
    try:
        wait_for(site.url(""), server, data / "server.log")
        yield site
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        log.close()


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()[-3000:]}")
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"the server did not answer: {log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return request.param == "with JavaScript"


@pytest.fixture(params=["ky", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


Open = Callable[..., Page]


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Open]:
    """browse(javascript=…, width=…) opens a fresh browser window; a page error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_window(*, javascript: bool = True, width: int = 360, height: int = 800) -> Page:
        context = chromium.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            locale="ky-KG",
            timezone_id="Asia/Bishkek",
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not errors
