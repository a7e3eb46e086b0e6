"""Which endpoint each thing that a task uses needs."""

from __future__ import annotations

from generator.awsdata.apis import callable_types
from generator.awsdata.services import actions, endpoint_names, gateway_services, host_of
from generator.needs.calls import actions_at_endpoint
from generator.report.guides.table import code, codes, table
from generator.report.guides.task import REGION, needs, task, want


def to_start() -> str:
    """What ECS itself calls to start a task, from the rows that `prove` has for one that uses everything."""
    reasons: dict[str, list[str]] = {}
    for need in needs():
        if need.name in (*endpoint_names().values(), "ecr.api", "ecr.dkr"):
            reasons.setdefault(need.name, []).append(need.why)
    rows = []
    for api, why in reasons.items():
        asked = dict.fromkeys(action.name for action in actions_at_endpoint(task(), want(), api))
        rows.append((_endpoint(api), _type(api), "; ".join(why), _name(api), codes(asked)))
    exec_ = actions("exec")
    rows.append((_endpoint("ssmmessages"), _type("ssmmessages"), "ECS Exec", _name("ssmmessages"), codes(exec_)))
    return table(("endpoint", "type", "because", "name that has to resolve to it", "a policy lets through"), rows)


def of_code() -> str:
    """What a program calls by itself, told by its role or its variables."""
    told: dict[str, list[str]] = {}
    for kind, known in callable_types().items():
        told.setdefault(known.service, []).append(kind)
    rows = [
        (
            code(service if ":" in service else f"{service}:*"),
            _endpoint(api),
            _type(api),
            _name(api),
            codes(told.get(service, ())),
        )
        for service, api in endpoint_names().items()
    ]
    return table(("actions", "endpoint", "type", "name", "variables that name one of these tell of it"), rows)


def _endpoint(api: str) -> str:
    return code(f"com.amazonaws.{REGION}.{api}")


def _type(api: str) -> str:
    return "Gateway" if api in gateway_services() else "Interface"


def _name(api: str) -> str:
    return code(host_of(api).format(region=REGION, domain="amazonaws.com"))
