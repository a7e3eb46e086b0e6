"""What is refused, where the message points, and what it says: one row a mistake, the caret at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import changed, is_told, place, refused

AUTH = "services.auth-service"
USES = "uses: [database]"

UNKNOWN = [
    ("name: shop", "name: shop\n^regoin: x", "regoin", "region"),
    ("environments:", "^enviroments:", "enviroments", "environments"),
    ("  egress:", "  ^egres:", "network.egres", "egress"),
    ("  storage_gib:", "  ^storage_gb:", "database.storage_gb", "storage_gib"),
    ("    port:", "    ^prot:", f"{AUTH}.prot", "port"),
    ("probe: node", "^prob: node", f"{AUTH}.health.prob", "probe"),
    ("path: /auth/*", "path: /auth/*, ^hots: a.b", f"{AUTH}.route.hots", "host"),
    (USES, USES + "\n    scale: {^maxx: 3}", f"{AUTH}.scale.maxx", "max"),
    (USES, USES + "\n    deployment: {^maximum_procent: 200}", f"{AUTH}.deployment.maximum_procent", "maximum_percent"),
    (USES, USES + "\n    secrets: {KEY: {^genrate: 32}}", f"{AUTH}.secrets.KEY.genrate", "generate"),
    (USES, USES + "\n    permissions: [{^action: ['sqs:Send']}]", f"{AUTH}.permissions.0.action", "actions"),
    ("dev: {}", "dev: {^netwrok: {}}", "netwrok", "network"),
    ("dev: {}", "dev: {network: {^cdir: 10.0.0.0/16}}", "network.cdir", "cidr"),
]


@pytest.mark.parametrize(("old", "new", "path", "meant"), UNKNOWN, ids=[row[2] for row in UNKNOWN])
def test_unknown_key_suggests_the_one_meant(tmp_path: Path, old: str, new: str, path: str, meant: str) -> None:
    text, where = place(changed(old, new))
    key = path.rsplit(".", 1)[-1]
    (line,) = [line for line in refused(tmp_path, text) if line.startswith(f"{where}: ")]
    assert line.startswith(f"{where}: {path}: is not a setting (got {key}, accepted ")
    assert line.endswith(f"); did you mean {meant}?")


WRONG = [
    # Types
    ("port: 3000", "port: ^3000.5", f"{AUTH}.port", "has the wrong type (got 3000.5, accepted a whole number)"),
    ("port: 3000", "port: ^true", f"{AUTH}.port", "has the wrong type (got true, accepted a whole number)"),
    ("port: 3000", "^port: [3000]", f"{AUTH}.port", "has the wrong type (got a list, accepted a whole number)"),
    ("port: 3000", "^port: {a: 1}", f"{AUTH}.port", "has the wrong type (got a mapping, accepted a whole number)"),
    (USES, "uses: ^database", f"{AUTH}.uses", "has the wrong type (got database, accepted a list)"),
    (USES, "uses: [^1]", f"{AUTH}.uses.0", 'has the wrong type (got 1, accepted text); write it in quotes: "1"'),
    (USES, USES + "\n    exec: ^1", f"{AUTH}.exec", "has the wrong type (got 1, accepted true or false)"),
    (
        USES,
        USES + "\n    environment: {A: ^}",
        f"{AUTH}.environment.A",
        "has the wrong type (got nothing, accepted text)",
    ),
    ("dev: {}", "dev: {network: ^x}", "network", "has the wrong type (got x, accepted a mapping)"),
    # Bounds
    ("port: 3000", "port: ^99999", f"{AUTH}.port", "is too large (got 99999, accepted at most 65535)"),
    ("port: 3000", "port: ^0", f"{AUTH}.port", "is too small (got 0, accepted at least 1)"),
    (
        "port: 3000",
        "port: ^80",
        f"{AUTH}.port",
        "cannot be opened by an ordinary user (got 80, accepted 1024 to 65535)",
    ),
    (
        "availability_zones: 2",
        "availability_zones: ^7",
        "network.availability_zones",
        "has too many entries (got 7, accepted at most 6)",
    ),
    ("storage_gib: 20", "storage_gib: ^5", "database.storage_gib", "is too small (got 5, accepted at least 20)"),
    # Sizes that Fargate does not sell
    (
        USES,
        USES + "\n    memory_mib: ^4096",
        f"{AUTH}.memory_mib",
        "is not sold by Fargate with cpu 256 (got 4096, accepted 512, 1024, 2048)",
    ),
    (
        USES,
        USES + "\n    cpu: 1024\n    memory_mib: ^2049",
        f"{AUTH}.memory_mib",
        "accepted 2048 to 8192 in steps of 1024",
    ),
    (
        USES,
        USES + "\n    cpu: ^300",
        f"{AUTH}.cpu",
        "is not one of the values known here (got 300, accepted 256, 512, ",
    ),
    # Images
    ("image: auth-service:v1.0.2", "image: ^auth-service:latest", f"{AUTH}.image", "must not be the tag latest"),
    ("image: auth-service:v1.0.2", "image: ^auth-service", f"{AUTH}.image", "names no version of the image"),
    ("image: auth-service:v1.0.2", "image: ^Auth:v1", f"{AUTH}.image", "is not an image reference (got Auth:v1, "),
    ("image: auth-service:v1.0.2", "image: ^a:v1", f"{AUTH}.image", "has a name that ECR does not take (got a:v1, "),
    (
        "image: auth-service:v1.0.2",
        "image: ^docker.io/nginx:1",
        f"{AUTH}.image",
        "cannot be pulled from docker.io: isolated",
    ),
    (
        "image: auth-service:v1.0.2",
        "image: ^localhost:5000/x:1",
        f"{AUTH}.image",
        "names a registry that ECS cannot reach",
    ),
    # Names
    ("name: shop", "name: ^Shop", "name", "a form that is not accepted (got Shop, accepted lower-case letters"),
    ("name: shop", f"name: ^{'x' * 33}", "name", "is too long (got xxx"),
    ("name: shop", 'name: ^""', "name", 'has a form that is not accepted (got ""'),
    ("region: us-east-1", "region: ^cn-north-1", "region", "a form that is not accepted (got cn-north-1, "),
    ("  auth-service:\n", "  ^Auth_Service:\n", "services.Auth_Service", "is not a name (got Auth_Service, "),
    ("  auth-service:\n", f"  ^{'x' * 41}:\n", f"services.{'x' * 41}", "at most 40"),
    (
        "  auth-service:\n",
        "  ^cluster:\n",
        "services.cluster",
        "would share its logical id Cluster with the cluster stack",
    ),
    ("  prod:\n", "  ^Prod:\n", "environments.Prod", "is not a name (got Prod, "),
    ("  prod:\n", "  ^registry:\n", "environments.registry", "is not a name (got registry, "),
    (USES, USES + "\n    environment: {^1A: x}", f"{AUTH}.environment.1A", "a form that is not accepted (got 1A, "),
]


@pytest.mark.parametrize(("old", "new", "path", "words"), WRONG, ids=[f"{row[2]} {row[1][-24:]}" for row in WRONG])
def test_mistake_is_told_in_full_at_its_place(tmp_path: Path, old: str, new: str, path: str, words: str) -> None:
    is_told(tmp_path, changed(old, new), path, words)
