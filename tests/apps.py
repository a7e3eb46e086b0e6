"""Strategies that draw valid app.yaml content, as plain data."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from generator.awsdata.fargate import sizes
from generator.compose.modules import load as load_modules
from generator.config import logical_id
from tests.gallery import TEMPLATES

TAKEN = {"Root", "Task", "Endpoint", "DatabaseClient", "S3", "Dynamodb", *map(logical_id, load_modules(TEMPLATES))}
"""Logical ids that stacks or security groups have already."""
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,5})?", fullmatch=True).filter(
    lambda name: logical_id(name) not in TAKEN
)
PORTS = st.one_of(st.integers(1024, 65535), st.sampled_from([3000, 8080, 13000, 30001]))
CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:given-AbCdEf"
SECRETS = st.sampled_from([{"generate": 32}, "/some/parameter", SECRET, f"{SECRET}:key::", {"parameter": "other"}])
PERMISSIONS = st.sampled_from(
    [
        {"actions": ["sqs:SendMessage"], "resources": ["arn:aws:sqs:us-east-1:111122223333:queue"]},
        {"actions": ["s3:GetObject", "s3:PutObject"], "resources": ["arn:aws:s3:::bucket/*"]},
        {"actions": ["dynamodb:GetItem"], "resources": ["arn:aws:dynamodb:us-east-1:111122223333:table/t"]},
    ]
)


@st.composite
def services(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique_by=logical_id))
    made: dict[str, Any] = {name: draw(service(name)) for name in names}
    for name, each in made.items():
        callable_ = [other for other in names if other != name and "port" in made[other]]
        if callable_:
            each["calls"] = draw(st.lists(st.sampled_from(callable_), unique=True, max_size=4))
    return made


@st.composite
def service(draw: st.DrawFn, name: str) -> dict[str, Any]:
    cpu = draw(st.sampled_from([256, 512, 1024]))
    fewest = draw(st.integers(2, 4))
    scale = {"min": fewest, "max": fewest + draw(st.integers(0, 6))}
    each: dict[str, Any] = {"image": f"own/{name}:v{draw(st.integers(0, 9))}", "cpu": cpu, "scale": scale}
    each["memory_mib"] = draw(st.sampled_from(sizes()[cpu]))
    if draw(st.booleans()):
        each["port"] = draw(PORTS)
        each["health"] = {"probe": draw(st.sampled_from(["node", "python", "wget", "none"]))}
        if draw(st.booleans()):
            each["route"] = {"path": draw(st.sampled_from([f"/{name}/*", f"/v1/{name}", f"/{name}?", f"/{name}/"]))}
    if draw(st.booleans()):
        each["uses"] = ["database"]
    if draw(st.integers(0, 3)) == 0:
        each |= {"exec": True, "read_only_root_filesystem": False}
    each["spot"] = draw(st.booleans())
    each["secrets"] = draw(st.dictionaries(st.sampled_from(["ONE", "TWO", "A_KEY"]), SECRETS, max_size=3))
    each["permissions"] = draw(st.lists(PERMISSIONS, max_size=2))
    texts = st.sampled_from(["x", "on: off", "3", ""])
    each["environment"] = draw(st.dictionaries(st.sampled_from(["MODE", "LEVEL"]), texts))
    return each


@st.composite
def apps(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an app.yaml with one environment, as plain data."""
    egress = draw(st.sampled_from(["endpoints", "nat", "nat-per-zone", "hybrid", "public"]))
    app: dict[str, Any] = {"name": draw(st.sampled_from(["a", "my-app", "app-2"])), "services": draw(services())}
    app["region"] = draw(st.sampled_from(["us-east-1", "eu-west-1", "ap-southeast-2"]))
    app["network"] = {"egress": egress, "availability_zones": draw(st.integers(2, 4))}
    app["load_balancer"] = {"scheme": draw(st.sampled_from(["internal", "internet-facing"]))}
    if draw(st.booleans()):
        blocks = st.sampled_from(["10.0.0.0/16", "203.0.113.0/24"])
        app["load_balancer"]["allowed_cidrs"] = draw(st.lists(blocks, min_size=1, max_size=3))
    if draw(st.booleans()) or egress != "public":
        app["load_balancer"]["certificate_arn"] = CERTIFICATE.replace("us-east-1", app["region"])
    if any("uses" in each for each in app["services"].values()):
        app["database"] = {"multi_az": draw(st.booleans()), "enhanced_monitoring": draw(st.booleans())}
    app["alarms"] = {"enabled": draw(st.booleans())}
    app["flow_log"] = {"enabled": draw(st.booleans())}
    app["environments"] = {"dev" if egress == "public" else draw(st.sampled_from(["dev", "prod"])): {}}
    return app
