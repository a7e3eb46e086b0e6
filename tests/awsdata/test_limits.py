"""Quotas: that a misspelt name is refused, and that no quota is raised to less."""

from __future__ import annotations

import pytest

from generator.awsdata.limits import limit, raised_limit
from generator.awsdata.listing import facts, unverified

NAMES = [entry.name for entry in facts() if entry.section == "limits"]


@pytest.mark.parametrize("name", NAMES)
def test_a_quota_is_raised_and_never_lowered(name: str) -> None:
    assert 0 < limit(name) <= raised_limit(name)


def test_what_the_page_leaves_open_is_not_held_for_known() -> None:
    (entry,) = (entry for entry in unverified() if entry.section == "limits")
    assert entry.name == "template_bytes"
    assert entry.fact.note


def test_a_misspelt_quota_is_refused() -> None:
    with pytest.raises(KeyError):
        limit("resources_in_template")
