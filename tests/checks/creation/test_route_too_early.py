"""Routes that do not wait for the attachment of their internet gateway."""

from __future__ import annotations

from pathlib import Path

from tests.one_app import OPEN, Change, both, faults, rules, set_to

AT_ONCE: Change = lambda t: t["Resources"]["PublicRoute"].pop("DependsOn")  # noqa: E731


def test_a_route_that_does_not_wait(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, AT_ONCE)
    assert (finding.rule, finding.at, finding.fix) == (
        "WCS122",
        "PublicRoute",
        "DependsOn of PublicRoute: add Attachment",
    )
    assert finding.message.startswith("PublicRoute may be created before Attachment: CreateRoute then fails, ")


def test_a_route_of_a_network_that_is_not_known(tmp_path: Path) -> None:
    assert "WCS122" not in rules(tmp_path, both(AT_ONCE, set_to("PublicRoute", RouteTableId=OPEN)))
