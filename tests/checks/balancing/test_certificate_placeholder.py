"""Certificates that stand in examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import rules


@pytest.mark.parametrize(
    ("arn", "found"),
    [
        ("arn:aws:acm:us-east-1:111122223333:certificate/8f1c02d4-6b7e-4a53-9d20-3e5f7a91b6c8", {"ICS167"}),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/" + "0" * 8}, {"ICS167"}),
        ("arn:aws:iam::123456789012:server-certificate/example", {"ICS167"}),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/8f1c02d4-6b7e-4a53-9d20-3e5f"}, set()),
        (
            {"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx"},
            {"ICS167"},
        ),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/XXXX-XXXX"}, {"ICS167"}),
        ({"Ref": "Open"}, set()),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:111122223333:certificate/${Open}"}, {"ICS167"}),
    ],
)
def test_a_certificate_of_an_example(tmp_path: Path, arn: object, found: set[str]) -> None:
    def change(template: dict[str, Any]) -> None:
        template["Resources"]["Listener"]["Properties"]["Certificates"] = [{"CertificateArn": arn}]

    assert rules(tmp_path, change) == found
