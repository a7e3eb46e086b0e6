"""What a service is told about its database: under which names, and by the variable that its runtime reads."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.build.steps import build
from generator.errors import InputError
from tests.gallery import TEMPLATES

BUNDLE = "/certs/rds.pem"
APP = """\
name: shop
region: us-east-1
database: {name: orders, port: 5555, ca_bundle_path: /certs/rds.pem}
services:
  web: {image: "web:v1", port: 3000, uses: [database], SETTINGS}
"""


def container(folder: Path, settings: str) -> dict[str, Any]:
    """Build the app, and give the container of its one service."""
    (folder / "app.yaml").write_text(APP.replace("SETTINGS", settings))
    (built,) = build(folder / "app.yaml", TEMPLATES, ["dev"])
    body = built.composition.bodies["web.yaml"]["Resources"]["TaskDefinition"]
    (found,) = body["Properties"]["ContainerDefinitions"]
    return {**found, "Metadata": body["Metadata"].get("ecs-proof")}


def told(found: dict[str, Any]) -> dict[str, Any]:
    return {each["Name"]: each["Value"] for each in found["Environment"]}


@pytest.mark.parametrize("prefix", ["DB_", "PG"])
def test_a_client_finds_the_database_without_code_of_ours(tmp_path: Path, prefix: str) -> None:
    """By the names that libpq and node-postgres read, and by ours; address and login are the same under both."""
    found = container(tmp_path, "health: {probe: node}")
    variables, secrets = told(found), {each["Name"]: each["ValueFrom"] for each in found["Secrets"]}
    name = {"DB_": "DB_NAME", "PG": "PGDATABASE"}[prefix]
    assert (variables[f"{prefix}PORT"], variables[name]) == ("5555", "orders")
    assert (variables[f"{prefix}SSLMODE"], variables[f"{prefix}SSLROOTCERT"]) == ("verify-full", BUNDLE)
    assert secrets[f"{prefix}USER"] == {"Fn::Sub": "${DatabaseLoginArn}:username::"}
    assert secrets[f"{prefix}PASSWORD"] == {"Fn::Sub": "${DatabaseLoginArn}:password::"}


@pytest.mark.parametrize("prefix", ["DB_", "PG"])
def test_the_address_is_the_database_s_own(tmp_path: Path, prefix: str) -> None:
    """Not a text of the secret: a replaced database changes the task definition, and so restarts its tasks."""
    found = container(tmp_path, "health: {probe: node}")
    assert told(found)[f"{prefix}HOST"] == {"Ref": "DatabaseHost"}
    (built,) = build(tmp_path / "app.yaml", TEMPLATES, ["dev"])
    outputs = built.composition.bodies["database.yaml"]["Outputs"]
    assert outputs["DatabaseHost"]["Value"] == {"Fn::GetAtt": ["Database", "Endpoint.Address"]}
    given = built.composition.bodies["root.yaml"]["Resources"]["Web"]["Properties"]["Parameters"]
    assert given["DatabaseHost"] == {"Fn::GetAtt": ["Database", "Outputs.DatabaseHost"]}


@pytest.mark.parametrize(
    ("settings", "file", "metadata"),
    [
        ("health: {probe: node}", BUNDLE, None),
        ("health: {probe: wget}", BUNDLE, None),
        ("health: {probe: none}", BUNDLE, None),
        ("health: {probe: python}", None, None),
        ("runtime: node, health: {probe: wget}", BUNDLE, [{"container": "web", "runtime": "node"}]),
        ("runtime: libpq, health: {probe: node}", None, [{"container": "web", "runtime": "libpq"}]),
        ("runtime: postgres.js", BUNDLE, [{"container": "web", "runtime": "postgres.js"}]),
        ("runtime: asyncpg", None, [{"container": "web", "runtime": "asyncpg"}]),
        ("runtime: Java", None, [{"container": "web", "runtime": "java"}]),
        ("health: {probe: node}, environment: {NODE_EXTRA_CA_CERTS: /own.pem}", "/own.pem", None),
    ],
)
def test_node_is_told_of_the_certificates_by_its_own_variable(
    tmp_path: Path, settings: str, file: str | None, metadata: object
) -> None:
    found = container(tmp_path, settings)
    assert told(found).get("NODE_EXTRA_CA_CERTS") == file
    assert found["Metadata"] == metadata


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("runtime: java", f"jdbc: sslmode=verify-full and sslrootcert={BUNDLE} in the URL"),
        ("runtime: jdbc", f"sslrootcert={BUNDLE}"),
        ("runtime: dotnet", "SSL Mode=VerifyFull"),
        ("runtime: pg8000", f"cafile='{BUNDLE}'"),
        ("runtime: tokio-postgres", "MakeTlsConnect"),
        *((f"runtime: {name}", "") for name in ("node", "python", "psycopg", "go", "ruby", "php", "rust")),
        ("health: {probe: node}", ""),
    ],
)
def test_what_no_variable_does_is_said_of_the_code(tmp_path: Path, settings: str, code: str) -> None:
    (tmp_path / "app.yaml").write_text(APP.replace("SETTINGS", settings))
    (built,) = build(tmp_path / "app.yaml", TEMPLATES, ["dev"])
    said = [str(note) for note in built.notes if "make it verify" in str(note)]
    assert len(said) == (1 if code else 0), said
    assert all(code in note and "services.web" in note for note in said)


def test_no_certificates_without_a_store_that_needs_them(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text(
        "name: shop\nregion: us-east-1\nservices:\n  web: {image: 'web:1', port: 3000, health: {probe: node}}\n"
    )
    (built,) = build(tmp_path / "app.yaml", TEMPLATES, ["dev"])
    (found,) = built.composition.bodies["web.yaml"]["Resources"]["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    assert "NODE_EXTRA_CA_CERTS" not in told(found)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("runtime: perl", "services.web.runtime: "),
        ("health: {probe: node}, secrets: {NODE_EXTRA_CA_CERTS: /p}", "is already given to the service as a plain"),
        ("health: {probe: node}, environment: {PGHOST: x}", "is already provided by what the service uses"),
    ],
)
def test_what_would_contradict_it_is_refused(tmp_path: Path, settings: str, words: str) -> None:
    with pytest.raises(InputError) as told_off:
        container(tmp_path, settings)
    assert words in str(told_off.value)


OTHER = '''\
"""A second store whose certificates have an authority of their own."""
from generator.config import Group, Needs, Provision, Section
from troposphere import Output, Template, sqs


class Settings(Section):
    """The ledger."""


def provides(settings):
    return Provision(port=1234, group="ledger-client", ready="LedgerId", ca_bundle="/certs/ledger.pem")


def needs(settings, app):
    return Needs(groups=(Group("ledger-client", "Its clients", "ledger"),))


def build(settings, app, needs):
    t = Template()
    t.add_resource(sqs.Queue("Ledger"))
    t.add_output(Output("LedgerId", Value="x"))
    return t
'''


@pytest.mark.parametrize(
    ("runtime", "engine", "told_of"),
    [
        ("libpq", "postgres", "PGSSLROOTCERT"),
        ("npgsql", "postgres", "PGSSLROOTCERT"),
        ("node", "mysql", "NODE_EXTRA_CA_CERTS"),
        ("node", "", "NODE_EXTRA_CA_CERTS"),
        ("libpq", "", None),
        ("php", "mysql", None),
    ],
)
def test_a_store_of_somebody_else_tells_by_the_same_table(
    tmp_path: Path, runtime: str, engine: str, told_of: str | None
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("__pycache__"))
    (templates / "ledger.py").write_text(OTHER.replace('ca_bundle="', f'engine="{engine}", ca_bundle="'))
    text = APP.replace("SETTINGS", f"runtime: {runtime}").replace("[database]", "[ledger]")
    lines = [line for line in text.splitlines() if not line.startswith("database")]
    (tmp_path / "app.yaml").write_text("\n".join([*lines, "ledger: {}"]))
    (built,) = build(tmp_path / "app.yaml", templates, ["dev"])
    (found,) = built.composition.bodies["web.yaml"]["Resources"]["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    names = {name for name, value in told(found).items() if value == "/certs/ledger.pem"}
    assert names == ({told_of} if told_of else set())


@pytest.mark.parametrize(
    ("settings", "refused"),
    [
        ("health: {probe: node}", True),
        ("runtime: libpq, health: {probe: node}", False),
        ("health: {probe: node}, environment: {NODE_EXTRA_CA_CERTS: /both.pem}", False),
    ],
)
def test_node_reads_one_file(tmp_path: Path, settings: str, refused: bool) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("__pycache__"))
    (templates / "ledger.py").write_text(OTHER)
    text = APP.replace("SETTINGS", settings).replace("[database]", "[database, ledger]")
    (tmp_path / "app.yaml").write_text(f"{text}ledger: {{}}\n")
    if not refused:
        assert build(tmp_path / "app.yaml", templates, ["dev"])
        return
    with pytest.raises(InputError) as told_off:
        build(tmp_path / "app.yaml", templates, ["dev"])
    assert "gets certificates from two files, /certs/ledger.pem and /certs/rds.pem" in str(told_off.value)
