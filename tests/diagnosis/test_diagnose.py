"""What was said and what the proof shows, united: the right cause first, each once, and what it cannot be."""

from __future__ import annotations

import json

import pytest

from generator.diagnosis.bundle import Deployment, Gap
from generator.diagnosis.diagnose import diagnose
from generator.diagnosis.messages import Message
from generator.report.diagnosis import as_json, github, text
from generator.report.style import Style
from tests.diagnosis.evidence import (
    GROUP,
    TASK,
    Container,
    Log,
    Target,
    bundle,
    failed,
    fault,
    proof,
    row,
    service,
    task,
)

PULL = (
    "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref "
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:v9: failed to do request: Head "
    '"https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/v2/web/manifests/v9": dial tcp 10.0.1.7:443: i/o timeout'
)
BREAKER = (
    'Resource handler returned message: "Error occurred during operation '
    "'ECS Deployment Circuit Breaker was triggered'.\""
)
ECS = "AWS::ECS::Service"


def test_the_fault_that_the_proof_shows_comes_first_with_its_place() -> None:
    found = diagnose(
        bundle(
            tasks=(task(PULL),),
            stack_events=(failed("Web/Service", ECS, BREAKER),),
            proof=proof(
                fault(
                    "ECS010", "Endpoints/EcrDkr", "Web/Service", property="SubnetIds.0", app="app.yaml:9:3 services.web"
                ),
                row("Web/Service", "ecr.dkr", "no", 1, "ECS010"),
            ),
        )
    )
    first = found.causes[0]
    assert (first.rule, first.resource, first.file, first.line) == ("ECS010", "Endpoints/EcrDkr", "network.yaml", 7)
    assert (first.property, first.app) == ("SubnetIds.0", "app.yaml:9:3 services.web")
    assert any("i/o timeout" in line for line in first.evidence)
    assert "proof: ecr.dkr of Web/Service is no" in first.evidence
    assert len(found.causes) == 1  # what only says that the deployment failed adds nothing


def test_a_fault_of_another_service_is_not_blamed() -> None:
    others = fault("ECS050", "Endpoints/Group", "Jobs/Service")
    found = diagnose(bundle(tasks=(task(PULL),), proof=proof(others)))
    assert [cause.rule for cause in found.causes] == [""]


def test_what_the_proof_rules_out_is_said_with_its_evidence() -> None:
    found = diagnose(bundle(tasks=(task(PULL),), proof=proof(row("Web/Service", "ecr.dkr", "yes", 1))))
    because = {excluded.rule: excluded.because for excluded in found.excluded}
    assert "ecr.dkr of Web/Service" in because["ECS010"]
    assert found.causes[0].file == "web.yaml"


def test_what_the_proof_does_not_know_rules_nothing_out() -> None:
    rows = (row("Web/Service", "ecr.api", "yes", 1), row("Web/Service", "ecr.dkr", "unknown", 1))
    found = diagnose(bundle(tasks=(task(PULL),), proof=proof(*rows)))
    assert "ECS010" not in {excluded.rule for excluded in found.excluded}
    assert any("ecr.dkr" in unknown for unknown in found.unknown)


def test_another_resource_that_failed_first_is_the_cause() -> None:
    events = (
        failed(
            "Database/Instance",
            "AWS::RDS::DBInstance",
            "The parameter MasterUserPassword is not a valid password",
            second=1,
        ),
        failed("Web/Service", ECS, BREAKER, second=9),
    )
    found = diagnose(bundle(stack_events=events))
    assert found.causes[0].resource == "Database/Instance"


def test_a_reason_that_nobody_knows_is_still_told() -> None:
    found = diagnose(bundle(stack_events=(failed("Web/Thing", "AWS::X::Y", "Zzyzx is out of frobs"),)))
    assert (found.causes[0].what, found.causes[0].resource) == ("Zzyzx is out of frobs", "Web/Thing")


