"""Services of AWS: that actions and prefixes are IAM's, and what is asked of the table."""

from __future__ import annotations

import importlib
import re
from typing import get_args

import pytest

from generator.awsdata import services
from generator.awsdata.listing import facts
from generator.awsdata.services import Purpose, actions, endpoint_of, gateway_services, s3_prefix_lists

PREFIXES = [entry.name for entry in facts() if entry.section == "endpoints"]


@pytest.mark.parametrize("purpose", get_args(Purpose))
def test_actions_are_those_of_iam(purpose: Purpose) -> None:
    assert actions(purpose)
    for action in actions(purpose):
        service, _, name = action.partition(":")
        assert hasattr(importlib.import_module(f"awacs.{service}"), name), action


def test_every_purpose_can_be_asked_for() -> None:
    assert set(get_args(Purpose)) == set(services._CALLS.entries)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_is_one_of_iam(prefix: str) -> None:
    prefix, _, action = prefix.partition(":")
    module = importlib.import_module("awacs." + {"lambda": "awslambda"}.get(prefix, prefix.replace("-", "_")))
    assert module.prefix == prefix
    assert not action or hasattr(module, action)


def test_endpoints_by_action() -> None:
    assert endpoint_of("cloudwatch:PutMetricData") == "monitoring"
    assert endpoint_of("sqs:SendMessage") == "sqs"
    assert endpoint_of("nothing:Known") is None
    assert endpoint_of("states:StartExecution") == "states"
    assert endpoint_of("states:StartSyncExecution") == "sync-states"
    assert endpoint_of("sagemaker:InvokeEndpoint") == "sagemaker.runtime"
    assert endpoint_of("sagemaker:CreateModel") is None
    assert {endpoint_of(f"{service}:Any") for service in gateway_services()} == set(gateway_services())


def test_a_prefix_list_is_of_one_region() -> None:
    ids = list(s3_prefix_lists().values())
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"pl-[0-9a-f]{8}", each) for each in ids)
