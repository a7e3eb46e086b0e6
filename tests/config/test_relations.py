"""What is refused because of something said elsewhere: other services, stores, the network, the profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import BASE, build, changed, is_told, place, refused

AUTH = "services.auth-service"
TASK = "services.task-service"
USES = "uses: [database]"

WRONG = [
    # What does not exist
    (
        "calls: [auth-service]",
        "calls: [^auth-servic]",
        f"{TASK}.calls.0",
        "is no service of this app (got auth-servic, accepted auth-service); did you mean auth-service?",
    ),
    ("calls: [auth-service]", "calls: [^database]", f"{TASK}.calls.0", "is no service of this app (got database, "),
    ("calls: [auth-service]", "calls: [^task-service]", f"{TASK}.calls.0", "is the service itself (got task-service)"),
    (
        USES,
        "uses: [database, ^databse]",
        f"{AUTH}.uses.1",
        "is no store (got databse, accepted database); did you mean database?",
    ),
    (USES, "uses: [database, ^task-service]", f"{AUTH}.uses.1", "is no store (got task-service, "),
    # Routes
    ("path: /tasks/*", "path: ^/auth/*", f"{TASK}.route.path", "is also the route of auth-service (got /auth/*)"),
    ("path: /tasks/*", "path: ^tasks", f"{TASK}.route.path", "has a form that is not accepted (got tasks, "),
    # Networks
    (
        "cidr: 10.0.0.0/16",
        "cidr: ^10.0.0.0/24",
        "network.cidr",
        "has a size that cannot be divided into the subnets (got 10.0.0.0/24, ",
    ),
    ("cidr: 10.0.0.0/16", "cidr: ^10.0.0.1/16", "network.cidr", "is not a CIDR block (got 10.0.0.1/16, "),
    ("cidr: 10.0.0.0/16", "cidr: ^8.8.0.0/16", "network.cidr", "is not a private address range (got 8.8.0.0/16, "),
    (
        "  prod:\n",
        "  prod:\n    network: {egress: ^public}\n",
        "network.egress",
        "gives tasks public addresses, which prod does not allow (got public)",
    ),
    # Health
    (
        "probe: node",
        "probe: node, interval_seconds: 5, timeout_seconds: ^5",
        f"{AUTH}.health.timeout_seconds",
        "accepted less than interval_seconds (5)",
    ),
    (
        "probe: node",
        "probe: node, interval_seconds: ^4",
        f"{AUTH}.health.interval_seconds",
        "is too small (got 4, accepted at least 5)",
    ),
    (
        "probe: node",
        "probe: node, retries: ^11",
        f"{AUTH}.health.retries",
        "is too large (got 11, accepted at most 10)",
    ),
    ("probe: node", "probe: ^perl", f"{AUTH}.health.probe", "is not a probe known here (got perl, "),
    ("probe: node", "probe: ^pyton", f"{AUTH}.health.probe", "did you mean python?"),
    ("probe: node", "probe: ^curl", f"{AUTH}.health.probe", "needs curl, which few base images have"),
    # Deployments and scaling
    (
        USES,
        USES + "\n    scale: {min: 2}\n    ^deployment: {maximum_percent: 100}",
        f"{AUTH}.deployment",
        "leaves no room to replace a task",
    ),
    (USES, USES + "\n    scale: {min: 4, max: ^2}", f"{AUTH}.scale.max", "is below min (got 2, accepted at least 4)"),
    # Secrets
    (
        USES,
        USES + "\n    environment: {DB_PASSWD: ^hunter2}",
        f"{AUTH}.environment.DB_PASSWD",
        "looks like a secret in plain text",
    ),
    (
        USES,
        USES + "\n    environment: {DB_HOST: ^x}",
        f"{AUTH}.environment.DB_HOST",
        "is already provided by what the service uses",
    ),
    (USES, USES + "\n    secrets: {^X: {}}", f"{AUTH}.secrets.X", "must say where the value comes from"),
]


@pytest.mark.parametrize(("old", "new", "path", "words"), WRONG, ids=[f"{row[2]} {row[1][-24:]}" for row in WRONG])
def test_mistake_is_told_in_full_at_its_place(tmp_path: Path, old: str, new: str, path: str, words: str) -> None:
    is_told(tmp_path, changed(old, new), path, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("s3", "is the name by which security groups know the addresses of s3"),
        ("dynamodb", "is the name by which security groups know the addresses of dynamodb"),
        ("endpoint", "would share its security group EndpointGroup with endpoints"),
        ("task", "would share its security group TaskGroup with services"),
        ("database-client", "would share its security group DatabaseClientGroup with database"),
    ],
)
def test_service_named_like_a_part_of_the_network_is_refused(tmp_path: Path, name: str, words: str) -> None:
    service = f"  ^{name}: {{image: 'other:v1'}}\n  task-service:\n"
    text, where = place(changed("  task-service:\n", service))
    assert refused(tmp_path, text) == [f"{where}: services.{name}: {words}; choose another name"]


def test_generated_secret_of_two_services_is_refused(tmp_path: Path) -> None:
    own = changed(USES, USES + "\n    secrets: {KEY: {generate: 32}}")
    other = "  auth: {image: 'auth:v1', secrets: {SERVICE_KEY: {generate: 32}}}\n  ^auth-service:\n"
    text, where = place(changed("  auth-service:\n", other, own))
    (line,) = refused(tmp_path, text)
    assert line.startswith(f"{where}: services.auth-service: would share one generated value, AuthServiceKeyValue")


OTHER_HOSTS = ["dkr-ecr.us-east-1.on.aws", "dkr.ecr-fips.us-east-1.amazonaws.com", "dkr-ecr-fips.us-east-1.on.aws"]


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_a_host_of_ecr_that_no_endpoint_serves_is_refused_where_endpoints_are_the_only_way(
    tmp_path: Path, host: str
) -> None:
    image = f"111122223333.{host}/team/auth:v1"
    text, where = place(changed("image: auth-service:v1.0.2", f"image: ^{image}"))
    (line,) = refused(tmp_path, text)
    assert line.startswith(f"{where}: {AUTH}.image: cannot be pulled from 111122223333.{host}: VPC endpoints carry ")
    advised = line.partition("; write ")[2].partition(",")[0]
    assert build(tmp_path, changed(image, advised, text)).code == 0
    assert advised in (tmp_path / "out" / "dev" / "auth-service.yaml").read_text()


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_a_task_may_pull_from_ecr_by_whichever_host(tmp_path: Path, host: str) -> None:
    image = f"111122223333.{host}/team/auth:v1"
    text = changed("egress: endpoints", "egress: nat", changed("auth-service:v1.0.2", image))
    assert build(tmp_path, text, "--env", "dev").code == 0
    output = tmp_path / "out" / "dev"
    assert f"Image: {image}\n" in (output / "auth-service.yaml").read_text()
    pull = "!Sub arn:${AWS::Partition}:ecr:us-east-1:111122223333:repository/team/auth\n"
    assert pull in (output / "iam.yaml").read_text()


def test_missing_certificate_in_prod_is_refused(tmp_path: Path) -> None:
    text = BASE[: BASE.index("    load_balancer:")].replace("  prod:\n", "  prod: {}\n")
    (line,) = refused(tmp_path, text)
    assert "load_balancer.certificate_arn: is missing: prod would serve auth-service over plain HTTP" in line
    assert line.startswith("app.yaml:1:1: ")


def test_network_too_small_for_a_deployment_is_refused(tmp_path: Path) -> None:
    many = changed(USES, USES + "\n    scale: {min: 2, max: 400}")
    text, where = place(changed("10.0.0.0/16", "^10.0.0.0/21", many))
    lines = refused(tmp_path, text)
    assert lines
    for line in lines:
        assert line.startswith(
            f"{where}: network.cidr: is too small: a deployment of every service at full scale holds "
        )