def test_the_log_tells_why_a_program_ended() -> None:
    ended = task("Essential container in task exited", Container(name="web", exit_code=1))
    line = 'FATAL: no pg_hba.conf entry for host "10.0.1.9", user "app", database "app", no encryption'
    log = Log(task=TASK, container="web", group="/ecs/web", stream=f"web/web/{TASK[-32:]}", lines=(line,))
    found = diagnose(bundle(tasks=(ended,), logs=(log,)))
    assert "TLS" in found.causes[0].what + found.causes[0].fix or "encrypt" in found.causes[0].what
    assert all("essential" not in cause.entry for cause in found.causes)


def test_the_reason_of_an_unhealthy_target_is_read() -> None:
    target = Target(
        group=GROUP, id="10.0.1.9", port=80, state="unhealthy", reason="Target.ResponseCodeMismatch",
        description="Health checks failed with these codes: [404]",
    )  # fmt: skip
    found = diagnose(bundle(targets=(target,), services=(service("web", target_groups=(GROUP,)),)))
    assert found.causes[0].resource == "Web/Service"
    assert GROUP in found.causes[0].command


def test_tasks_that_were_scaled_in_say_nothing() -> None:
    said = "Scaling activity initiated by (deployment ecs-svc/0123456789012345678)"
    assert diagnose(bundle(tasks=(task(said),))).causes == ()


def test_the_same_message_of_ten_tasks_is_one_piece_of_evidence() -> None:
    tasks = tuple(task(PULL.replace("10.0.1.7", f"10.0.1.{n}"), arn=TASK[:-1] + str(n)) for n in range(10))
    (cause,) = diagnose(bundle(tasks=tasks)).causes
    assert len(cause.evidence) == 1
    assert "(10 times)" in cause.evidence[0]


def test_a_service_that_failed_is_blamed_for_its_errors_without_any_message() -> None:
    events = (failed("Web/Service", ECS, BREAKER),)
    faults = (fault("ECS031", "Web/Role", "Web/Service"), fault("WCS151", "Web/Task", "Web/Service"))
    found = diagnose(bundle(stack_events=events, proof=proof(*faults)))
    assert [cause.rule for cause in found.causes] == ["ECS031"]


def test_what_only_says_that_it_failed_does_not_lift_a_fault_above_what_says_why() -> None:
    said = "(service web) is unable to consistently start tasks successfully."
    faults = proof(fault("ECS080", "Web/Task", "Web/Service"))
    found = diagnose(bundle(services=(service("web", said),), tasks=(task(PULL),), proof=faults))
    assert [cause.rule for cause in found.causes] == ["", "ECS080"]
    quiet = diagnose(bundle(services=(service("web", said),), proof=faults))
    assert [cause.rule for cause in quiet.causes] == ["ECS080"]


def test_one_fault_that_two_messages_tell_is_one_cause() -> None:
    health = task("Task failed container health checks", Container(name="web", exit_code=137))
    events = (failed("Web/Service", ECS, BREAKER),)
    found = diagnose(
        bundle(tasks=(health,), stack_events=events, proof=proof(fault("ECS080", "Web/Task", "Web/Service")))
    )
    (cause,) = found.causes
    assert any("health checks" in line for line in cause.evidence)
    assert any("Circuit Breaker" in line for line in cause.evidence)


def test_the_same_failure_of_two_resources_is_two_causes() -> None:
    reason = "The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400)"
    events = tuple(failed(f"Net/Nat{n}", "AWS::EC2::EIP", reason, second=n) for n in (1, 2))
    assert [cause.resource for cause in diagnose(bundle(stack_events=events)).causes] == ["Net/Nat1", "Net/Nat2"]


def test_a_pasted_message_is_held_against_the_proof() -> None:
    said = [Message(PULL, "what was pasted")]
    found = diagnose(bundle(services=(), proof=proof(fault("ECS010", "Endpoints/EcrDkr", "Web/Service"))), said)
    assert found.causes[0].rule == "ECS010"


@pytest.mark.parametrize("denied", [True, False])
def test_what_could_not_be_read_is_said(denied: bool) -> None:
    gap = {"call": "ecs:DescribeTasks", "why": "not authorized", "denied": denied}
    found = diagnose(bundle(gaps=(gap,)))
    assert found.missing_permissions == (("ecs:DescribeTasks",) if denied else ())
    assert any("ecs:DescribeTasks" in unknown for unknown in found.unknown) is not denied


