"""Which template modules may make something else tomorrow, or elsewhere, of the same app.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.machine import asks
from tests.gallery import TEMPLATES


def test_templates_that_ship_ask_nothing() -> None:
    assert not asks(TEMPLATES)


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "import datetime as d",
        "from os import environ",
        "from pathlib import Path",
        "from generator.build import starter",
        "from generator import hints",
        "text = open('version.txt').read()",
        "__import__('os')",
        "eval(text)",
        "import my_company.templates",
        "def broken(:",
    ],
)
@pytest.mark.parametrize("file", ["queue.py", "_helper.py", "below/more.py"])
def test_asks(tmp_path: Path, line: str, file: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(f"{line}\n")
    assert asks(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "import re, json",
        "from collections.abc import Mapping",
        "import awacs.s3",
        "from troposphere import Ref, sqs",
        "from generator.config.image import parse",
        "from ._helper import opened",
        "opening = 'open'",
    ],
)
def test_asks_nothing(tmp_path: Path, line: str) -> None:
    (tmp_path / "queue.py").write_text(f"{line}\n")
    assert not asks(tmp_path)
