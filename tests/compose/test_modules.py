"""Every way in which a template module can be wrong is told at its own line, and writes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.gallery import copy_project

HEAD = """\
\"\"\"A proxy.\"\"\"

from troposphere import Output, Ref, Template, ec2, s3, sns
from generator.config import App, Call, Flow, GeneratedSecret, Group, Needs, Problem, Provision, Role, Section
from awacs.aws import Action, Allow, Statement


class Settings(Section):
    \"\"\"Settings.\"\"\"

    port: int = 80

"""
BUILD = """
def build(settings, app, needs):
    t = Template()
    t.add_resource(sns.Topic("Topic"))
    return t
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    copy_project(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Build, and give the one line that is told."""
    code = main(["build", "--env", "dev", "--no-lint"])
    shown = capsys.readouterr()
    assert code == 2, shown
    assert not Path("output").exists()
    (line,) = [each for each in shown.err.splitlines() if "templates/" in each]
    return line


def line_of_mark(text: str) -> int:
    (number,) = (number for number, line in enumerate(text.splitlines(), 1) if "# here" in line)
    return number


def build_of(*lines: str) -> str:
    return "\ndef build(settings, app, needs):  # HEAD\n    t = Template()\n" + "".join(
        f"    {line}\n" for line in lines
    )


def needs_of(need: str) -> str:
    return f"\ndef needs(settings, app):  # here\n    return {need}\n{BUILD}"


STATEMENT = 'Statement(Effect=Allow, Action=[Action("sns", "Publish")], Resource=["*"])'

MISTAKES = {
    "syntax": ("def build(settings, app, needs)  # here\n", "does not run: SyntaxError: expected ':'"),
    "an import that fails": ("import nothing_of_this_name  # here\n", "does not run: ModuleNotFoundError"),
    "it ends the program": ("import sys; sys.exit(3)  # here\n", "does not run: SystemExit: 3"),
    "an assertion": ("assert 1 == 2  # here\n", "does not run: AssertionError in proxy.py, at `assert 1 == 2"),
    "Settings is no section": (
        f"class Settings:  # here\n    pass\n{BUILD}",
        "has no class Settings (accepted a subclass of generator.config.Section)",
    ),
    "build is no function": ("build = 3  # here\n", "build is not a function (got int"),
    "needs is no function": (f"needs = Needs()  # here\n{BUILD}", "needs is not a function (got Needs"),
    "AFTER without its comma": (f'AFTER = ("endpoints")  # here\n{BUILD}', "AFTER is something else than it must be"),
    "AFTER of nothing": (f'AFTER = ("endpoint",)  # here\n{BUILD}', "no module reads (got endpoint); did you mean end"),
    "EACH": (f"EACH = True  # here\n{BUILD}", "EACH is something else than it must be (got bool"),
    "DEV": (f'DEV = ["port"]  # here\n{BUILD}', "DEV is something else than it must be (got list"),
    "DEV of nothing": (
        f'DEV = {{"prot": 1}}  # here\n{BUILD}',
        "DEV relaxes prot, which is not one of Settings; did you",
    ),
    "ROOT": (f'ROOT = "yes"  # here\n{BUILD}', "ROOT is something else than it must be (got str"),
    "build raises": (
        build_of("app.nothing  # here", "return t"),
        "does not build: AttributeError: 'App' object has no",
    ),
    "build raises without a word": (
        build_of("assert settings.port == 1  # here"),
        "AssertionError in proxy.py, at `ass",
    ),
    "build gives nothing": (build_of("t").replace("# HEAD", "# here"), "build returns something else (got None"),
    "build gives a dict": (build_of("return {}").replace("# HEAD", "# here"), "build returns something else (got dict"),
    "build takes too little": (
        "\ndef build(settings):  # here\n    return Template()\n",
        "does not build: TypeError: build() takes 1 positional argument but 3 were given",
    ),
    "a property of another type": (
        build_of('t.add_resource(sns.Topic("B", TopicName=3))  # here', "return t"),
        "does not build: TypeError: <class 'troposphere.sns.Topic'>: B.TopicName is <class 'int'>",
    ),
    "a property that is none": (
        build_of('t.add_resource(s3.Bucket("B", Name="x"))  # here', "return t"),
        "does not build: AttributeError: AWS::S3::Bucket object does not support attribute Name",
    ),
    "a property that is missing": (
        build_of('t.add_resource(ec2.Subnet("S"))', "return t").replace("# HEAD", "# here"),
        "does not build: ValueError: Resource VpcId required in type AWS::EC2::Subnet",
    ),
    "a logical id that is none": (
        build_of('t.add_resource(sns.Topic("a-b"))  # here', "return t"),
        'does not build: ValueError: Name "a-b" not alphanumeric',
    ),
    "the same logical id twice": (
        build_of('t.add_resource(sns.Topic("A"))', 't.add_resource(sns.Topic("A"))  # here', "return t"),
        'does not build: ValueError: duplicate key "A" detected',
    ),
    "what no file can hold": (
        build_of('t.add_resource(sns.Topic("A", Metadata={"x": {1, 2}}))', "return t").replace("# HEAD", "# here"),
        "build puts something into Resources.A.Metadata.x that no template can hold (got set",
    ),
    "a reference to nothing": (
        build_of('t.add_resource(sns.Topic("A", Metadata={"x": {"Ref": 3}}))', "return t").replace("# HEAD", "# here"),
        "build puts something into Resources.A.Metadata.x that no template can hold (got dict",
    ),
    "needs raises": (f"\ndef needs(settings, app):\n    1 / 0  # here\n{BUILD}", "needs fails: ZeroDivisionError"),
    "needs gives nothing": (needs_of("None"), "needs returns something else (got None, accepted Needs)"),
    "needs gives a list": (needs_of("[]"), "needs returns something else (got list, accepted Needs)"),
    "one need for several": (
        needs_of('Needs(calls=Call("sns", "proxy", "why"))'),
        "needs: calls must be a tuple (got C",
    ),
    "a need of another kind": (needs_of('Needs(calls=("sns",))'), "needs: calls holds something else (got str"),
    "a port as text": (
        needs_of('Needs(flows=(Flow("task", "task", "80", "why"),))'),
        "needs: Flow from task to task: port has the wrong type (got str, accepted int)",
    ),
    "a port that is none": (
        needs_of('Needs(flows=(Flow("task", "task", 0, "w"),))'),
        "port is none (got 0, accepted 1 t",
    ),
    "an end that nobody has": (
        needs_of('Needs(flows=(Flow("tasks", "10.0.0.0/16", 80, "w"),))'),
        "needs: Flow from tasks to 10.0.0.0/16: tasks is no end of a flow",
    ),
    "a role whose source is no text": (
        needs_of(f'Needs(roles=(Role("Proxy", "sns.amazonaws.com", "why", ({STATEMENT},), lesson="3"),))'),
        "needs: Role Proxy: lesson has the wrong type (got str, accepted int | None)",
    ),
    "a role with a text for a statement": (
        needs_of('Needs(roles=(Role("Proxy", "sns.amazonaws.com", "why", ("sns:Publish",)),))'),
        "needs: Role Proxy: a statement cannot be written: it is a str (accepted a Statement of awacs.aws",
    ),
    "a role whose statement lacks its effect": (
        needs_of(
            'Needs(roles=(Role("Proxy", "sns.amazonaws.com", "why", (Statement(Action=[Action("sns", "P")]),)),))'
        ),
        "needs: Role Proxy: a statement cannot be written: ValueError: Resource Effect required",
    ),
    "a role on something that is no ARN": (
        needs_of(
            'Needs(roles=(Role("Proxy", "sns.amazonaws.com", "why", (Statement(Effect=Allow, '
            'Action=[Action("sns", "P")], Resource=[object()]),)),))'
        ),
        "needs: Role Proxy: a statement cannot be written: Resource.0 is a object",
    ),
    "a secret without a length": (
        needs_of('Needs(secrets=(GeneratedSecret("Proxy", "why", None),))'),
        "needs: GeneratedSecret Proxy: length has the wrong type (got NoneType, accepted int)",
    ),
    "addresses": (needs_of('Needs(addresses="3")'), "needs: addresses is no count (got 3"),
    "check raises": (f"\ndef check(settings, app):\n    yield app.x  # here\n{BUILD}", "check fails: AttributeError"),
    "check gives nothing": (f"\ndef check(settings, app):  # here\n    pass\n{BUILD}", "check returns something else"),
    "check gives a text": (
        f'\ndef check(settings, app):  # here\n    yield "no"\n{BUILD}',
        "check gives something else (got str, accepted a Problem)",
    ),
    "a path that is none": (
        f'\ndef check(settings, app):  # here\n    yield Problem("proxy.port", "is odd")\n{BUILD}',
        "check gives a Problem whose path is none: is odd (got str",
    ),
    "notes raises": (f"\ndef notes(settings, app):\n    yield app.x  # here\n{BUILD}", "notes fails: AttributeError"),
    "notes gives a text": (
        f'\ndef notes(settings, app):  # here\n    yield "no"\n{BUILD}',
        "notes gives something else (got str, accepted a Problem)",
    ),
    "a validator that fails": (
        "from pydantic import field_validator\n\n\nclass Settings(Section):\n    port: int = 80\n\n"
        '    @field_validator("port")\n    @classmethod\n    def odd(cls, value):\n        return value + "1"  # here\n'
        f'\n\nDEV = {{"port": 81}}\n{BUILD}',
        "Settings cannot be read: TypeError: unsupported operand",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_line(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body, expected = MISTAKES[name]
    text = HEAD + body
    (project / "templates/proxy.py").write_text(text)
    line = told(capsys)
    assert f"templates/proxy.py:{line_of_mark(text)}: " in line
    assert expected in line


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"\ndef provides(settings):  # here\n    return None\n{BUILD}", "provides returns something else"),
        (f"\ndef provides(settings):\n    return settings.x  # here\n{BUILD}", "provides fails: AttributeError"),
        (
            f'\ndef provides(settings):  # here\n    return Provision("80", "proxy")\n{BUILD}',
            "provides gives a Provision whose port is none (got str, accepted int)",
        ),
        (
            f'\ndef provides(settings):  # here\n    return Provision(80, "proxy", {{"P": 80}})\n{BUILD}',
            'provides gives the variable P a value that is no text (got int, accepted text such as "80"',
        ),
        (
            f'\ndef provides(settings):  # here\n    return Provision(80, "proxy", secrets={{"P": "arn"}})\n{BUILD}',
            "provides gives the secret P a value that is none (got str, accepted a SecretValue)",
        ),
    ],
)
def test_a_store_that_gives_something_else(
    body: str, expected: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEAD + body
    (project / "templates/proxy.py").write_text(text)
    (project / "app.yaml").write_text(
        (project / "app.yaml").read_text().replace("database:\n", "proxy: {}\ndatabase:\n", 1)
    )
    line = told(capsys)
    assert f"templates/proxy.py:{line_of_mark(text)}: " in line
    assert expected in line


def test_a_helper_that_cannot_be_parsed_is_told_by_its_own_name(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "templates/_proxy.py").write_text("\n\nx = (\n")
    (project / "templates/proxy.py").write_text(HEAD + "from ._proxy import x\n" + BUILD)
    assert "templates/_proxy.py:3: does not run: SyntaxError" in told(capsys)


def test_a_role_needs_no_source(project: Path) -> None:
    role = f'Needs(roles=(Role("Proxy", "sns.amazonaws.com", "why", ({STATEMENT},)),))'
    (project / "templates/proxy.py").write_text(HEAD + needs_of(role))
    assert main(["build", "--env", "dev", "--no-lint"]) == 0
    written = (project / "output/dev/iam.yaml").read_text()
    (made,) = (part for part in re.split(r"\n  (?=\w)", written) if part.startswith("ProxyRole:"))
    assert "aws:SourceAccount" in made
    assert "aws:SourceArn" not in made


def test_a_second_container_is_no_mistake_where_a_dockerfile_is_named(project: Path) -> None:
    task = project / "templates/_task_definition.py"
    second = "ContainerDefinitions=[_container(service, app, name), ecs.ContainerDefinition(Name='log', Image='a/b:1')]"
    task.write_text(task.read_text().replace("ContainerDefinitions=[_container(service, app, name)]", second))
    app = project / "app.yaml"
    assert "dockerfile: " in app.read_text()
    from generator.build import steps

    assert [each.folder for each in steps.build(app, project / "templates", ["dev"])] == ["dev"]
