"""Conditions in three-valued logic, and the scenarios in which undecided ones are decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.logic import Truth, every, negation, some
from generator.stack import Absent, Graph, Literal, Reference, by_default, trace

Files = Callable[..., Graph]
YES, NO, OPEN = Truth.YES, Truth.NO, Truth.UNKNOWN


def test_kleene_logic() -> None:
    assert every([YES, OPEN, NO]) is NO
    assert every([YES, OPEN]) is OPEN
    assert every([]) is YES
    assert some([NO, OPEN, YES]) is YES
    assert some([NO, OPEN]) is OPEN
    assert negation(OPEN) is OPEN
    assert negation(YES) is NO


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("!Equals [a, a]", YES),
        ("!Equals [true, 'true']", YES),
        ("!Equals [!Ref Env, prod]", OPEN),
        ("!Equals [!Ref Env, test]", NO),  # not among its AllowedValues
        ("!Equals [!Ref Env, !Ref Env]", YES),
        ("!Equals [!Ref Size, big]", YES),
        ("!Equals [!Ref Vpc, '']", NO),
        ("!Equals [!Ref Vpc, vpc-1]", OPEN),
        ("!Equals [!Ref AWS::Region, '']", NO),
        ("!Equals [!Sub 'a-${Env}', 'b-dev']", NO),
        ("!Equals [!Sub 'a-${Env}', 'a-dev']", OPEN),
        ("!Equals [!Sub '${Env}-a', '']", NO),
        ("!Equals [!If [Open, a, b], a]", OPEN),
        ("!Equals [a, !If [Open, a, b]]", OPEN),
        ("!Equals [!If [Open, a, b], c]", NO),
        ("!And [!Equals [a, a], !Equals [!Ref Env, prod]]", OPEN),
        ("!And [!Equals [a, b], !Equals [!Ref Env, prod]]", NO),
        ("!Or [!Equals [a, a], !Equals [!Ref Env, prod]]", YES),
        ("!Not [!Equals [a, b]]", YES),
        ("!Not [!Condition Other]", NO),
        ("!Condition Nobody", OPEN),
        ("!Condition C", OPEN),
        ("!Equals [!Condition Other, !Equals [b, b]]", YES),
        ("!Equals [!Equals [a, a], !Equals [a, b]]", NO),
        ("!Equals [!Not [!Condition Other], 'false']", YES),
        ("!Equals [!Condition Open, 'true']", OPEN),
        ("!Equals [!Condition Open, !Condition Open]", OPEN),
        ("!Equals [!Ref Nobody, !Ref Nobody]", OPEN),
        ("!Equals [!Join [a], !Join [b]]", OPEN),
        ("nonsense", OPEN),
        ("!Equals [a]", OPEN),
        ("!And []", OPEN),
        ("{'Fn::Contains': [[a], a]}", OPEN),
    ],
)
def test_a_condition_is_yes_no_or_unknown(read: Files, condition: str, expected: Truth) -> None:
    graph = read(f"""\
Parameters:
  Env: {{Type: String, AllowedValues: [dev, prod]}}
  Size: {{Type: String, Default: big}}
Conditions:
  Other: !Equals [a, a]
  Open: !Equals [!Ref Env, prod]
  C: {condition}
Resources:
  Vpc: {{Type: AWS::EC2::VPC}}
  R: {{Type: AWS::SNS::Topic, Condition: C}}
""")
    assert graph.resource("R").exists is expected  # type: ignore[union-attr]
    assert len(graph.of_type("AWS::SNS::Topic")) == (expected is not NO)


TWO_ROUTES = """\
Parameters:
  Nat: {Type: String}
  Env: {Type: String, AllowedValues: [dev, prod]}
  Unrelated: {Type: String}
Conditions:
  UseNat: !Equals [!Ref Nat, "true"]
  NoNat: !Not [!Condition UseNat]
  Prod: !Equals [!Ref Env, prod]
  Dev: !Equals [!Ref Env, dev]
  Noise: !Equals [!Ref Unrelated, x]
  Test: !Equals [!Ref Env, test]
Resources:
  Table: {Type: AWS::EC2::RouteTable}
  A: {Type: AWS::EC2::Route, Condition: UseNat, Properties: {Size: !If [Prod, big, !Ref AWS::NoValue]}}
  B: {Type: AWS::EC2::Route, Condition: NoNat, Properties: {Size: !If [Dev, small, !If [Test, never, !Ref Env]]}}
  Topic: {Type: AWS::SNS::Topic, Condition: Noise}
