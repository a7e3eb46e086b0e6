"""A build that AWS would refuse for its size is refused here, with the limit, the figure and the way out."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import output
from generator.__main__ import main
from generator.build import steps
from generator.compose import limits
from generator.config import InputError
from tests.gallery import TEMPLATES

Bodies = dict[str, dict[str, Any]]


def body(*made: tuple[str, dict[str, Any]], **sections: Any) -> dict[str, Any]:
    """Make a template of resources, each a type and its properties."""
    resources = {f"R{number}": {"Type": kind, "Properties": each} for number, (kind, each) in enumerate(made)}
    return {"Resources": resources, **sections}


def topics(count: int) -> list[tuple[str, dict[str, Any]]]:
    return [("AWS::SNS::Topic", {})] * count


def spread(count: int) -> Bodies:
    """Spread resources over templates of at most 500."""
    return {f"{start}.yaml": body(*topics(min(500, count - start))) for start in range(0, count, 500)}


def named(section: str) -> Callable[[int], Bodies]:
    return lambda count: {"a.yaml": body(*topics(1), **{section: {f"N{number}": {} for number in range(count)}})}


def repeated(kind: str, properties: dict[str, Any]) -> Callable[[int], Bodies]:
    return lambda count: {"a.yaml": body(*[(kind, properties)] * count)}


def references(count: int) -> Bodies:
    return {"a.yaml": body(("AWS::SNS::Topic", {"DisplayName": "{{resolve:ssm:x}}" * count}))}


def policy(characters: int) -> Bodies:
    """White space does not count against a managed policy."""
    frame = len(str({"Version": "", "Statement": []}).replace(" ", ""))
    document = {"Version": "x" * (characters - frame), "Statement": []}
    return {"a.yaml": body(("AWS::IAM::ManagedPolicy", {"PolicyDocument": document}))}


def task_definition(size: int) -> Bodies:
    return {"a.yaml": body(("AWS::ECS::TaskDefinition", {"Family": "x" * (size - len(str({"Family": ""})))}))}


def groups_on_a_task(count: int) -> Bodies:
    network = {"AwsvpcConfiguration": {"SecurityGroups": [{"Ref": f"G{number}"} for number in range(count)]}}
    return {"a.yaml": body(("AWS::ECS::Service", {"NetworkConfiguration": network}))}


def egress_rules(count: int) -> Bodies:
    """One of them is the rule that each group begins with."""
    return repeated("AWS::EC2::SecurityGroupEgress", {"GroupId": {"Ref": "G"}})(count - 1)


# AWS's figures, written out again here: a slip in the generator's own constants must show.
BORDERS: dict[str, tuple[int, Callable[[int], Bodies]]] = {
    "resources": (500, lambda count: {"a.yaml": body(*topics(count))}),
    "resources in one nested operation": (2500, spread),
    "parameters": (200, named("Parameters")),
    "outputs": (200, named("Outputs")),
    "bytes of description": (1024, lambda count: {"a.yaml": body(*topics(1), Description="x" * count)}),
    "dynamic references": (60, references),
    "target groups": (100, repeated("AWS::ElasticLoadBalancingV2::TargetGroup", {})),
    "interface endpoints": (50, repeated("AWS::EC2::VPCEndpoint", {"VpcEndpointType": "Interface"})),
    "ingress rules": (60, repeated("AWS::EC2::SecurityGroupIngress", {"GroupId": {"Ref": "G"}})),
    "egress rules": (60, egress_rules),
    "security groups on a task": (5, groups_on_a_task),
    "characters of policy": (6144, policy),
    "bytes": (65536, task_definition),
}


@pytest.mark.parametrize(("unit", "limit", "made"), [(unit, *border) for unit, border in BORDERS.items()], ids=BORDERS)
def test_limit_is_met_and_not_passed(unit: str, limit: int, made: Callable[[int], Bodies]) -> None:
    assert list(limits.broken(made(limit))) == []
    (problem,) = limits.broken(made(limit + 1))
    assert problem.what.endswith(f"would have {limit + 1:,} {unit}")
    assert problem.accepted == f"up to {limit:,}"
    assert problem.hint


def test_template_is_as_large_as_cloudformation_takes() -> None:
    assert list(limits.too_large("a.yaml", 1_000_000)) == []
    (problem,) = limits.too_large("a.yaml", 1_000_001)
    assert str(problem).startswith("a.yaml would have 1,000,001 bytes (accepted up to 1,000,000)")


def app(services: dict[str, Any], **sections: Any) -> str:
    return json.dumps({"name": "a", "region": "us-east-1", "services": services, **sections})


def numbered(count: int, **settings: Any) -> dict[str, Any]:
    return {f"service-{number}": {"image": "web:v1", **settings} for number in range(count)}


def refusal(tmp_path: Path, text: str, templates: Path = TEMPLATES) -> list[str]:
    (tmp_path / "app.yaml").write_text(text)
    try:
        steps.build(tmp_path / "app.yaml", templates)
    except InputError as error:
        return [problem.what for problem in error.problems]
    return []


def test_200_services_are_refused_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.yaml").write_text(app(numbered(200, port=3000)))
    where = ["--config", str(tmp_path / "app.yaml"), "--output", str(tmp_path / "out")]
    assert main(["build", *where, "--templates", str(TEMPLATES)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    told = err.splitlines()
    assert len(told) > 1
    for line in told:
        assert re.fullmatch(r".* would have [\d,]+ .* \(accepted up to [\d,]+\); .*divide the app.*", line), line
    assert not (tmp_path / "out").exists()


def routed(count: int) -> str:
    return app({name: {**each, "route": {"path": f"/{name}/*"}} for name, each in numbered(count, port=3000).items()})


def test_more_than_100_routes_are_refused(tmp_path: Path) -> None:
    assert "the load balancer would have 101 target groups" in refusal(tmp_path, routed(101))


def called_by(count: int) -> str:
    return app({"callee": {"image": "web:v1", "port": 3000}, **numbered(count, calls=["callee"])})


def test_more_than_60_callers_of_one_service_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, called_by(60)) == []
    assert refusal(tmp_path, called_by(61)) == ["groups.yaml: CalleeGroup would have 61 ingress rules"]


STORE = '''
"""A store that has nothing but a group."""
from troposphere import Template
from generator.config import Group, Needs, Provision, Section

class Settings(Section):
    """No settings."""

def provides(settings):
    return Provision(port=1234, group="{name}-client", ready="VpcId")

def needs(settings, app):
    return Needs(groups=(Group("{name}-client", "Carried by clients", "{name}"),))

def build(settings, app, needs):
    return Template()
'''


def test_a_task_that_uses_too_many_stores_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    stores = [f"store{number}" for number in range(1, 5)]
    for name in stores:
        (folder / f"{name}.py").write_text(STORE.format(name=name))
    for count, refused in ((3, []), (4, ["web.yaml: Service would have 6 security groups on a task"])):
        used = stores[:count]
        text = app({"web": {"image": "web:v1", "uses": used}}, **{name: {} for name in used})
        assert refusal(tmp_path, text, folder) == refused


def test_references_in_a_policy_count_as_the_arns_they_become(tmp_path: Path) -> None:
    made = {f"KEY_{number}": {"generate": 20} for number in range(75)}
    some = dict(list(made.items())[:40])
    assert refusal(tmp_path, app({"web": {"image": "web:v1", "secrets": some}})) == []
    (told,) = refusal(tmp_path, app({"web": {"image": "web:v1", "secrets": made}}))
    assert re.fullmatch(r"iam\.yaml: WebExecutionPolicy would have [67],\d{3} characters of policy", told)


def test_an_oversized_environment_is_refused(tmp_path: Path) -> None:
    variables = {f"V{number}": "x" * 4096 for number in range(17)}
    assert refusal(tmp_path, app({"web": {"image": "web:v1", "environment": dict(list(variables.items())[:15])}})) == []
    (told,) = refusal(tmp_path, app({"web": {"image": "web:v1", "environment": variables}}))
    assert re.fullmatch(r"web\.yaml: TaskDefinition would have 7\d,\d{3} bytes", told)


def test_limits_can_be_left_to_whoever_measures(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text(routed(101))
    built = steps.build(tmp_path / "app.yaml", TEMPLATES, enforce_limits=False)
    assert list(limits.broken(built[0].composition.bodies)) != []
    assert output.files(built[0].composition, "a-dev") == built[0].texts
