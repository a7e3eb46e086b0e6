"""Loops of AWS::LanguageExtensions are written out where their collection is, and left alone where it is not."""

from __future__ import annotations

from typing import Any

from cfnlint.decode import decode_str

from generator.stack.documents import mark
from generator.stack.loops import written_out

TOP = "Transform: AWS::LanguageExtensions\n"


def _written(text: str, top: str = TOP) -> dict[str, Any]:
    template, _ = decode_str(top + text)
    assert template is not None
    return written_out(template)


def _resources(text: str, top: str = TOP) -> Any:
    return _written(text, top)["Resources"]


ONE = """\
Resources:
  Fn::ForEach::Groups:
    - Name
    - [api, blue-green]
    - ${Name}Kept: {Type: T, Properties: {Name: !Sub '${Name}-&{Name}', Other: !Ref Name, Kept: !Ref Else}}
"""


def test_a_loop_is_written_out() -> None:
    made = _resources(ONE)
    assert list(made) == ["apiKept", "blue-greenKept"]
    own = made["blue-greenKept"]["Properties"]
    assert own == {"Name": {"Fn::Sub": "blue-green-bluegreen"}, "Other": "blue-green", "Kept": {"Ref": "Else"}}
    assert mark(next(iter(made))) == (6, 7)


def test_loops_in_loops_take_what_a_mapping_has_for_the_outer_one() -> None:
    made = _resources(
        """\
Mappings: {Zones: {a: {Of: [x, y]}, b: {Of: [z]}}}
Resources:
  Fn::ForEach::Outer:
    - O
    - [a, b]
    - Fn::ForEach::Inner: [I, !FindInMap [Zones, !Ref O, Of], {'R${O}${I}': {Type: T}}]
"""
    )
    assert list(made) == ["Rax", "Ray", "Rbz"]


def test_a_loop_in_properties_makes_properties() -> None:
    loop = "'Fn::ForEach::P': [N, [A, B], {'${N}Id': !Ref N}]"
    made = _resources("Resources: {R: {Type: T, Properties: {" + loop + ", C: 1}}}")
    assert made["R"]["Properties"] == {"AId": "A", "BId": "B", "C": 1}


def test_what_is_not_known_or_not_a_loop_is_left_as_it_stands() -> None:
    parameter = ONE.replace("[api, blue-green]", "!Ref Names")
    for text in (parameter, ONE.replace("[api, blue-green]", "[api, api]"), ONE.replace("- Name\n", "- 1\n")):
        template, _ = decode_str(TOP + text)
        assert template is not None
        assert list(written_out(template)["Resources"]) == ["Fn::ForEach::Groups"]
    assert list(_resources(ONE, top="Transform: AWS::Serverless-2016-10-31\n")) == ["Fn::ForEach::Groups"]


def test_loops_that_would_make_too_much_end() -> None:
    names = ", ".join(f"n{index}" for index in range(60))
    inner = "{'${A}${B}': {Type: T}}"
    for letter in "BA":
        inner = "{'Fn::ForEach::" + letter + "': [" + letter + ", [" + names + "], " + inner + "]}"
    made = _resources(f"Resources: {inner}")
    assert list(made) == ["Fn::ForEach::A"]
