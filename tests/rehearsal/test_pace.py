"""How long a resource takes in the rehearsal: as AWS, in proportion."""

from __future__ import annotations

import pytest

from generator.awsdata.resources import resource_type
from generator.rehearsal.pace import FASTER, LEAST, usual


def test_what_is_slow_on_aws_keeps_its_proportion_to_others() -> None:
    slow, slower = "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::RDS::DBInstance"
    on_aws = [resource_type(kind).seconds or 0 for kind in (slow, slower)]
    assert usual(slower) / usual(slow) == pytest.approx(on_aws[1] / on_aws[0])
    assert FASTER / 2 < on_aws[1] < 60 * FASTER, "the slowest takes seconds"


def test_what_is_quick_or_unknown_can_still_be_seen() -> None:
    assert usual("AWS::EC2::Route") == usual("Custom::Thing") == LEAST
