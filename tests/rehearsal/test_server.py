"""The server: one for each folder, as long as somebody uses it, and nothing is lost however it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.rehearsal.server import Local, NotKeptError, running
from tests.rehearsal.account import ROOT, Account


def gone(process_id: int, seconds: float = 10) -> bool:
    """Say whether a process ends in time; one that its parent did not yet reap has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


@contextlib.contextmanager
def other_process(state: Path, pace: float = 0) -> Iterator[tuple[subprocess.Popen[str], Local]]:
    """Have another process run the local AWS, until it is killed."""
    program = f"""
        import sys
        from pathlib import Path
        from generator.rehearsal.server import running
        with running(Path({str(state)!r}), pace={pace}) as local:
            print(local.endpoint_url, local.process_id, flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            url, number = process.stdout.readline().split()
            yield process, Local(url, int(number))
        finally:
            process.kill()


def test_it_ends_with_the_block_and_keeps_what_it_held(tmp_path: Path) -> None:
    with running(tmp_path, pace=0) as local:
        Account(local).s3.create_bucket(Bucket="kept")
        Account(local).s3.put_object(Bucket="kept", Key="a", Body=b"\xff\x00")
    assert gone(local.process_id, 0.5)
    with running(tmp_path, pace=0) as again:
        assert Account(again).s3.get_object(Bucket="kept", Key="a")["Body"].read() == b"\xff\x00"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_it_ends_with_an_error(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), running(tmp_path, pace=0) as local:
        raise error
    assert gone(local.process_id, 0.5)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"format": 0}', "state.json is of another version of the local AWS"),
        ("{", "state.json is not what the local AWS writes"),
        ("[]", "state.json is not what the local AWS writes"),
        ('{"format": 1, "services": {"nothing": {}}}', "state.json is not what the local AWS writes"),
    ],
)
def test_a_state_that_it_cannot_read_is_said_and_kept(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "state.json").write_text(content)
    with pytest.raises(InputError) as error, running(tmp_path, pace=0):
        pass
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{tmp_path}: {said}")
    assert f"delete {tmp_path}, which forgets the local stacks" in line
    assert (tmp_path / "state.json").read_text() == content


@pytest.mark.parametrize("blocked", ["", ".gitignore", "starting.lock", "state.json", "state.new"])
def test_a_folder_that_cannot_be_used_is_one_message(tmp_path: Path, blocked: str) -> None:
    state = tmp_path / "state"
    if blocked:
        (state / blocked).mkdir(parents=True)
    else:
        state.write_text("a file")
    with pytest.raises(InputError) as error, running(state, pace=0):
        pass
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{state}: ")
    assert "directory" in line or "File exists" in line


def test_what_could_not_be_written_is_not_gone_without_a_word(tmp_path: Path) -> None:
    """As with a full disk. Whoever leaves is told, also while others stay; and once it works again, nobody is."""
    blocked = tmp_path / "state.new"
    with pytest.raises(NotKeptError, match="Is a directory"), running(tmp_path, pace=0) as local:  # noqa: PT012 (raised at its end)
        blocked.mkdir()
        with pytest.raises(NotKeptError, match="Is a directory"), running(tmp_path, pace=0):  # noqa: PT012 (raised at its end)
            Account(local).s3.create_bucket(Bucket="lost")
            time.sleep(0.5)
    blocked.rmdir()
    with running(tmp_path, pace=0) as local:
        blocked.mkdir()
        Account(local).s3.create_bucket(Bucket="kept")
        time.sleep(0.5)
        blocked.rmdir()
    with running(tmp_path, pace=0) as local:
        assert [each["Name"] for each in Account(local).s3.list_buckets()["Buckets"]] == ["kept"]


def test_a_server_that_was_killed_is_told_and_never_hides_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotKeptError, match="ended without a word"), running(tmp_path, pace=0) as local:
        os.kill(local.process_id, signal.SIGKILL)
    with pytest.raises(ValueError, match="my own"), running(tmp_path, pace=0) as local:  # noqa: PT012 (raised at its end)
        os.kill(local.process_id, signal.SIGKILL)
        raise ValueError("my own")


def test_a_second_user_joins_and_may_stay_longer(tmp_path: Path) -> None:
    first = running(tmp_path, pace=0)
    one = first.__enter__()
    with running(tmp_path, pace=0) as two:
        assert (one.endpoint_url, one.process_id) == (two.endpoint_url, two.process_id)
        first.__exit__(None, None, None)
        assert Account(two).sts.get_caller_identity()["Account"] == "111122223333"
    assert gone(two.process_id)


def test_it_ends_when_its_only_user_is_killed(tmp_path: Path) -> None:
    with other_process(tmp_path) as (process, local):
        Account(local).s3.create_bucket(Bucket="kept")
        process.kill()
        assert gone(local.process_id)
    with running(tmp_path, pace=0) as again:
        assert [each["Name"] for each in Account(again).s3.list_buckets()["Buckets"]] == ["kept"]


def test_tasks_run_on_over_a_restart(tmp_path: Path) -> None:
    def seen(account: Account) -> list[object]:
        arns = account.ecs.list_tasks(cluster="here")["taskArns"]
        tasks = account.ecs.describe_tasks(cluster="here", tasks=arns)["tasks"]
        (service,) = account.ecs.describe_services(cluster="here", services=["web"])["services"]
        stopped = account.ecs.list_tasks(cluster="here", desiredStatus="STOPPED")["taskArns"]
        keys = ("taskArn", "lastStatus", "startedAt", "taskDefinitionArn")
        return [
            sorted(str([task.get(key) for key in keys]) for task in tasks),
            [[each["id"], each["rolloutState"], each["runningCount"]] for each in service["deployments"]],
            stopped,
        ]

    with running(tmp_path, pace=0) as local:
        account = Account(local)
        account.ecs.create_cluster(clusterName="here")
        container = {"name": "web", "image": "nginx:1"}
        made = account.ecs.register_task_definition(family="web", containerDefinitions=[container])
        definition = made["taskDefinition"]["taskDefinitionArn"]
        account.ecs.create_service(cluster="here", serviceName="web", taskDefinition=definition, desiredCount=2)
        before = seen(account)
        assert str(before).count("RUNNING") == 2
    with running(tmp_path, pace=0) as again:
        assert seen(Account(again)) == before


def test_what_was_under_way_goes_on(tmp_path: Path) -> None:
    with other_process(tmp_path, pace=0.15) as (_, local):
        account = Account(local)
        plan = account.plan("dev", account.upload("dev"), "CREATE")
        account.cloudformation.execute_change_set(ChangeSetName=plan["ChangeSetId"])
        while ("Network", "CREATE_COMPLETE", "") not in account.events("dev"):
            time.sleep(0.05)
        time.sleep(0.4)  # the most that a killed server forgets
        os.kill(local.process_id, signal.SIGKILL)
        assert gone(local.process_id)
    with running(tmp_path, pace=0) as again:
        account = Account(again)
        assert account.settled("dev") == "CREATE_COMPLETE"
        assert {each["ResourceStatus"] for _, each in account.tree("dev")} == {"CREATE_COMPLETE"}
        names = [name for name, status, _ in account.events("dev") if status == "CREATE_COMPLETE"]
        assert len(names) == len(set(names))
        assert len(account.ec2.describe_vpc_endpoints()["VpcEndpoints"]) == 5
        assert account.plan("dev", account.upload("dev"))["Status"] == "FAILED"  # nothing to change


def test_an_update_that_was_under_way_still_rolls_back(tmp_path: Path) -> None:
    def broken(files: dict[str, str]) -> None:
        files["auth-service.yaml"] = files["auth-service.yaml"].replace(":v1.0.2", ":broken")

    with running(tmp_path, pace=0) as local:
        account = Account(local)
        assert account.deploy("dev", account.upload("dev"), "CREATE") == "CREATE_COMPLETE"
        before = {path: each["PhysicalResourceId"] for path, each in account.tree("dev")}
    with other_process(tmp_path, pace=0.25) as (process, local):
        account = Account(local)
        plan = account.plan("dev", account.upload("dev", broken))
        account.cloudformation.execute_change_set(ChangeSetName=plan["ChangeSetId"])
        child = account.child("dev", "AuthService")
        while not any(each[:2] == ("Service", "UPDATE_IN_PROGRESS") for each in account.events(child)):
            time.sleep(0.05)
        time.sleep(0.4)
        process.kill()
        assert gone(local.process_id)
    with running(tmp_path, pace=0) as again:
        account = Account(again)
        assert account.settled("dev") == "UPDATE_ROLLBACK_COMPLETE"
        assert {path: each["PhysicalResourceId"] for path, each in account.tree("dev")} == before


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads the kernel's table of sockets")
def test_it_listens_on_the_loopback_only_and_knows_no_credentials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAREAL")
    monkeypatch.setenv("HTTPS_PROXY", "http://192.0.2.1:3128")
    with running(tmp_path, pace=0) as local:
        folder = Path(f"/proc/{local.process_id}")
        variables = folder.joinpath("environ").read_text().split("\0")
        sockets = {os.readlink(each)[8:-1] for each in folder.joinpath("fd").iterdir() if "socket" in os.readlink(each)}
        tables = [line.split() for name in ("tcp", "tcp6") for line in (folder / "net" / name).read_text().splitlines()]
    listening = [row[1].partition(":")[0] for row in tables if row[3] == "0A" and row[9] in sockets]
    assert listening == ["0100007F"] * 2  # 127.0.0.1, for requests and for those who use it
    assert not [each for each in variables if "production" in each or "AKIAREAL" in each or "192.0.2.1" in each]
    assert [each for each in variables if each.startswith("DOCKER_HOST")] == ["DOCKER_HOST=unix:///dev/null/none"]


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.create_connection(('example.com', 80), 1)",
        "socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock')",
        "socket.socket().bind(('0.0.0.0', 0))",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
    ],
)
def test_the_process_of_the_server_reaches_nothing_else(attempt: str) -> None:
    program = f"""
        import os, socket, subprocess
        from generator.rehearsal.offline import OutOfReach, stay_offline
        stay_offline()
        server = socket.create_server(("127.0.0.1", 0))
        socket.create_connection(server.getsockname())
        assert not [name for name in os.environ if name.startswith("AWS_")]
        try:
            {attempt}
        except OutOfReach:
            print("refused")
    """
    environment = {**os.environ, "AWS_PROFILE": "production"}
    command = [sys.executable, "-c", textwrap.dedent(program)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)
    assert (done.stdout, done.stderr) == ("refused\n", "")
