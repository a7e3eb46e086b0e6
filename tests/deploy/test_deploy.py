"""deploy.py against the local AWS, from app.yaml on, judged by what the services say and not by the stack's status."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml
from botocore.exceptions import ClientError

from generator.__main__ import main as generator
from generator.deploy.command import main
from generator.deploy.diagnose_command import main as diagnose
from generator.rehearsal.seed import seed
from generator.rehearsal.server import Local, NotKeptError, running
from tests.deploy.faults.proxy import proxy
from tests.deploy.faults.small import write
from tests.gallery import TEMPLATES, copy_programs

ROOT = Path(__file__).parent.parent.parent
STACK = "task-management-dev"


class Here:
    """An app of our own, the local AWS, and deploy.py in between."""

    def __init__(self, folder: Path, local: Local, capture: pytest.CaptureFixture[str] | None = None) -> None:
        self.folder, self.local = folder, local
        self.app: dict[str, Any] = yaml.safe_load((ROOT / "app.yaml").read_text())
        self.clients: dict[str, Any] = {}
        self.as_deployed = ""
        """The last event of the stack when the app was deployed as it is in the repository."""

    def client(self, service: str) -> Any:
        if service not in self.clients:
            self.clients[service] = boto3.client(service, "us-east-1", endpoint_url=self.local.endpoint_url)
        return self.clients[service]

    def build(self, *, pushed: bool = True) -> None:
        """Build the app as it is now, and push its images."""
        config = self.folder / "app.yaml"
        config.write_text(yaml.safe_dump(self.app))
        copy_programs(self.folder)
        arguments = ["build", "--config", str(config), "--templates", str(TEMPLATES), "--env", "dev", "--no-lint"]
        assert generator([*arguments, "--output", str(self.folder / "output")]) == 0
        if pushed:
            self.push()

    def push(self) -> None:
        """Push the images of what was built: a service that was removed took its repository along."""
        manifest = json.loads((self.folder / "output/dev/deploy.json").read_text())
        seed(self.local, manifest["images"], [])

    def build_once(self) -> None:
        """Build the app as it is in the repository, or take what was built of it before."""
        built, output = self.folder / "as-built", self.folder / "output"
        if built.exists():
            shutil.rmtree(output)
        else:
            self.build()
            output.rename(built)
        shutil.copytree(built, output)
        self.push()

    def command(self, *arguments: str) -> list[str]:
        output = ["--output", str(self.folder / "output"), "--endpoint-url", self.local.endpoint_url]
        return ["dev", *output, *arguments]

    def databases(self) -> list[str]:
        return [each["DBInstanceIdentifier"] for each in self.client("rds").describe_db_instances()["DBInstances"]]

    def images(self) -> dict[str, str]:
        """What each service runs, by asking ECS."""
        ecs, found = self.client("ecs"), {}
        for arn in ecs.list_services(cluster=STACK)["serviceArns"]:
            (service,) = ecs.describe_services(cluster=STACK, services=[arn])["services"]
            definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
            found[service["serviceName"]] = definition["containerDefinitions"][0]["image"].rpartition("/")[2]
        return found

    def endpoint(self, database: str) -> str:
        (found,) = self.client("rds").describe_db_instances(DBInstanceIdentifier=database)["DBInstances"]
        return str(found["Endpoint"]["Address"])

    def hosts(self) -> dict[str, str]:
        """The database that each service is told about, under the name that libpq reads."""
        ecs, found = self.client("ecs"), {}
        for arn in ecs.list_services(cluster=STACK)["serviceArns"]:
            (service,) = ecs.describe_services(cluster=STACK, services=[arn])["services"]
            definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
            variables = definition["containerDefinitions"][0]["environment"]
            found[service["serviceName"]] = next(each["value"] for each in variables if each["name"] == "PGHOST")
        return found

    def last(self) -> str:
        """The last event of the stack, if there is one: another change, a rollback or a deletion leave a later one."""
        try:
            events = self.client("cloudformation").describe_stack_events(StackName=STACK)["StackEvents"]
        except ClientError:
            return ""
        return str(events[0]["EventId"])

    def sets(self) -> list[str]:
        found = self.client("cloudformation").list_change_sets(StackName=STACK)["Summaries"]
        return [each["ChangeSetName"] for each in found if each.get("ExecutionStatus") == "AVAILABLE"]


def changes(said: str) -> dict[str, str]:
    """Read the plan out of what was said with ``--format json``."""
    spoken = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    (plan,) = [each for each in spoken if each["type"] == "plan"]
    return {each["path"]: each["action"] for each in plan["changes"]}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    folder, kept = tmp_path_factory.mktemp("deploy"), dict(os.environ)
    with running(folder / "state", pace=0) as local:
        os.environ.update(local.environment)
        try:
            yield Here(folder, local)
        finally:
            os.environ.clear()
            os.environ.update(kept)


@pytest.fixture
def deployed(here: Here, capsys: pytest.CaptureFixture[str]) -> Here:
    """Deploy the app as it is in the repository, from whatever state, unless nothing has happened since."""
    here.app = yaml.safe_load((ROOT / "app.yaml").read_text())
    here.build_once()
    if not here.as_deployed or here.last() != here.as_deployed:
        allowed = [each for name in ("TaskService", "Database", "Keys") for each in ("--allow", name)]
        assert main(here.command("--yes", "--allow-interruption", *allowed)) == 0
        here.as_deployed = here.last()
    capsys.readouterr()
    return here


def test_creates_and_then_has_nothing_to_do(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    assert deployed.images() == {"auth-service": "auth-service:v1.0.2", "task-service": "task-service:v1.0.2"}
    assert main(deployed.command("--yes")) == 0
    said = capsys.readouterr()
    assert f"{STACK}: no change" in said.out
    assert "/auth/\n" in said.out
    assert "every template is uploaded already" in said.err
    assert deployed.sets() == []


def test_a_new_image_is_one_task_definition_and_one_service(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v1.0.3"
    deployed.build()
    assert main(deployed.command("--yes", "--format", "json")) == 0
    said = capsys.readouterr().out
    assert changes(said) == {"AuthService/Service": "modify", "AuthService/TaskDefinition": "replace"}
    assert deployed.images() == {"auth-service": "auth-service:v1.0.3", "task-service": "task-service:v1.0.2"}
    result = json.loads(said.splitlines()[-1])
    assert (result["type"], result["changed"]) == ("result", True)


def test_a_plan_changes_nothing(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v1.0.4"
    deployed.build()
    assert main(deployed.command("--plan", "--format", "markdown")) == 0
    said = capsys.readouterr().out
    assert "1 to modify, 1 new revision" in said
    assert "restarts: the tasks of `AuthService/Service`" in said
    assert deployed.images()["auth-service"] == "auth-service:v1.0.2"
    assert deployed.sets() == []


def restarted(said: str) -> list[str]:
    spoken = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    (plan,) = [each for each in spoken if each["type"] == "plan"]
    return sorted(plan["restarts"])


def test_what_running_tasks_would_lose_is_refused_without_a_word(
    deployed: Here, capsys: pytest.CaptureFixture[str]
) -> None:
    """The policy that lets old tasks read their password goes before new tasks, which need none, have taken over."""
    deployed.app["services"]["auth-service"].pop("uses")
    deployed.app["database"]["instance_class"] = "db.t4g.large"
    deployed.app["services"]["task-service"]["route"] = {"path": "/todo/*"}
    deployed.build()
    capsys.readouterr()
    assert main(deployed.command("--plan", "--format", "json")) == 1
    plan, result = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    (lost,) = [each for each in plan["interruptions"] if each["certain"]]
    assert lost["task"] == "AuthService/Service"
    assert "DB_USER of auth-service" in lost["needs"]
    assert (plan["refused"], result["outcome"]) == (True, "refused")
    (dearer,) = plan["cost"]["resources"]
    assert dearer["resource"] == "Database/Database"
    assert plan["cost"]["more"] == pytest.approx(dearer["new"] - dearer["old"])
    assert plan["cost"]["more"] > 0
    assert plan["stops"] == [
        {"path": "Database/Database", "what": "takes no connections while DBInstanceClass changes, for some minutes"}
    ]
    (opened,) = plan["openings"]
    assert opened["path"].startswith("TaskService/")
    assert opened["what"].startswith("sends requests with path-pattern /todo/*")
    assert main(deployed.command("--yes")) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "to do it all the same: --allow-interruption" in said
    assert "a month more: Database/Database $" in said
    assert "stops Database/Database: takes no connections" in said
    assert f"opens {opened['path']}: {opened['what']}" in said
    assert main(deployed.command("--plan", "--format", "markdown", "--allow-interruption")) == 0
    said = capsys.readouterr().out
    assert "- allowed: until new tasks run, the old tasks of AuthService/Service are without" in said
    assert "- **stops**: `Database/Database` takes no connections" in said
    assert f"- **opens**: `{opened['path']}`: {opened['what']}" in said


@pytest.mark.slow
def test_a_replaced_database_restarts_those_who_use_it(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    (before,) = deployed.databases()
    assert set(deployed.hosts().values()) == {deployed.endpoint(before)}
    deployed.app["database"]["name"] = "another"
    deployed.build()
    replace = deployed.command("--allow", "Database", "--format", "json")
    main([*replace, "--plan"])
    assert restarted(capsys.readouterr().out) == ["AuthService/Service", "TaskService/Service"]
    assert main([*replace, "--yes"]) == 0
    (after,) = deployed.databases()
    assert after != before
    assert deployed.hosts() == dict.fromkeys(["auth-service", "task-service"], deployed.endpoint(after))


@pytest.mark.slow
def test_a_database_that_only_changes_restarts_nobody(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    deployed.app["database"]["backup_retention_days"] = 3
    deployed.build()
    main(deployed.command("--plan", "--format", "json"))
    said = capsys.readouterr().out
    assert {"Database/Database", "AuthService/TaskDefinition", "AuthService/Service"} <= changes(said).keys()
    assert restarted(said) == []


def apart(deployed: Here, *arguments: str, **how: Any) -> subprocess.Popen[str]:
    """Have a process of its own deploy, as from a shell."""
    command = [sys.executable, str(ROOT / "scripts/deploy.py"), *deployed.command(*arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **how)


@pytest.mark.slow
def test_nobody_reads_on(deployed: Here) -> None:
    """As with ``| head -1``: no traceback, the same ending, and a plan leaves nothing behind."""
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v1.0.5"
    deployed.build()
    process = apart(deployed, "--plan", "--format", "json", stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    assert (process.wait(), "Traceback" in said, "Exception" in said) == (0, False, False), said
    assert deployed.sets() == []


@pytest.mark.parametrize(
    "nowhere", ["closed", *(pytest.param(each, marks=pytest.mark.slow) for each in ("full", "gone"))]
)
def test_where_nothing_can_be_said_it_is_deployed_all_the_same(deployed: Here, nowhere: str) -> None:
    deployed.app["services"]["auth-service"]["image"] = f"auth-service:{nowhere}"
    deployed.build()
    with Path("/dev/full").open("w") as full:
        how = {"closed": {"preexec_fn": lambda: os.close(1)}, "full": {"stdout": full}, "gone": {}}[nowhere]
        process = apart(deployed, "--yes", **{"stdout": subprocess.PIPE, **how})
    if nowhere == "gone":
        assert process.stdout is not None
        process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    assert (process.wait(), "Traceback" in said, "Exception" in said) == (0, False, False), said
    assert deployed.images()["auth-service"] == f"auth-service:{nowhere}"


@pytest.mark.slow
def test_a_stream_that_knows_ascii_only(deployed: Here) -> None:
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v1.0.5"
    deployed.build()
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    process = apart(deployed, "--plan", "--format", "markdown", stdout=subprocess.PIPE, env=environment)
    out, said = process.communicate()
    assert (process.returncode, "Traceback" in said) == (0, False), said
    assert "auth-service:v1.0.2 \\u2192 " in out
    assert deployed.sets() == []


def test_no_place_for_the_inventory_is_told_before_anything_is_done(
    deployed: Here, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v1.0.6"
    deployed.build()
    assert main(deployed.command("--yes", "--inventory", "/nowhere/inventory.md")) == 2
    assert capsys.readouterr().err == "/nowhere/inventory.md: cannot be written; name another file for --inventory\n"
    assert deployed.images()["auth-service"] == "auth-service:v1.0.2"


def test_a_bucket_of_another_region_and_a_region_that_there_is_not(
    deployed: Here, capsys: pytest.CaptureFixture[str]
) -> None:
    far = boto3.client("s3", "eu-west-1", endpoint_url=deployed.local.endpoint_url)
    far.create_bucket(Bucket="far-away", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert main(deployed.command("--yes", "--bucket", "far-away")) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "the bucket far-away is in eu-west-1" in said
    assert "Contents" not in far.list_objects_v2(Bucket="far-away")
    manifest = deployed.folder / "output/dev/deploy.json"
    manifest.write_text(manifest.read_text().replace('"us-east-1"', '"us-eats-1"'))
    for command in (deployed.command("--yes"), ["dev", "--output", str(deployed.folder / "output"), "--local"]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"{manifest}: region: AWS has no such region (got us-eats-1); did you mean us-east-1?")
        assert said.count("\n") == 1


def test_a_service_is_added_and_removed(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    service = {"image": "mail-service:1", "port": 3000, "health": {"path": "/health", "probe": "node"}}
    deployed.app["services"]["mail-service"] = service
    deployed.build()
    assert main(deployed.command("--yes")) == 0
    assert deployed.images()["mail-service"] == "mail-service:1"
    del deployed.app["services"]["mail-service"]
    deployed.build()
    capsys.readouterr()
    assert main(deployed.command("--yes")) == 1
    said = capsys.readouterr().out
    assert "MailService/LogGroup is removed: its log would be lost" in said
    assert "mail-service" in deployed.images()
    assert main(deployed.command("--yes", "--allow", "MailService")) == 0
    assert "mail-service" not in deployed.images()


@pytest.mark.slow
def test_the_last_services_that_leave_a_capacity_provider_with_it_are_a_warning(
    deployed: Here, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.app["services"]["auth-service"]["spot"] = False
    deployed.build()
    main(deployed.command("--plan", "--format", "json"))
    assert held(capsys.readouterr().out) == []  # the other service stays, and so does the provider
    deployed.app["services"]["task-service"]["spot"] = False
    deployed.build()
    main(deployed.command("--plan", "--format", "json"))
    users = ["AuthService/Service", "TaskService/Service"]
    assert held(capsys.readouterr().out) == [
        {"cluster": "Cluster/Cluster", "provider": "FARGATE_SPOT", "services": users}
    ]
    main(deployed.command("--plan"))
    said = capsys.readouterr().out
    assert "warning   Cluster/Cluster: the cluster gives up the capacity provider FARGATE_SPOT" in said
    assert "add FARGATE_SPOT to cluster.capacity_providers in app.yaml" in said
    deployed.app["cluster"] = {"capacity_providers": ["FARGATE_SPOT"]}
    deployed.build()
    main(deployed.command("--plan", "--format", "json"))
    assert held(capsys.readouterr().out) == []


@pytest.mark.slow
def test_a_service_that_is_removed_leaves_its_capacity_provider_too(
    deployed: Here, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.app["services"]["auth-service"]["spot"] = False
    deployed.app["cluster"] = {"capacity_providers": ["FARGATE_SPOT"]}
    deployed.build()
    assert main(deployed.command("--yes")) == 0
    capsys.readouterr()
    del deployed.app["services"]["task-service"], deployed.app["cluster"]
    del deployed.app["environments"]["prod"]["services"]["task-service"]
    deployed.build()
    main(deployed.command("--plan", "--format", "json"))
    (warning,) = held(capsys.readouterr().out)
    assert (warning["provider"], warning["services"]) == ("FARGATE_SPOT", ["TaskService/Service"])


def held(said: str) -> list[dict[str, Any]]:
    spoken = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    (plan,) = [each for each in spoken if each["type"] == "plan"]
    warnings: list[dict[str, Any]] = plan["providers_in_use"]
    return warnings


def test_a_database_is_not_replaced_unasked(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    before = deployed.databases()
    deployed.app["database"]["username"] = "owner"  # RDS replaces the instance for that
    deployed.build()
    assert main(deployed.command("--yes")) == 1
    assert "to do it all the same: --allow Database/Database" in capsys.readouterr().out
    assert deployed.databases() == before
    assert main(deployed.command("--yes", "--allow", "Database/Database")) == 1
    said = capsys.readouterr().out  # the owner's name stands in what the password is generated from
    assert "refused   Keys/DatabaseLogin changes: its value is generated anew" in said
    assert main(deployed.command("--yes", "--allow", "Database/Database", "--allow", "Keys/DatabaseLogin")) == 0
    assert len(deployed.databases()) == 1
    assert deployed.databases() != before
    policies = deployed.client("cloudformation")
    nested = policies.describe_stack_resource(StackName=STACK, LogicalResourceId="Database")["StackResourceDetail"]
    policy = policies.get_stack_policy(StackName=nested["PhysicalResourceId"])["StackPolicyBody"]
    assert "LogicalResourceId/Database" in policy  # protected again


@pytest.mark.slow
def test_what_a_nested_cleanup_could_not_delete_is_listed(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody protected the database by hand; it is replaced, and the old one stays."""
    (old,) = deployed.databases()
    rds = deployed.client("rds")
    rds.modify_db_instance(DBInstanceIdentifier=old, DeletionProtection=True)
    deployed.app["database"]["username"] = "keeper"
    deployed.build()
    capsys.readouterr()
    allowed = ["--allow", "Database/Database", "--allow", "Keys/DatabaseLogin"]
    assert main(deployed.command("--yes", "--format", "json", *allowed)) == 4
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["outcome"], last["changed"]) == ("left over", True)
    (left,) = last["left"]
    assert (left["resource"], left["id"]) == ("Database/Database", old)
    assert "Cannot delete protected DB Instance" in left["why"]
    rds.modify_db_instance(DBInstanceIdentifier=old, DeletionProtection=False)
    aws = [str(Path(sys.executable).with_name("aws")), "--endpoint-url", deployed.local.endpoint_url]
    done = subprocess.run([*aws, *left["command"].split()[1:]], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert old not in deployed.databases()
    assert main(deployed.command("--yes")) == 0  # it is out of the stack


def test_interrupted_while_the_change_set_is_made_no_stack_is_left(here: Here, tmp_path: Path) -> None:
    """Ctrl-C in a process of its own, which waits for the answer: the set is made, and it does not know of it."""
    write(tmp_path / "dev", "interrupted", "one")
    with proxy(here.local.endpoint_url) as before:
        before.arm("interrupted after", "CreateChangeSet")
        options = ["dev", "--output", str(tmp_path), "--yes", "--endpoint-url", before.endpoint_url]
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts/deploy.py"), *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        before.victim = lambda: process.pid
        said = process.communicate(timeout=60)[1]
    assert before.struck
    assert process.returncode == 130, said
    assert "nothing was deployed or deleted. To begin again: python scripts/deploy.py dev --output" in said
    assert "DeleteChangeSet" in before.calls
    found = here.client("cloudformation").describe_stacks()["Stacks"]
    assert [each["StackName"] for each in found if each["StackName"].startswith("interrupted")] == []


@pytest.mark.slow
def test_a_plan_leaves_alone_what_another_has_at_the_prompt(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v1.0.9"
    deployed.build()
    command = [sys.executable, str(ROOT / "scripts/deploy.py"), *deployed.command()]
    waiting = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    for _ in range(300):
        if deployed.sets():
            break
        time.sleep(0.1)
    assert main(deployed.command("--plan")) == 0
    assert len(deployed.sets()) == 1
    said = waiting.communicate("y\n", timeout=60)[0]
    assert waiting.returncode == 0, said
    assert deployed.images()["auth-service"] == "auth-service:v1.0.9"


def test_tasks_that_do_not_start_are_rolled_back_and_told(
    deployed: Here, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    deployed.app["services"]["auth-service"]["image"] = "auth-service:broken"
    deployed.build()
    assert main(deployed.command("--yes")) == 1
    said = capsys.readouterr().out
    ended = said[said.index(f"{STACK} failed (UPDATE_ROLLBACK_COMPLETE)") :]
    assert "1. AuthService/TaskDefinition" in ended
    assert "Essential container in task exited (auth-service exitCode: 1)" in " ".join(ended.split())
    assert "Embedded stack" not in ended
    (kept,) = Path(".ecs-proof/evidence").iterdir()
    assert diagnose(["--bundle", str(kept), "--format", "json"]) == 0
    (cause,) = json.loads(capsys.readouterr().out)["causes"]
    assert (cause["resource"], cause["file"]) == ("AuthService/TaskDefinition", "auth-service.yaml")
    assert any("exitCode: 1" in line for line in cause["evidence"])
    assert deployed.images()["auth-service"] == "auth-service:v1.0.2"


def test_an_image_that_nobody_pushed_is_told_first(deployed: Here, capsys: pytest.CaptureFixture[str]) -> None:
    deployed.app["services"]["auth-service"]["image"] = "auth-service:never-pushed"
    deployed.build(pushed=False)
    assert main(deployed.command("--yes")) == 1
    assert "there is no image" in capsys.readouterr().err
    assert deployed.images()["auth-service"] == "auth-service:v1.0.2"


@pytest.mark.parametrize("ending", ["md", "json"])
def test_inventory(deployed: Here, ending: str) -> None:
    path = deployed.folder / f"inventory.{ending}"
    assert main(deployed.command("--yes", "--inventory", str(path))) == 0
    (instance,) = deployed.client("rds").describe_db_instances()["DBInstances"]
    text = path.read_text()
    assert instance["DBInstanceIdentifier"] in text
    assert instance["DBInstanceArn"] in text
    if ending == "json":
        paths = [each["path"] for each in json.loads(text)["resources"]]
        assert {"Database/Database", "AuthService/Service", "Vpc/Vpc"} <= set(paths)


def test_two_at_once_end_in_one_deployment(deployed: Here) -> None:
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v2"
    deployed.build()
    command = [sys.executable, str(ROOT / "scripts/deploy.py"), *deployed.command("--yes")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    ended = [(process.communicate(timeout=60)[0], process.returncode) for process in started]
    assert {code for _, code in ended} <= {0, 3}, ended
    assert 0 in {code for _, code in ended}, ended
    assert deployed.images()["auth-service"] == "auth-service:v2"
    assert deployed.sets() == []


def test_the_aws_cli_deploys_the_same_output(deployed: Here, tmp_path: Path) -> None:
    """As README says; executed apart, because ``aws cloudformation deploy`` looks every 30 seconds only."""
    deployed.app["services"]["auth-service"]["image"] = "auth-service:v3"
    deployed.build()
    source, packaged = deployed.folder / "output/dev/root.yaml", tmp_path / "root.yaml"
    package = ["--template-file", str(source), "--s3-bucket", "ecs-proof-111122223333-us-east-1"]
    aws(deployed, "package", *package, "--output-template-file", str(packaged))
    deploy = ["--template-file", str(packaged), "--stack-name", STACK, "--capabilities", "CAPABILITY_IAM"]
    said = aws(deployed, "deploy", *deploy, "--no-execute-changeset")
    aws(deployed, "execute-change-set", "--change-set-name", said.split()[-1])
    for _ in range(100):
        (stack,) = deployed.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            break
        time.sleep(0.1)
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    assert deployed.images()["auth-service"] == "auth-service:v3"


def aws(here: Here, *arguments: str) -> str:
    """Run the AWS CLI against the local AWS; the address comes by its own variable, which ``package`` heeds as well."""
    command = [str(Path(sys.executable).with_name("aws")), "cloudformation", *arguments]
    environment = {**os.environ, "AWS_ENDPOINT_URL": here.local.endpoint_url, "AWS_DEFAULT_REGION": "us-east-1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_deletes_when_the_name_is_typed(
    deployed: Here, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{STACK}\n"))
    assert main(deployed.command("--delete")) == 0
    assert "Database/Database" in capsys.readouterr().err
    assert deployed.databases() == []
    assert deployed.client("ecs").list_clusters()["clusterArns"] == []


def test_local_killed_half_way_and_run_again(tmp_path: Path) -> None:
    """As a newcomer would, from the folder of the app: a process that starts the local AWS itself."""
    command = [sys.executable, str(ROOT / "scripts/deploy.py"), "registry", "--local", "--yes"]
    settings: dict[str, Any] = {"cwd": tmp_path, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    (tmp_path / "output").symlink_to(ROOT / "output")
    first = subprocess.Popen(command, **settings)
    assert first.stdout is not None
    for line in first.stdout:
        if "CREATE_IN_PROGRESS" in line:
            break
    first.send_signal(signal.SIGKILL)
    first.wait()
    time.sleep(0.2)
    second = subprocess.run(command, check=False, timeout=60, **settings)
    assert second.returncode == 0, second.stdout
    assert "task-management-registry: " in second.stdout


def test_a_state_that_cannot_be_written_is_not_deployed_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in list(os.environ.items()):
        monkeypatch.setenv(name, value)  # main sets what begins with AWS_: put it back afterwards
    command = ["registry", "--local", "--yes", "--output", str(ROOT / "output")]
    Path(".local-aws").write_text("a file")
    assert main(command) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith(".local-aws: cannot be used: ")
    Path(".local-aws").unlink()
    with pytest.raises(NotKeptError), running(Path(".local-aws"), pace=0):  # noqa: PT012 (raised at its end)
        Path(".local-aws/state.new").mkdir()
        assert main(command) == 1
    said = capsys.readouterr()
    assert "task-management-registry: deployed" in said.out
    assert ".local-aws does not hold what was done here: Is a directory" in said.err
