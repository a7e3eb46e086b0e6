"""Values as messages show them: in CloudFormation's terms, without the notation that only identifies them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.stack import Value, shown


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("443", "443"),
        ("!Ref Vpc", "Vpc"),
        ("!GetAtt Role.Arn", "Role.Arn"),
        ("!Ref AWS::Region", "AWS::Region"),
        ("!Ref Open", "the parameter Open"),
        ("!ImportValue network-Subnet", "the import of network-Subnet"),
        ("[!Ref Vpc, !Ref Open]", "Vpc, the parameter Open"),
        ("[]", "an empty list"),
        ("!Ref AWS::NoValue", "no value"),
        ("!Sub 'arn:${AWS::Partition}:s3:::${Vpc}/${Open}'", "arn:${AWS::Partition}:s3:::${Vpc}/${Open}"),
        ("!Select [0, !GetAZs '']", "!Select [0, !GetAZs AWS::Region]"),
        ("!FindInMap [!Ref Open, a, b]", "!FindInMap [the parameter Open, a, b]"),
    ],
)
def test_shown(value: Callable[..., Value], expression: str, expected: str) -> None:
    assert shown(value(expression)) == expected
