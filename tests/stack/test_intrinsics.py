"""Every intrinsic function, with what it gives for known, undecided and impossible arguments."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.stack import Absent, Call, Choice, Listing, Literal, Pseudo, Reference, Text, Unknown, Value

Resolve = Callable[..., Value]
OPEN = Unknown("parameter Open", "")
ENV = Unknown("parameter Env", "")


def literals(*texts: str) -> Listing:
    return Listing(tuple(map(Literal, texts)))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("443", Literal("443")),
        ("true", Literal("true")),
        ("2012-10-17", Literal("2012-10-17")),
        ("!Ref Vpc", Reference("Vpc")),
        ("!Ref Port", Literal("443")),
        ("!Ref Zones", literals("a", "b", "c")),
        ("!Ref Open", OPEN),
        ("!Ref AWS::Region", Pseudo("AWS::Region")),
        ("!Ref AWS::StackName", Pseudo("AWS::StackName")),
        ("!Ref AWS::NoValue", Absent()),
        ("[a, !Ref AWS::NoValue, b]", literals("a", "b")),
        ("!GetAtt Role.Arn", Reference("Role", "Arn")),
        ("!GetAtt [Role, Arn]", Reference("Role", "Arn")),
        ('{"Fn::GetAtt": "Role.Arn"}', Reference("Role", "Arn")),
        ("!GetAtt Role.Outputs.X", Reference("Role", "Outputs.X")),
        ("!GetAtt Group.GroupId", Reference("Group")),
        ("!GetAtt Vpc.CidrBlock", Literal("10.0.0.0/16")),
        ("!GetAtt Group.VpcId", Reference("Vpc")),
        ("!Sub plain", Literal("plain")),
        ("!Sub 'a-${Port}'", Literal("a-443")),
        ("!Sub '${Open}'", OPEN),
        ("!Sub '${Open}-x'", Text((OPEN, Literal("-x")))),
        ("!Sub '${!Open}'", Literal("${Open}")),
        ("!Sub '${Role.Arn}/x'", Text((Reference("Role", "Arn"), Literal("/x")))),
        ("!Sub ['${A}-${Port}', {A: !Ref Open}]", Text((OPEN, Literal("-443")))),
        ("!Sub ['${Port}', {Port: other}]", Literal("other")),
        ("!Join ['-', [a, !Ref Port, c]]", Literal("a-443-c")),
        ("!Join [',', !Ref Zones]", Literal("a,b,c")),
        ("!Sub '${Zones}-x'", Text((Unknown("a list cannot be part of a text: [a, b, c]", ""), Literal("-x")))),
        ("!Join ['', [arn, !Ref Open]]", Text((Literal("arn"), OPEN))),
        ("!Join [',', !Ref OpenList]", Call("Join", (Literal(","), Unknown("parameter OpenList", "")))),
        ("!Split [',', !Join [',', !Ref OpenList]]", Unknown("parameter OpenList", "")),
        ("!Split ['-', a-b]", literals("a", "b")),
        ("!Split [',', !Sub '${Open},${Vpc}']", Listing((OPEN, Reference("Vpc")))),
        ("!Split [',', !Sub 'x${Open},y']", Listing((Text((Literal("x"), OPEN)), Literal("y")))),
        ("!Select [1, !Ref Zones]", Literal("b")),
        ("!Select ['1', [a, b]]", Literal("b")),
        ("!Select [!Ref Port, [a]]", Unknown("Fn::Select has no item 443 in 1", "")),
        ("!Select [0, !Ref OpenList]", Call("Select", (Literal("0"), Unknown("parameter OpenList", "")))),
        ("!FindInMap [Sizes, dev, Cpu]", Literal("256")),
        ("!FindInMap [Sizes, 123, Cpu]", literals("1", "2")),
        ("!FindInMap [Sizes, !Ref Env, Same]", Literal("x")),
        ("!FindInMap [Sizes, !Ref Env, Cpu]", Call("FindInMap", (Literal("Sizes"), ENV, Literal("Cpu"), Absent()))),
        ("!FindInMap [Sizes, test, Cpu, {DefaultValue: 7}]", Literal("7")),
        ("!If [Always, a, b]", Literal("a")),
        ("!If [Never, a, !Ref AWS::NoValue]", Absent()),
        ("!If [IsProd, a, a]", Literal("a")),
        ("!If [IsProd, a, b]", Choice("IsProd", Literal("a"), Literal("b"))),
        ("!If [IsProd, !If [IsProd, a, b], c]", Choice("IsProd", Literal("a"), Literal("c"))),
        ("!Select [0, !If [IsProd, [a], [b]]]", Choice("IsProd", Literal("a"), Literal("b"))),
        ("!Base64 x", Call("Base64", (Literal("x"),))),
        ("!GetAZs ''", Call("GetAZs", (Pseudo("AWS::Region"),))),
        ("!GetAZs {Ref: AWS::Region}", Call("GetAZs", (Pseudo("AWS::Region"),))),
        ("!Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]", Literal("10.0.1.0/24")),
        ("!Cidr [!Ref Open, 4, 8]", Call("Cidr", (OPEN, Literal("4"), Literal("8")))),
        ('{"Fn::Length": [a, b]}', Literal("2")),
        ('{"Fn::ToJsonString": [a]}', Call("ToJsonString", (literals("a"),))),
        ("!Ref Image", Call("ssm", (Literal("/ami"),))),
        ("'{{resolve:ssm:/a}}'", Call("resolve", (Literal("ssm:/a"),))),
        ("'x{{resolve:ssm:/a}}y'", Text((Literal("x"), Call("resolve", (Literal("ssm:/a"),)), Literal("y")))),
        (
            "!Sub '{{resolve:secretsmanager:${Role}:SecretString}}'",
            Call("resolve", (Text((Literal("secretsmanager:"), Reference("Role"), Literal(":SecretString"))),)),
        ),
        ("'{{resolve:ssm'", Literal("{{resolve:ssm")),
    ],
)
def test_a_function_gives_its_value(value: Resolve, expression: str, expected: Value) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("!Ref Nobody", "malformed"),
        ("!Ref AWS::Nothing", "malformed"),
        ("!GetAtt Nobody.Arn", "malformed"),
        ("!Sub '${Nobody}'", "malformed"),
        ("!Sub '${Zones}'", "malformed"),
        ("!Join [',', text]", "malformed"),
        ("!Join [1]", "malformed"),
        ("!Split ['', text]", "malformed"),
        ("!Select [9, [a]]", "malformed"),
        ("!FindInMap [Sizes, test, Cpu]", "malformed"),
        ("!If [IsProd, a]", "malformed"),
        ("!Equals [a, a]", "malformed"),
        ("!Cidr [text, 1, 1]", "malformed"),
        ("!ImportValue nobody", "import"),
        ("{'Fn::Transform': {Name: AWS::Include}}", "macro"),
    ],
)
def test_what_cannot_be_is_unknown_with_a_reason(value: Resolve, expression: str, kind: str) -> None:
    found = value(expression)
    assert isinstance(found, Unknown)
    assert found.kind == kind
    assert found.reason


def test_given_parameters_win_over_defaults(value: Resolve) -> None:
    assert value("!Ref Port", Port="80") == Literal("80")
    assert value("!Ref OpenList", OpenList="subnet-1, subnet-2") == literals("subnet-1", "subnet-2")
    assert value("!If [IsProd, a, b]", Env="prod") == Literal("a")
    assert value("!Sub 'x.${AWS::Region}'", **{"AWS::Region": "eu-west-1"}) == Literal("x.eu-west-1")


def test_the_same_unknown_is_equal_wherever_it_stands(value: Resolve) -> None:
    pair = value("[!Sub '${Open}-vpc', !Join ['-', [!Ref Open, vpc]], !Sub '${Env}-vpc']")
    assert isinstance(pair, Listing)
    assert pair.items[0] == pair.items[1] != pair.items[2]


def test_literals_read_as_numbers_and_booleans() -> None:
    assert Literal("-1").integer == -1
    assert Literal("x1").integer is None
    assert Literal("True").boolean is True
    assert Literal("false").boolean is False
    assert Literal("1").boolean is None
