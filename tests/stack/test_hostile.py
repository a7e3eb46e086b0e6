"""Whatever stands in a template, reading it ends, soon, without an exception and without an invention."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.logic import Truth
from generator.stack import Graph, Listing, Literal, Unknown, document, edge_errors, load, parts, trace, why_unknown
from generator.stack.intrinsics import FUNCTIONS
from tests.effort import tries

Files = Callable[..., Graph]


def use_all(graph: Graph) -> int:
    """Ask a graph everything it can be asked; give the number of values seen."""
    seen = 0
    for each in (graph, *graph.scenarios()[:4]):
        assert all(str(place) for place in each.opaque)
        edge_errors(each)
        for resource in each.resources:
            assert isinstance(resource.exists, Truth)
            assert resource.depends_on is not None
            assert resource.waits_for is not None
            assert len(resource.line("A", 0, "B")) == 2
            each.closed(resource)
            for value in (resource.get(), resource.get("P"), resource.get("P", 0, "Q"), resource.get("Subnets", 0)):
                hash(value)
                str(value)
                trace(value)
                document(value)
                why_unknown(value)
                each.target(value, "AWS::IAM::Role", "AWS::EC2::VPC")
                seen += sum(1 for _ in parts(value))
    return seen


NAMES = st.sampled_from(
    ["A", "B", "C", "P", "Vpc", "AWS::Region", "AWS::NoValue", "Nested", "Nested.Outputs.O", "${A}", ""]
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 70000), NAMES, st.sampled_from(["{{resolve:x", "}}", "a,b"])
)
KEYS = st.one_of(
    NAMES, st.sampled_from([*FUNCTIONS, "Fn::ForEach::X", "Fn::Nothing", "Condition", "Name", "DefaultValue"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(KEYS, inner, max_size=2),
        st.tuples(st.sampled_from(list(FUNCTIONS)), inner).map(lambda pair: {pair[0]: pair[1]}),
        st.tuples(st.sampled_from(list(FUNCTIONS)), NAMES, inner, inner).map(lambda t: {t[0]: [t[1], t[2], t[3]]}),
        st.tuples(st.sampled_from(["Fn::Sub", "Fn::Join", "Fn::Split", "Fn::Select", "Fn::Equals"]), NAMES, inner).map(
            lambda t: {t[0]: [t[1], t[2]]}
        ),
    ),
    max_leaves=8,
)
TYPES = st.sampled_from(
    [
        "AWS::EC2::VPC",
        "AWS::IAM::Role",
        "AWS::CloudFormation::Stack",
        "AWS::EC2::Route",
        "AWS::ECS::Service",
        "",
        "Custom::X",
    ]
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(strategy, strategy, VALUES)


def section(body: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return maybe(st.dictionaries(st.one_of(NAMES, KEYS), maybe(body), max_size=4))


PROPERTIES = st.dictionaries(
    st.sampled_from(["P", "TemplateURL", "Parameters", "VpcId", "NatGatewayId", "RoleName", "NetworkConfiguration"]),
    st.one_of(VALUES, st.sampled_from(["root.json", "child.json", "missing.yaml"])),
    max_size=4,
)
TEMPLATES = st.fixed_dictionaries(
    {},
    optional={
        "Transform": VALUES,
        "Parameters": section(
            st.fixed_dictionaries(
                {"Type": maybe(st.sampled_from(["String", "Number", "CommaDelimitedList"]))},
                optional={"Default": VALUES, "AllowedValues": VALUES},
            )
        ),
        "Mappings": section(VALUES),
        "Conditions": section(VALUES),
        "Resources": section(
            st.fixed_dictionaries(
                {"Type": maybe(TYPES)},
                optional={"Properties": maybe(PROPERTIES), "Condition": maybe(NAMES), "DependsOn": VALUES},
            )
        ),
        "Outputs": section(st.fixed_dictionaries({"Value": VALUES}, optional={"Export": VALUES, "Condition": VALUES})),
    },
)


@settings(
    max_examples=tries(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(root=TEMPLATES, child=TEMPLATES)
def test_wrong_types_in_every_place_never_raise(tmp_path: Path, root: Any, child: Any) -> None:
    (tmp_path / "root.json").write_text(json.dumps(root))
    (tmp_path / "child.json").write_text(json.dumps(child))
    use_all(load(tmp_path / "root.json", project=tmp_path))
    use_all(load(tmp_path / "root.json", project=tmp_path, decoded=root, parameters={"A": "x", "AWS::Region": "r"}))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_are_a_template_or_a_problem(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "root.yaml").write_bytes(content)
    use_all(load(tmp_path / "root.yaml", project=tmp_path))


def nested(levels: int, function: str | None = None) -> Any:
    node: Any = "x"
    for _ in range(levels):
        node = [node] if function is None else {function: [",", [node]]}
    return node


@pytest.mark.parametrize("function", [None, "Fn::Join", "Fn::Sub", "Fn::If", "Fn::Select"])
def test_five_thousand_levels_do_not_exhaust_the_stack(tmp_path: Path, function: str | None) -> None:
    template = {"Resources": {"R": {"Type": "T", "Properties": {"P": nested(5000, function)}}}}
    use_all(load(tmp_path / "root.yaml", project=tmp_path, decoded=template))


def test_levels_beyond_the_limit_are_unknown(tmp_path: Path) -> None:
    template = {"Resources": {"R": {"Type": "T", "Properties": {"P": nested(200), "Q": nested(60)}}}}
    resource = load(tmp_path / "root.yaml", project=tmp_path, decoded=template).resource("R")
    assert resource is not None
    assert why_unknown(resource.get("P")) == ("root.yaml is nested too deeply to follow",)
    assert why_unknown(resource.get("Q")) == ()


def test_five_thousand_levels_on_disk_are_a_problem(read: Files) -> None:
    for text in ("Resources: " + "[" * 5000 + "]" * 5000, '\t{"Resources": ' + "[" * 5000 + "]" * 5000 + "}"):
        graph = read(text)
        assert "cannot be decoded" in graph.opaque[0].reason
    levels = "\n".join(f"{' ' * level}a:" for level in range(400))
    use_all(
        read(
            "Resources:\n R:\n  Type: T\n  Properties:\n   P:\n"
            + "\n".join("    " + line for line in levels.split("\n"))
        )
    )


@pytest.mark.parametrize("size", [5000])
def test_long_chains_end(tmp_path: Path, size: int) -> None:
    chain = {f"C{n}": {"Condition": f"C{n + 1}"} for n in range(size)} | {f"C{size}": {"Fn::Equals": ["a", "a"]}}
    exports = {
        f"O{n}": {
            "Value": {"Fn::Sub": ["${A}${A}", {"A": {"Fn::ImportValue": f"e{n - 1}"}}]},
            "Export": {"Name": f"e{n}"},
        }
        for n in range(1, 300)
    }
    exports["O0"] = {"Value": "x" * 100, "Export": {"Name": "e0"}}
    lists = {
        f"L{n}": {"Value": [{"Fn::ImportValue": f"l{n - 1}"}] * 2, "Export": {"Name": f"l{n}"}} for n in range(1, 300)
    }
    template = {
        "Conditions": chain,
        "Resources": {
            "R": {"Type": "T", "Condition": "C0", "Properties": {"P": {"Fn::ImportValue": "e299"}}},
            "S": {"Type": "T", "Condition": "C4999", "Properties": {"P": {"Fn::ImportValue": "e9"}}},
            "V": {"Type": "T", "Properties": {"P": {"Fn::ImportValue": "l299"}}},
        },
        "Outputs": exports | lists,
    }
    start = time.process_time()
    graph = load(tmp_path / "root.yaml", project=tmp_path, decoded=template)
    for n in range(300):
        hash(graph.output("", f"O{n}"))
        hash(graph.output("", f"L{n}"))
    use_all(graph)
    assert time.process_time() - start < 5
    value = graph.resource("S").get("P")  # type: ignore[union-attr]
    assert value == Literal("x" * 100 * 2**9)
    assert why_unknown(graph.output("", "O40"))
    assert graph.resource("S").exists is Truth.YES  # type: ignore[union-attr]
    assert graph.resource("R").exists is Truth.UNKNOWN  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "template",
    [
        {"Conditions": {"A": {"Condition": "B"}, "B": {"Fn::Not": [{"Condition": "A"}]}}},
        {"Outputs": {"O": {"Value": {"Fn::ImportValue": "o"}, "Export": {"Name": "o"}}}},
        {"Outputs": {"O": {"Value": "x", "Export": {"Name": {"Fn::ImportValue": "o"}}}}},
        {
            "Resources": {
                "N": {
                    "Type": "AWS::CloudFormation::Stack",
                    "Properties": {"TemplateURL": {"Fn::GetAtt": ["N", "Outputs.O"]}},
                }
            }
        },
        {
            "Resources": {
                "V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::GetAtt": ["V", "CidrBlock"]}}}
            }
        },
        {"Parameters": {"P": {"Type": "String", "Default": {"Ref": "P"}}}},
    ],
)
def test_circles_end(tmp_path: Path, template: dict[str, Any]) -> None:
    probe = {"Type": "T", "Condition": "A", "Properties": {"P": [{"Ref": "P"}, {"Fn::ImportValue": "o"}]}}
    template = {**template, "Resources": {"R": probe, **template.get("Resources", {})}}
    use_all(load(tmp_path / "root.yaml", project=tmp_path, decoded=template))


def test_parameters_that_lead_round_through_stacks_end(read: Files) -> None:
    root = {
        "Resources": {
            name: {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"TemplateURL": "c.json", "Parameters": {"P": {"Fn::GetAtt": [other, "Outputs.O"]}}},
            }
            for name, other in (("A", "B"), ("B", "A"))
        }
    }
    child = {
        "Parameters": {"P": {"Type": "String"}},
        "Outputs": {"O": {"Value": {"Ref": "P"}}},
        "Resources": {"R": {"Type": "T", "Properties": {"P": {"Ref": "P"}}}},
    }
    graph = read({"root.json": root, "c.json": child})
    use_all(graph)
    assert isinstance(graph.resource("A/R").get("P"), Unknown)  # type: ignore[union-attr]


@pytest.mark.slow
def test_ten_thousand_resources_are_resolved_in_time(tmp_path: Path) -> None:
    resources = {
        f"R{n}": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "R0"}, "Tag": {"Fn::Sub": "a-${R1}-b"}}}
        for n in range(10_000)
    }
    graph = load(tmp_path / "root.yaml", project=tmp_path, decoded={"Resources": resources})
    start = time.process_time()
    assert use_all(graph) > 10_000
    assert time.process_time() - start < 8


def test_aliases_do_not_multiply(read: Files) -> None:
    levels = "\n".join(f"  L{n}: &l{n} [*l{n - 1}, *l{n - 1}, *l{n - 1}, *l{n - 1}]" for n in range(1, 30))
    graph = read(f"Metadata:\n  L0: &l0 [x]\n{levels}\nResources: {{R: {{Type: T, Properties: {{P: *l29}}}}}}\n")
    assert graph.resources == ()
    few = read("Metadata: {A: &a [x]}\nResources: {R: {Type: T, Properties: {P: *a, Q: *a}}}")
    assert few.resource("R").get("Q") == Listing((Literal("x"),))  # type: ignore[union-attr]


def test_a_mapping_that_no_decoder_would_finish_is_refused(read: Files) -> None:
    start = time.process_time()
    graph = read("Resources:\n" + "".join(f"  k{n}: 1\n" for n in range(70_000)))
    assert "more than 20,000 keys" in graph.opaque[0].reason
    assert time.process_time() - start < 5


def test_duplicate_and_unknown_keys(read: Files) -> None:
    assert read("Resources: {A: {Type: T}, A: {Type: U}}").resources == ()
    graph = read("Surprise: [1]\nResources: {A: {Type: T, Surprise: 1}, 5: {Type: T}, B: {Type: 5}, C: x}\n5: 6\n")
    assert [resource.logical_id for resource in graph.resources] == ["A"]
    use_all(graph)
