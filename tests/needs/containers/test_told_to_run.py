"""Commands, waits, checks and images that keep a task from staying are told, and the nearest twin of each is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits, template
from generator.needs.matrix import Prover
from generator.stack import load

WEB, SECOND = "TaskDefinition.ContainerDefinitions.0", "TaskDefinition.ContainerDefinitions.1"
COMMAND, CHECK, IMAGE = f"{WEB}.Command", f"{WEB}.HealthCheck.Command.1", f"{WEB}.Image"
BUSYBOX = "{Name: init, Image: 'public.ecr.aws/docker/library/busybox:1', Essential: false, Command: [%s]%s}"
OWN = "!Sub '111122223333.dkr.ecr.us-east-1.amazonaws.com/%s'"


def waits(command: str, condition: str = "SUCCESS", more: str = "") -> Edits:
    """A container that web waits for."""
    return {SECOND: BUSYBOX % (command, more), f"{WEB}.DependsOn": f"[{{ContainerName: init, Condition: {condition}}}]"}


COMMANDS = [
    (
        {COMMAND: "[npm, run, migrate, '&&', npm, start]"},
        {COMMAND: "[sh, -c, 'npm run migrate && npm start']"},
        "read &&",
    ),
    (
        {COMMAND: "[node, server.js, --port, $PORT]"},
        {COMMAND: "[sh, -c, 'node server.js --port $PORT']"},
        "the variable is",
    ),
    ({COMMAND: "[CMD-SHELL, node server.js]"}, {COMMAND: "[node, server.js]"}, "word of health checks"),
    ({COMMAND: "[source, env.sh]"}, {COMMAND: "[sh, -c, '. ./env.sh && exec node server.js']"}, "is of shells"),
    ({COMMAND: "['']"}, {COMMAND: "[node]"}, "an empty word"),
    (
        {COMMAND: '[sh, -c, "echo \'it && node server.js"]'},
        {COMMAND: "[sh, -c, \"echo 'it' && node server.js\"]"},
        "not closed",
    ),
    (
        {COMMAND: "[sh, -c, 'if [ -n $A ]; then node server.js']"},
        {COMMAND: "[sh, -c, 'if [ -n $A ]; then node a.js; else node b.js; fi']"},
        "whose fi is missing",
    ),
    (
        {COMMAND: "[sh, -c, 'echo start; exit 1; node server.js']"},
        {COMMAND: "[sh, -c, 'node server.js; exit 1']"},
        "exit 1",
    ),
    (
        {COMMAND: "[sh, -c, 'set -e; false; node server.js']"},
        {COMMAND: "[sh, -c, 'false; node server.js']"},
        "run false",
    ),
    ({COMMAND: "[nginx]"}, {COMMAND: "[nginx, -g, daemon off;]"}, "the background"),
    ({COMMAND: "[pm2, start, server.js]"}, {COMMAND: "[pm2-runtime, start, server.js]"}, "the background"),
    ({COMMAND: "[redis-server, --daemonize, 'yes']"}, {COMMAND: "[redis-server, --daemonize, 'no']"}, "the background"),
    ({COMMAND: "[cp, -r, /a, /b]"}, {COMMAND: "[sh, -c, cp -r /a /b && exec node server.js]"}, "told to run cp"),
    ({COMMAND: "[crond]"}, {COMMAND: "[crond, -f]"}, "the background"),
    ({COMMAND: "[crond, -l2]"}, {COMMAND: "[crond, -fl2]"}, "the background"),
    ({COMMAND: "[sshd, -e]"}, {COMMAND: "[sshd, -De]"}, "the background"),
    ({COMMAND: "[httpd, -f, /etc/httpd.conf]"}, {COMMAND: "[httpd, -f, -p, '80']"}, "the background"),
    ({COMMAND: "[httpd]"}, {COMMAND: "[httpd, -X]"}, "the background"),
    ({COMMAND: "[pm2, start, server.js]"}, {COMMAND: "[pm2, start, --attach, server.js]"}, "the background"),
    ({COMMAND: "[/usr/local/tomcat/bin/startup.sh]"}, {COMMAND: "[/app/startup.sh]"}, "the background"),
    (
        {f"{WEB}.Environment": "[{Name: NODE_OPTIONS, Value: max-old-space-size=400}]"},
        {f"{WEB}.Environment": "[{Name: NODE_OPTIONS, Value: --max-old-space-size=400}]"},
        "options begin with -",
    ),
]
WAITS = [
    (waits("sh, -c, exit 3"), waits("sh, -c, exit 0"), "to succeed"),
    (waits("sleep, infinity", "COMPLETE"), waits("sleep, '5'", "COMPLETE"), "never ends"),
    (waits("sh, -c, while true; do sleep 5; done"), waits("sh, -c, while true; do sleep 5; break; done"), "a loop"),
    (
        waits("'true'", "HEALTHY", ", HealthCheck: {Command: [CMD-SHELL, exit 0]}"),
        waits("sleep, '600'", "HEALTHY", ", HealthCheck: {Command: [CMD-SHELL, exit 0]}"),
        "to be healthy",
    ),
    (waits("sleep, '60'", more=", StartTimeout: 20"), waits("sleep, '10'", more=", StartTimeout: 20"), "StartTimeout"),
    (
        waits("sh, -c, 'until wget -q http://127.0.0.1:3000/; do sleep 1; done'"),
        waits("sh, -c, 'until wget -q http://127.0.0.1:9000/; do sleep 1; done'"),
        "waits for a port of it",
    ),
    (
        {CHECK: "wget -q http://127.0.0.1:3000/; exit 1"},
        {CHECK: "wget -q http://127.0.0.1:3000/ || exit 1"},
        "whatever it finds",
    ),
    (
        {CHECK: '"wget -q \'http://127.0.0.1:3000 || exit 1"'},
        {CHECK: "\"wget -q 'http://127.0.0.1:3000' || exit 1\""},
        "not closed",
    ),
    (
        {CHECK: "sleep 10; wget -q http://127.0.0.1:3000/"},
        {CHECK: "sleep 2; wget -q http://127.0.0.1:3000/"},
        "fails after 5",
    ),
    ({CHECK: "'! wget -q http://127.0.0.1:3000/'"}, {CHECK: "wget -q http://127.0.0.1:3000/"}, "turns its answer"),
    ({CHECK: "nc -z db 5432"}, {CHECK: "nc -z localhost 3000"}, "asks db"),
    ({f"{WEB}.HealthCheck.Command": "[CMD-SHELL]"}, {}, "without a program"),
]
LIMITS = [
    (
        {f"{WEB}.Ulimits": "[{Name: nofile, SoftLimit: 2000000, HardLimit: 2000000}]"},
        {f"{WEB}.Ulimits": "[{Name: nofile, SoftLimit: 65536, HardLimit: 1048576}]"},
        "not between",
    ),
    (
        {f"{WEB}.Ulimits": "[{Name: nofile, SoftLimit: 3, HardLimit: 3}]"},
        {f"{WEB}.Ulimits": "[{Name: nofile, SoftLimit: 1024, HardLimit: 4096}]"},
        "open more files",
    ),
    (
        {
            "TaskDefinition.Volumes": "[{Name: d}]",
            f"{WEB}.MountPoints": "[{SourceVolume: d, ContainerPath: /usr/src/app}]",
        },
        {
            "TaskDefinition.Volumes": "[{Name: d}]",
            f"{WEB}.MountPoints": "[{SourceVolume: d, ContainerPath: /usr/src/app/data}]",
        },
        "over what its image has",
    ),
    (
        {"TaskDefinition.Volumes": "[{Name: d}]", f"{WEB}.MountPoints": "[{SourceVolume: d, ContainerPath: /proc}]"},
        {"TaskDefinition.Volumes": "[{Name: d}]", f"{WEB}.MountPoints": "[{SourceVolume: d, ContainerPath: /data}]"},
        "kernel",
    ),
    ({f"{WEB}.MemoryReservation": "4"}, {f"{WEB}.MemoryReservation": "128"}, "are the least"),
    (
        {IMAGE: "11112222333.dkr.ecr.us-east-1.amazonaws.com/web:v1"},
        {IMAGE: "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1"},
        "11 digits",
    ),
    (
        {IMAGE: "'${AWS::AccountId}.dkr.ecr.us-east-1.amazonaws.com/web:v1'"},
        {IMAGE: "!Sub '${AWS::AccountId}.dkr.ecr.us-east-1.amazonaws.com/web:v1'"},
        "no Fn::Sub",
    ),
    (
        {IMAGE: "'111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1 '"},
        {IMAGE: "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1"},
        "a space before or after",
    ),
]
USER_DATA = "HostTemplate.LaunchTemplateData.UserData"
SCRIPT = '!Base64 {"Fn::Sub": "#!/bin/sh\\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\\n%s"}'
TYPE = "HostTemplate.LaunchTemplateData.InstanceType"
PARAMETER = "'{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-%s/recommended/image_id}}'"
HOSTS = [
    ({TYPE: "t3.nano", "Service.DesiredCount": "1"}, {TYPE: "t3.micro", "Service.DesiredCount": "1"}, "to the brim"),
    ({USER_DATA: (SCRIPT % "").replace("ecs.config", "ecs.conf")}, {USER_DATA: SCRIPT % ""}, "another file"),
    (
        {USER_DATA: (SCRIPT % "").replace("#!", "## my script\\n#!")},
        {USER_DATA: (SCRIPT % "").replace("#!", "## template: jinja\\n#!")},
        "is not run",
    ),
    ({USER_DATA: (SCRIPT % "").replace("#!", " #!")}, {USER_DATA: SCRIPT % ""}, "before #!"),
    ({USER_DATA: (SCRIPT % "").replace("\\n", "\\r\\n")}, {USER_DATA: SCRIPT % ""}, "of Windows"),
    (
        {USER_DATA: SCRIPT % "service docker stop\\n"},
        {USER_DATA: SCRIPT % "service docker status\\n"},
        "stops the agent",
    ),
    ({TYPE: "t3.mediun"}, {TYPE: "t3.medium"}, "no type of instance"),
    (
        {"HostTemplate.LaunchTemplateData.ImageId": PARAMETER % "2022"},
        {"HostTemplate.LaunchTemplateData.ImageId": PARAMETER % "2023"},
        "no image that ECS offers",
    ),
]
SERVED = [
    (
        {COMMAND: "[flask, run, --host, 0.0.0.0]"},
        {COMMAND: "[flask, run, --host, 0.0.0.0, --port, '3000']"},
        "on port 5000",
    ),
]


@pytest.mark.parametrize(
    ("base", "cases"),
    [("nat", COMMANDS), ("nat", WAITS), ("nat", LIMITS), ("hosts", HOSTS), ("balanced", SERVED)],
    ids=["commands", "waits", "limits", "hosts", "ports"],
)
def test_what_does_not_stay_is_told_and_its_twin_is_proven(
    tmp_path: Path, base: str, cases: list[tuple[Edits, Edits, str]]
) -> None:
    for wrong, right, word in cases:
        assert any(word in each for each in doubts(tmp_path, base, wrong)), (word, doubts(tmp_path, base, wrong))
        assert doubts(tmp_path, base, right) == [], word


@pytest.mark.parametrize(
    ("source", "path", "told"),
    [("/sys", "/sys", False), ("/x", "/sys", True), ("/x", "/proc/meminfo", False), ("/x", "/proc/devices", True)],
)
def test_the_kernel_of_the_host_may_be_mounted_at_its_place(tmp_path: Path, source: str, path: str, told: bool) -> None:
    volume, mount = f"[{{Name: d, Host: {{SourcePath: {source}}}}}]", f"[{{SourceVolume: d, ContainerPath: {path}}}]"
    found = doubts(tmp_path, "hosts", {"TaskDefinition.Volumes": volume, f"{WEB}.MountPoints": mount})
    assert any("of the kernel" in each for each in found) is told


@pytest.mark.parametrize(("kept", "verdict"), [(256, "yes"), (3900, "no")])
def test_what_the_agent_keeps_for_others_is_no_room_for_tasks(tmp_path: Path, kept: int, verdict: str) -> None:
    path = tmp_path / "root.yaml"
    told = SCRIPT % f"echo ECS_RESERVED_MEMORY={kept} >> /etc/ecs/ecs.config\\n"
    path.write_text(template("hosts", ((USER_DATA, told),)))
    rows = {each.need.name: each.answer for each in Prover(load(path, {"AWS::Region": "us-east-1"})).proofs}
    assert rows["host"].verdict.value == verdict


def doubts(folder: Path, base: str, edits: Edits) -> list[str]:
    """Why the task of a base is not proven after some edits."""
    path = folder / "root.yaml"
    path.write_text(template(base, tuple(edits.items())))
    rows = Prover(load(path, {"AWS::Region": "us-east-1"})).proofs
    named = [each for each in rows if each.need.name.startswith(("start", "host", "health check"))]
    told = [each.answer for each in named if each.answer.verdict.value != "yes"]
    certain = [str(getattr(cause, "said", cause)) for each in told for cause in each.causes]
    return [*(str(why) for each in told for why in each.because), *certain]
