"""What is used in a month."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cost import Usage, read_usage
from generator.cost.use import KEYS
from generator.errors import InputError
from tests.cost.bills import paid, priced

DOCS = Path(__file__).parents[2] / "docs" / "cost.md"
GROUPS = {name: {"Type": "AWS::Logs::LogGroup"} for name in ("One", "Two", "Three")}


def test_what_is_said_of_all_is_shared_by_those_of_which_nothing_is_said(tmp_path: Path) -> None:
    found = priced(tmp_path, GROUPS, Usage({"logs-gb": 10.0}, {"Three": {"logs-gb": 100.0}}))
    assert paid(found) == {
        ("One", "what is written to it"): 2.5,
        ("Two", "what is written to it"): 2.5,
        ("Three", "what is written to it"): 50.0,
    }


def test_an_amount_is_paid_tier_by_tier(tmp_path: Path) -> None:
    endpoint = {"VpcEndpointType": "Interface", "ServiceName": "com.amazonaws.us-east-1.logs", "SubnetIds": ["subnet"]}
    resources = {"It": {"Type": "AWS::EC2::VPCEndpoint", "Properties": endpoint}}
    found = priced(tmp_path, resources, Usage({"endpoint-gb": 1_500_000.0}))
    assert paid(found) == {
        ("It", "interface endpoint, 1 zone"): 7.3,
        ("It", "data through it"): 10_000.0,
        ("It", "data through it above 1,000,000 GB"): 3_000.0,
    }


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "usage.yaml"
    path.write_text("nat-gb: 300\nresources:\n  Vpc/Nat: {nat-gb: 1.5}\n", encoding="utf-8")
    assert read_usage(path) == Usage({"nat-gb": 300.0}, {"Vpc/Nat": {"nat-gb": 1.5}})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nat-bg: 300", "nat-gb"),
        ("nat-gb: lots", "is not an amount"),
        ("nat-gb: -1", "is not an amount"),
        ("nat-gb: true", "is not an amount"),
        ("resources: {Vpc/Nat: 3}", "is not a mapping"),
        ("resources: [1]", "is not a mapping"),
        ("- nat-gb", "holds no usage"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "usage.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_usage(path)


def test_every_key_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in text] == []
