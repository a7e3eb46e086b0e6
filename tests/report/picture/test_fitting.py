"""Texts of the picture stay inside of their boxes."""

from __future__ import annotations

import pytest

from generator.report.picture.fitting import fit, width
from generator.report.picture.layout import WIDTH


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Database/Database", "Database/Database"),
        ("Endpoints/SecretsmanagerEndpoint", "…/SecretsmanagerEndpoint"),
        ("Shop/Orders/Service", "Shop/Orders/Service"),
        ("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "WWWWWWW…WWWWWWWW"),
    ],
)
def test_the_path_gives_way_before_the_name(words: str, shown: str) -> None:
    assert fit(words, WIDTH - 20, 12) == shown
    assert width(shown, 12) <= WIDTH - 20


def test_letters_of_other_scripts_are_taken_as_wide() -> None:
    assert width("服务", 12) == 24