def test_the_three_forms_say_the_same() -> None:
    found = diagnose(bundle(tasks=(task(PULL),), proof=proof(fault("ECS010", "Endpoints/EcrDkr", "Web/Service"))))
    told = json.loads(as_json(found))
    assert set(told) == {"stack", "causes", "excluded", "unknown", "missing_permissions"}
    assert told["causes"][0]["fix"] == "mend Endpoints/EcrDkr"
    assert "::error file=output/dev/network.yaml,line=7,title=ECS010::" in github(found)
    shown = text(found, Style(80))
    assert "output/dev/network.yaml:7" in shown
    assert shown.index("mend Endpoints/EcrDkr") < shown.index("what ECS010 says")
    assert all(len(line) <= 80 for line in shown.splitlines() if "$ aws" not in line and "https:" not in line)


STEADY = Deployment(id="2", status="PRIMARY", rollout="COMPLETED", desired=1, running=1)


def test_a_stack_that_runs_is_healthy_whatever_failed_before() -> None:
    past = Deployment(id="1", status="ACTIVE", rollout="FAILED", reason="ECS deployment circuit breaker: tasks failed")
    found = diagnose(bundle(status="UPDATE_COMPLETE", services=(service(status="ACTIVE", deployments=(STEADY, past)),)))
    assert (found.causes, found.healthy) == ((), True)
    assert "healthy" in text(found, Style())
    assert json.loads(as_json(found))["healthy"] is True


@pytest.mark.parametrize(
    "more",
    [
        {"status": "UPDATE_ROLLBACK_COMPLETE"},
        {"services": (service(status="ACTIVE", deployments=(STEADY.model_copy(update={"running": 0}),)),)},
        {"targets": (Target(group=GROUP, id="10.0.0.7", state="unhealthy"),)},
        {"gaps": (Gap(call="ecs:DescribeServices", why="AccessDenied", denied=True),)},
    ],
    ids=["rolled back", "too few tasks", "unhealthy target", "not read"],
)
def test_what_is_not_seen_to_run_is_not_called_healthy(more: dict[str, object]) -> None:
    runs = {"status": "UPDATE_COMPLETE", "services": (service(status="ACTIVE", deployments=(STEADY,)),)}
    assert diagnose(bundle(**runs)).healthy
    assert not diagnose(bundle(**(runs | more))).healthy


def test_a_message_that_sends_to_the_log_shows_its_end() -> None:
    ended = task("Essential container in task exited", Container(name="web", exit_code=1))
    lines = ("starting", *(f"step {number}" for number in range(9)), "bye")
    log = Log(task=TASK, container="web", group="/shop/web", stream="web/web/1", lines=lines)
    (cause,) = diagnose(bundle(services=(service(),), tasks=(ended,), logs=(log,))).causes
    assert cause.evidence[-1] == "log: bye"
    assert "log: starting" not in cause.evidence, "only the end"
    assert "log     bye" in text(diagnose(bundle(services=(service(),), tasks=(ended,), logs=(log,))), Style())


def test_the_task_definition_of_the_task_stands_in_the_command() -> None:
    arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7"
    stopped = task("ResourceInitializationError: unable to pull secrets or registry auth: did not contain json key x")
    tasks = (stopped.model_copy(update={"task_definition": arn}),)
    found = diagnose(bundle(services=(service(),), tasks=tasks))
    assert "--task-definition web:7" in found.causes[0].command


def test_one_slip_in_two_places_of_a_resource_fills_no_screen() -> None:
    two = [fault("ECS034", "Web/TaskDefinition", "Web/Service", property=f"Secrets.{number}") for number in (0, 2)]
    found = diagnose(
        bundle(services=(service(),), proof=proof(*two)), [Message("did not contain json key x", "pasted")]
    )
    told = text(found, Style())
    assert len(found.causes) == 2
    assert told.count("why     ") == 1
    assert "also    Web/TaskDefinition Secrets.2" in told


def test_what_an_event_repeats_of_a_task_is_not_told_twice() -> None:
    told = bundle(
        services=(service("web", f"(service web) was unable to place a task. Reason: {PULL}."),), tasks=(task(PULL),)
    )
    assert text(diagnose(told), Style()).count("said    ") == 1
