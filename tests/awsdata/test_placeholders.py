"""What was copied from an example, so that nobody has it."""

from __future__ import annotations

import pytest

from generator.awsdata.placeholders import certificate

ID = "3f2a9c1e-77b4-4d0a-9e21-5c8d0b6f1a24"


@pytest.mark.parametrize(
    ("arn", "copied"),
    [
        (f"arn:aws:acm:eu-west-1:111122223333:certificate/{ID}", True),
        (f"arn:aws:acm:eu-west-1:210987654321:certificate/{ID}", False),
        ("arn:aws:acm:eu-west-1:210987654321:certificate/12345678-1234-1234-1234-123456789012", True),
        ("arn:aws:acm:eu-west-1:210987654321:certificate/00000000-0000-0000-0000-000000000000", True),
        ("arn:aws:iam::111122223333:server-certificate/mine", True),
        ("arn:aws:iam::111122223333:role/mine", False),
        (" arn:aws:acm:eu-west-1:123456789012:certificate/abc ", True),
    ],
)
def test_certificates(arn: str, copied: bool) -> None:
    assert certificate(arn) is copied
