"""Make the pictures of the README anew: ``python -m tests.report.picture.screenshots``, after the page changed.

Needs what ``test_in_a_browser.py`` needs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.gallery import ROOT

DOCS, OUR = ROOT / "docs", "output/prod"
SHOTS = {
    "page-desktop.png": ({"width": 1280, "height": 900}, "light", 1),
    "page-phone.png": ({"width": 390, "height": 844}, "dark", 2),
}


def main() -> None:
    """Draw the picture, and photograph the page where the picture begins."""
    with TemporaryDirectory() as folder, sync_playwright() as running:
        page = Path(folder) / "page.html"
        page.write_text(_made("prove", OUR, "--format", "html"), encoding="utf-8")
        (DOCS / "picture.svg").write_text(_made("graph", OUR, "--format", "svg"), encoding="utf-8")
        own = shutil.which("chromium") or shutil.which("google-chrome")
        browser: Any = running.chromium.launch(executable_path=own, args=["--no-sandbox"])
        for name, (viewport, scheme, density) in SHOTS.items():
            tab = browser.new_page(viewport=viewport, color_scheme=scheme, device_scale_factor=density)
            tab.goto(page.as_uri())
            tab.screenshot(path=DOCS / name)
        browser.close()


def _made(*arguments: str) -> str:
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
