"""A route that leads requests from the internet to tasks opens something, though no security group changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.comparison.two import compared
from tests.one_app import Change, Template, add, set_to

ADMIN = add(
    "AdminRule",
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    ListenerArn={"Ref": "Listener"},
    Priority=7,
    Conditions=[{"Field": "path-pattern", "Values": ["/admin/*"]}],
    Actions=[{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}],
)
NOTHING: Change = lambda t: None  # noqa: E731
INSIDE = set_to("Balancer", Scheme="internal")


def moved(template: Template) -> None:
    template["Resources"]["OtherName"] = template["Resources"].pop("AdminRule")


PORT = set_to("Listener", Port=8443)


@pytest.mark.parametrize(
    ("after", "before", "said"),
    [
        (ADMIN, NOTHING, ["sends requests with path-pattern /admin/* from the internet on port 443 to Web"]),
        (PORT, NOTHING, ["sends all requests that no rule takes from the internet on port 8443 to Web"]),
        (set_to("Balancer", Scheme="internet-facing"), INSIDE, ["sends all requests that no rule takes from the int"]),
        (ADMIN, INSIDE, []),
        (moved, ADMIN, []),
        (set_to("Balancer", Name="another"), ADMIN, []),
    ],
)
def test_a_new_route_from_the_internet_is_told_with_what_it_takes(
    tmp_path: Path, after: Change, before: Change, said: list[str]
) -> None:
    found = [door.what for door in compared(tmp_path, after, before).doors]
    assert len(found) == len(said)
    assert all(told.startswith(start) for told, start in zip(found, said, strict=True))