"""


def test_scenarios_decide_complementary_conditions_together(read: Files) -> None:
    scenarios = read(TWO_ROUTES).scenarios(["AWS::EC2::Route"])
    assert len(scenarios) == 4
    for graph in scenarios:
        assert [route.logical_id for route in graph.of_type("AWS::EC2::Route")] in (["A"], ["B"])
    assert {str(graph.scenario) for graph in scenarios} == {
        f"Env is {env}, Nat is {nat}" for env in ("dev", "prod") for nat in ("true", "not true")
    }


def test_a_scenario_puts_its_values_in(read: Files) -> None:
    graphs = read(TWO_ROUTES).scenarios(["AWS::EC2::Route"])
    sizes = {str(g.scenario).partition(",")[0]: g.resource("A").get("Size") for g in graphs}  # type: ignore[union-attr]
    assert sizes == {"Env is dev": Absent(), "Env is prod": Literal("big")}
    assert {g.resource("B").get("Size") for g in graphs} == {Literal("small"), Literal("prod")}  # type: ignore[union-attr]


def test_scenarios_are_the_graph_itself_when_nothing_is_open(read: Files) -> None:
    graph = read(TWO_ROUTES, parameters={"Nat": "true", "Env": "dev"})
    assert graph.scenarios(["AWS::EC2::Route"]) == (graph,)
    assert graph.scenarios(["AWS::EC2::RouteTable"]) == (graph,)


def test_too_many_scenarios_leave_conditions_open(read: Files) -> None:
    names = [f"P{number}" for number in range(7)]
    graph = read(
        {
            "root.json": {
                "Parameters": {name: {"Type": "String"} for name in names},
                "Conditions": {f"C{name}": {"Fn::Equals": [{"Ref": name}, "x"]} for name in names},
                "Resources": {f"R{name}": {"Type": "AWS::EC2::VPC", "Condition": f"C{name}"} for name in names},
            }
        }
    )
    assert graph.scenarios() == (graph,)
    assert graph.resource("RP0").exists is OPEN  # type: ignore[union-attr]


def test_a_scenario_reaches_into_nested_stacks(read: Files) -> None:
    graph = read(
        {
            "root.yaml": """\
Parameters: {Env: {Type: String}}
Resources:
  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {Mode: !Ref Env}}}
""",
            "inner.yaml": """\
Parameters: {Mode: {Type: String}}
Conditions: {Prod: !Equals [!Ref Mode, prod]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Condition: Prod}
  Topic: {Type: AWS::SNS::Topic, Properties: {Vpc: !If [Prod, !Ref Vpc, none]}}
""",
        }
    )
    found = {
        str(g.scenario): (g.resource("Inner/Vpc").exists, g.resource("Inner/Topic").get("Vpc"))  # type: ignore[union-attr]
        for g in graph.scenarios()
    }
    assert found == {
        "Env is prod": (YES, Reference("Inner/Vpc")),
        "Env is not prod": (NO, Literal("none")),
    }


def test_a_resource_exists_only_if_its_stack_does(read: Files) -> None:
    graph = read(
        {
            "root.yaml": """\
Conditions: {Never: !Equals [a, b]}
Resources:
  Inner: {Type: AWS::CloudFormation::Stack, Condition: Never, Properties: {TemplateURL: inner.yaml}}
  Gone: {Type: AWS::CloudFormation::Stack, Condition: Never, Properties: {TemplateURL: missing.yaml}}
""",
            "inner.yaml": "Resources: {Vpc: {Type: AWS::EC2::VPC}}",
        }
    )
    assert graph.resource("Inner/Vpc").exists is NO  # type: ignore[union-attr]
    assert graph.of_type("AWS::EC2::VPC") == ()
    assert graph.opaque == ()


def test_what_a_default_has_decided_is_marked(read: Files) -> None:
    text = """\
Parameters: {Env: {Type: String, Default: prod}}
Conditions: {Prod: !Equals [!Ref Env, prod], Both: !And [!Condition Prod, !Condition Prod]}
Resources:
  R: {Type: T, Condition: Both, Properties: {P: !If [Both, a, b], Q: a}}
"""
    graph = read(text)
    (resource,) = graph.resources
    assert [str(step) for step in resource.rests_on] == ["root.yaml: Env (default)"]
    assert by_default(resource.get("P"))
    assert trace(resource.get("P")) == "root.yaml: If Both (default)"
    assert not by_default(resource.get("Q"))
    (given,) = read(text, parameters={"Env": "prod"}).resources
    assert given.rests_on == ()
    assert not by_default(given.get("P"))
