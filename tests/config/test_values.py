"""Values of the right form that cannot be right: regions, actions, certificates, and secrets in place of names."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from cfnlint.helpers import REGIONS

from generator.__main__ import main
from generator.config import regions
from generator.config.actions import missing
from tests.config.command import ROOT
from tests.gallery import copy_programs

KEY = "sk" + "_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
USES = "    uses: [database]\n"
Told = Callable[[str, str], str]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Build app.yaml after a change; give what is said, with the line of it that was changed in place of a number."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def build(old: str, new: str) -> str:
        text = (ROOT / "app.yaml").read_text()
        assert old in text
        changed = text.replace(old, new, 1)
        (tmp_path / "app.yaml").write_text(changed)
        copy_programs(tmp_path)
        places = [
            "--config",
            f"{tmp_path}/app.yaml",
            "--templates",
            f"{ROOT}/templates",
            "--output",
            f"{tmp_path}/output",
        ]
        code = main(["build", *places, "--no-lint"])
        shown = capsys.readouterr()
        said = shown.out + shown.err
        assert KEY not in said
        assert "Traceback" not in said
        if code == 0:
            return ""
        assert code == 2
        assert not (tmp_path / "output").exists()
        first = next(
            n for n, (a, b) in enumerate(zip(text.splitlines(), changed.splitlines(), strict=False), 1) if a != b
        )
        return re.sub(rf"app\.yaml:{first}:\d+:", "app.yaml:HERE:", said)

    return build


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (USES, f"{USES}    secrets: {{STRIPE: {KEY}}}\n", "secrets.STRIPE"),
        (USES, f"{USES}    secrets: {{STRIPE: {{parameter: {KEY}}}}}\n", "secrets.STRIPE.parameter"),
        (USES, f"{USES}    environment: {{ANY: {KEY}}}\n", "environment.ANY"),
        (USES, f"{USES}    environment: {{{KEY}: x}}\n", "environment.(not shown)"),
        (USES, f"{USES}    command: [serve, --key={KEY}]\n", "command.1"),
        ("{path: /auth/health, ", f"{{path: /{KEY}, ", "health.path"),
        ("  username: dbadmin\n", f"  username: {KEY}\n", "database.username"),
    ],
)
def test_a_key_is_refused_wherever_it_stands_and_shown_nowhere(told: Told, old: str, new: str, path: str) -> None:
    said = told(old, new)
    assert "app.yaml:HERE:" in said
    assert path in said
    assert "looks like the value of a secret: a Stripe key" in said


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("postgres://app:hunter2@db.example.com/app", "a password in a URL"),
        ("Server=db.example.com;User Id=app;Password=hunter2", "a password in a connection string"),
        ("-----BEGIN EC PRIVATE" + " KEY-----hunter2", "a private key"),
    ],
)
def test_a_value_gives_a_secret_away_under_a_harmless_name(told: Told, value: str, kind: str) -> None:
    said = told(USES, f"{USES}    environment: {{STORE: '{value}'}}\n")
    assert f"environment.STORE: looks like the value of a secret: {kind} (got a value that is not shown)" in said
    assert "hunter2" not in said
    assert told(USES, f"{USES}    environment: {{STORE: 'postgres://app@db.example.com/app'}}\n") == ""


def test_a_random_value_is_no_name_and_is_not_shown(told: Told) -> None:
    said = told(USES, f"{USES}    secrets: {{DB: Xk29dkQ0s9DkqowIeu3029}}\n")
    assert "secrets.DB: looks like the value of a secret, not like its name (got a value that is not shown)" in said
    assert "Xk29" not in said
    arn = "arn:aws:ssm:us-east-1:111122223333:parameter/Xk29dkQ0s9DkqowIeu3029"
    assert told(USES, f"{USES}    secrets: {{DB: '{arn}'}}\n") == ""


ACCESS = "wJalr" + "XUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"
MADE_BY_CHANCE = "/Xk29" + "dkQ0s9Dkq/wIeu3029zT1b8" + "QmV4/r7LpE2x"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (ACCESS, "looks like the value of a secret, not like its name (got a value that is not shown)"),
        (MADE_BY_CHANCE, "looks like the value of a secret, not like its name (got a value that is not shown)"),
        ("prod/stripe", "has a form that is not accepted (got a value that is not shown, accepted a name; in a"),
        ("/live/stripe/", "has a form that is not accepted"),
        ("/a" * 16, "has a form that is not accepted"),
    ],
)
@pytest.mark.parametrize("form", ["'{}'", "{{parameter: '{}'}}"])
def test_the_name_of_a_parameter(told: Told, value: str, said: str, form: str) -> None:
    message = told(USES, f"{USES}    secrets: {{DB: {form.format(value)}}}\n")
    assert said in message
    assert value[:6] not in message


@pytest.mark.parametrize(
    "name", ["stripe", "/prod/stripe", "/a" * 15, "/aws/service/x", "/Prod/Team42/DBServer1/MySQL/RootPassword"]
)
def test_a_name_of_a_parameter_is_accepted(told: Told, name: str) -> None:
    assert told(USES, f"{USES}    secrets: {{DB: {{parameter: {name}}}}}\n") == ""


def test_a_value_that_is_no_name_is_not_shown(told: Told) -> None:
    said = told(USES, f"{USES}    secrets: {{DB: 'Hunter2!'}}\n")
    assert (
        "secrets.DB: has a form that is not accepted (got a value that is not shown, accepted a name; in a hierarchy"
        in said
    )
    assert "Hunter2" not in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "region: us-east-1",
            "region: xx-foo-1",
            "region: is no region of AWS (got xx-foo-1, accepted a region such as",
        ),
        ("region: us-east-1", "region: us-eats-1", "is no region of AWS (got us-eats-1"),
        ("region: us-east-1", "region: us-eats-1", "did you mean us-east-1?"),
        ("acm:us-east-1", "acm:us-esat-1", "certificate_arn: names us-esat-1, which is no region of AWS"),
        (
            "acm:us-east-1",
            "acm:eu-west-1",
            "certificate_arn: is a certificate of eu-west-1, and the load balancer of prod is in us-east-1",
        ),
        (
            "image: auth-service:v1.0.2",
            "image: 111122223333.dkr.ecr.us-esat-1.amazonaws.com/a/b:1",
            "image: names a registry in us-esat-1, which is no region of AWS",
        ),
        (
            USES,
            f"{USES}    secrets: {{A: {{arn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf', "
            "kms_key_arn: 'arn:aws:kms:eu-west-1:111122223333:key/1'}}\n",
            "secrets.A.kms_key_arn: is a key of eu-west-1, and the secret is in us-east-1",
        ),
        (
            USES,
            f"{USES}    permissions: [{{actions: [sqs:SendMesage], resources: ['arn:aws:sqs:::q']}}]\n",
            "permissions.0.actions.0: is no action of IAM (got sqs:SendMesage); did you mean sqs:SendMessage?",
        ),
    ],
)
def test_what_there_is_not_is_refused_at_its_line(told: Told, old: str, new: str, expected: str) -> None:
    said = told(old, new)
    assert "app.yaml:HERE:" in said
    assert expected in said
    assert max(map(len, said.splitlines())) < 500


def test_every_region_that_cfn_lint_knows_is_one() -> None:
    assert all(map(regions.known, REGIONS))


@pytest.mark.parametrize(
    "action",
    [
        "sqs:SendMessage",
        "sqs:sendmessage",
        "s3:*",
        "s3:Get*",
        "s3:*Object",
        "elasticfilesystem:ClientMount",
        "ecs:RunTask",
    ],
)
def test_an_action_there_is(action: str) -> None:
    assert missing(action) is None


@pytest.mark.parametrize(
    ("action", "hint"),
    [
        ("sqs:SendMesage", "did you mean sqs:SendMessage?"),
        ("dynamodb:GetItems", "did you mean dynamodb:GetItem?"),
        ("sqss:SendMessage", "did you mean sqs:SendMessage?"),
        ("sqss:Nothing", "did you mean sqs?"),
        ("s3:Gett*", "the actions of s3 stand in the Service Authorization Reference"),
        ("s3:Xyzzy", "the actions of s3 stand in the Service Authorization Reference"),
    ],
)
def test_an_action_there_is_not(action: str, hint: str) -> None:
    assert missing(action) == hint


def test_where_no_list_is_had_every_action_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.awsdata import iam_actions as actions

    actions.services.cache_clear()
    monkeypatch.setattr(actions, "find_spec", lambda name: None if name == "cfnlint" else find_spec(name))
    assert missing("sqs:Nothing") is None
    actions.services.cache_clear()
