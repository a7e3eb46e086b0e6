"""What a change does to the bill."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cost import monthly_difference
from generator.report.cost_words import difference_text
from tests.cost.bills import priced
from tests.cost.test_egress import endpoints
from tests.cost.test_fargate import service


def test_what_is_new_what_is_gone_and_what_changed(tmp_path: Path) -> None:
    key, bucket = {"Key": {"Type": "AWS::KMS::Key"}}, {"Bucket": {"Type": "AWS::S3::Bucket"}}
    old = priced(tmp_path, key | bucket | endpoints(1, 1))
    new = priced(tmp_path, bucket | endpoints(1, 3))
    found = monthly_difference(old, new)
    assert [(each.resource, round(each.more, 2)) for each in found.resources] == [("Endpoint0", 14.6), ("Key", -1.0)]
    assert found.more == pytest.approx(13.6)
    assert difference_text(found) == "$13.60 a month more: Endpoint0 $14.60, Key -$1.00"


def test_what_is_not_known_any_more_is_a_change(tmp_path: Path) -> None:
    strategy = [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]
    old = priced(tmp_path, service(DesiredCount=1))
    new = priced(tmp_path, service(DesiredCount=1, LaunchType=None, CapacityProviderStrategy=strategy))
    (changed,) = monthly_difference(old, new).resources
    assert "Spot" in changed.unknown
    assert changed.new == 0 < changed.old


def test_the_same_costs_the_same(tmp_path: Path) -> None:
    one = priced(tmp_path, endpoints(2, 2))
    assert monthly_difference(one, one).resources == ()
    assert difference_text(monthly_difference(one, one)) == "costs the same"
