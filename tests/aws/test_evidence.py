"""Evidence from ECS: everything that tells why, nothing that is secret, with few calls, and never in the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from generator.aws.events import events
from generator.aws.evidence.recorder import SERVICE, Recorder
from generator.changes.causes import Event
from generator.errors import InputError
from tests.aws.scripted import NOW, STACK_ID, Answer, Refuse, Scripted
from tests.aws.scripted import event as told_by_aws

CLUSTER = "arn:aws:ecs:us-east-1:111122223333:cluster/shop"
WEB = "arn:aws:ecs:us-east-1:111122223333:service/shop/web"
GROUP = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/0123456789abcdef"
DEFINITION = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:7"
SECRET = "pR7wq9Zt4kLx2mVb"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)


def service(*said: str, **more: Any) -> dict[str, Any]:
    events = [{"id": text, "createdAt": NOW, "message": text} for text in said]
    told = {"serviceArn": WEB, "serviceName": "web", "clusterArn": CLUSTER, "events": events}
    return {"services": [{**told, "loadBalancers": [{"targetGroupArn": GROUP}], **more}], "failures": []}


def arn(number: int) -> str:
    return f"{CLUSTER.replace(':cluster/', ':task/')}/{number:032x}"


def task(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "taskArn": arn(number),
        "lastStatus": "STOPPED",
        "group": "service:web",
        "taskDefinitionArn": DEFINITION,
        "stoppedReason": "Essential container in task exited",
        "stoppedAt": NOW,
        "containers": [{"name": "app", "exitCode": 1, "image": "web:1"}],
        "overrides": {"containerOverrides": [{"name": "app", "environment": [{"name": "KEY", "value": SECRET}]}]},
        **more,
    }


LOGGING = {
    "logDriver": "awslogs",
    "options": {"awslogs-group": "/ecs/web", "awslogs-stream-prefix": "web", "awslogs-region": "us-east-1"},
}


def recorder(**answers: Answer) -> tuple[Recorder, Scripted]:
    """One service, one task that ended with a line in its log, one target that is not healthy."""
    definition = {"name": "app", "environment": [{"name": "KEY", "value": SECRET}], "logConfiguration": LOGGING}
    usual: dict[str, Answer] = {
        "DescribeServices": service("(service web) was unable to place a task."),
        "ListTasks": {"taskArns": [arn(1)]},
        "DescribeTasks": {"tasks": [task()], "failures": []},
        "DescribeTargetHealth": {
            "TargetHealthDescriptions": [
                {
                    "Target": {"Id": "10.0.1.9", "Port": 80},
                    "TargetHealth": {"State": "unhealthy", "Reason": "Target.Timeout"},
                }
            ]
        },
        "DescribeTaskDefinition": {"taskDefinition": {"containerDefinitions": [definition]}},
        "GetLogEvents": {"events": [{"message": f"DB_PASSWORD={SECRET}"}, {"message": "boom"}]},
    }
    aws = Scripted(usual | answers)
    made = Recorder(aws.cloud(), "shop-dev", "111122223333")
    made.see([event("CREATE_IN_PROGRESS")])
    return made, aws


def event(status: str, type_: str = SERVICE, second: int = 0) -> Event:
    time = NOW + timedelta(seconds=second)
    return Event(
        f"{second}", time, ("Web", "Service"), type_, status, "reason", physical_id=WEB if type_ == SERVICE else "x"
    )


def test_everything_that_tells_why_is_kept_and_no_secret_is() -> None:
    made, _ = recorder()
    made.look_closer()
    bundle = made.bundle("ROLLBACK_COMPLETE")
    assert [(each.path, each.events[0].message) for each in bundle.services] == [
        ("Web/Service", "(service web) was unable to place a task.")
    ]
    assert [(each.stopped_reason, each.containers[0].exit_code) for each in bundle.tasks] == [
        ("Essential container in task exited", 1)
    ]
    assert [each.reason for each in bundle.targets] == ["Target.Timeout"]
    (log,) = bundle.logs
    assert (log.stream, log.lines[1], log.masked) == (f"web/app/{1:032x}", "boom", 1)
    assert SECRET not in bundle.model_dump_json()
    assert bundle.gaps == ()


def test_a_look_is_a_few_calls_and_a_task_is_described_once() -> None:
    made, aws = recorder()
    made.look()
    assert [name for name, _ in aws.calls] == [
        *("DescribeServices", "ListTasks", "DescribeTasks"),
        *("DescribeTaskDefinition", "GetLogEvents"),  # at once: a rollback deletes the log
    ]
    aws.calls.clear()
    for _ in range(5):
        made.look()
    assert [name for name, _ in aws.calls] == ["DescribeServices", "ListTasks"] * 5


def test_nothing_is_asked_before_there_is_a_service() -> None:
    aws = Scripted({})
    made = Recorder(aws.cloud(), "shop-dev")
    made.see([event("CREATE_COMPLETE", "AWS::ECS::Cluster"), event("CREATE_IN_PROGRESS", "AWS::EC2::VPC", 1)])
    made.look_closer()
    assert aws.calls == []


def test_many_tasks_are_read_page_by_page_and_few_logs() -> None:
    pages = [
        {"taskArns": [arn(n) for n in range(100)], "nextToken": "more"},
        {"taskArns": [arn(n) for n in range(100, 150)]},
    ]

    def describe(asked: Any) -> Any:
        assert len(asked["tasks"]) <= 100
        return {"tasks": [task(int(each.rpartition("/")[2], 16)) for each in asked["tasks"]], "failures": []}

    made, aws = recorder(ListTasks=list(pages), DescribeTasks=describe)
    made.look_closer()
    assert len(made.bundle().tasks) == 150
    assert len(aws.made("GetLogEvents")) == 3
    assert len(aws.made("DescribeTaskDefinition")) == 1


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("DescribeServices", "ecs:DescribeServices"),
        ("ListTasks", "ecs:ListTasks"),
        ("DescribeTasks", "ecs:DescribeTasks"),
        ("DescribeTargetHealth", "elasticloadbalancing:DescribeTargetHealth"),
        ("DescribeTaskDefinition", "ecs:DescribeTaskDefinition"),
        ("GetLogEvents", "logs:GetLogEvents"),
    ],
)
def test_what_is_denied_is_a_gap_and_is_not_asked_again(operation: str, action: str) -> None:
    made, aws = recorder(**{operation: Refuse("AccessDeniedException", "not authorized")})
    for _ in range(3):
        made.look_closer()
    (gap,) = made.bundle().gaps
    assert (gap.call, gap.denied) == (action, True)
    assert len(aws.made(operation)) == 1


def test_what_is_deleted_already_is_no_gap() -> None:
    made, _ = recorder(
        ListTasks=Refuse("ClusterNotFoundException", "Cluster not found."),
        DescribeTargetHealth=Refuse("TargetGroupNotFound", "gone"),
    )
    made.look_closer()
    assert made.bundle().gaps == ()


def test_a_network_that_breaks_is_a_gap() -> None:
    made, _ = recorder(ListTasks=Refuse("InternalFailure", "oh", 500))
    made.look()
    (gap,) = made.bundle().gaps
    assert (gap.call, gap.denied) == ("ecs:ListTasks", False)


def test_what_a_service_said_stays_when_it_is_deleted() -> None:
    gone = {"services": [], "failures": [{"arn": WEB, "reason": "MISSING"}]}
    made, _ = recorder(DescribeServices=[service("first"), service("second", "first"), gone])
    for _ in range(3):
        made.look()
    (kept,) = made.bundle().services
    assert [each.message for each in kept.events] == ["first", "second"]


def test_a_service_that_was_gone_before_anybody_looked_is_known_by_the_stack() -> None:
    made, _ = recorder(DescribeServices={"services": [], "failures": []})
    made.look()
    (kept,) = made.bundle().services
    assert (kept.path, kept.name, kept.cluster) == ("Web/Service", "web", CLUSTER)


def test_what_a_service_said_before_the_operation_is_left_out() -> None:
    """ECS tells of a hundred events: those of an attempt that was rolled back days ago are among them."""
    old = {"id": "old", "createdAt": NOW - timedelta(days=1), "message": "(service web) was unable to place a task."}
    now = {"id": "now", "createdAt": NOW, "message": "(service web) has reached a steady state."}
    seen, _ = recorder(DescribeServices=service(events=[now, old]))
    seen.look()
    assert [event.id for event in seen.bundle().services[0].events] == ["now"]


def test_only_one_service() -> None:
    made, aws = recorder()
    made.only("api", "shop")
    made.look()
    assert aws.made("DescribeServices")[0]["services"] == [WEB.replace("/web", "/api")]
    with pytest.raises(InputError, match="api"):
        made.only("other")


def test_what_a_hook_said_is_kept() -> None:
    told = told_by_aws(
        1, "Bucket", "CREATE_IN_PROGRESS", HookType="Acme::Encryption", HookStatus="HOOK_COMPLETE_FAILED",
        HookStatusReason="no key", HookFailureMode="FAIL",
    )  # fmt: skip
    made, aws = recorder(DescribeStackEvents={"StackEvents": [told]})
    assert made.see(events(aws.cloud(), STACK_ID))
    (kept,) = [each for each in made.bundle().stack_events if each.path == "Bucket"]
    assert kept.hook is not None
    assert (kept.hook.name, kept.hook.reason, kept.hook.mode) == ("Acme::Encryption", "no key", "FAIL")
