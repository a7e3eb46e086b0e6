"""Well-known images that are run as they come: what they want, what they do, and where they write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

CONTAINER = "TaskDefinition.ContainerDefinitions.0"


def found(folder: Path, image: str, **more: str | None) -> set[str]:
    edits = {f"{CONTAINER}.{key}": value for key, value in more.items()}
    return edited(folder, "nat", {f"{CONTAINER}.Image": image, f"{CONTAINER}.HealthCheck": None} | edits).rules


@pytest.mark.parametrize(
    ("image", "more", "expected"),
    [
        ("postgres:17.2", {}, {"ECS371"}),
        ("public.ecr.aws/docker/library/mariadb:11.4", {}, {"ECS371"}),
        ("mysql:8.4", {"Environment": "[{Name: MYSQL_DATABASE, Value: shop}]"}, {"ECS371"}),
        ("mysql:8.4", {"Environment": "[{Name: MYSQL_RANDOM_ROOT_PASSWORD, Value: 'yes'}]"}, set()),
        ("postgres:17.2", {"Environment": "[{Name: !Ref AWS::Region, Value: x}]"}, set()),
        ("postgres:17.2", {"Command": "[psql, --version]"}, set()),
        ("postgis/postgis:17-3.5", {}, set()),
        ("redis:7.4", {}, set()),
    ],
)
def test_databases(image: str, more: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, image, **more) == expected


@pytest.mark.parametrize(
    ("image", "more", "expected"),
    [
        ("ubuntu:24.04", {}, {"ECS372"}),
        ("public.ecr.aws/docker/library/node:22.12-alpine", {}, {"ECS372"}),
        ("php:8.4-cli", {}, {"ECS372"}),
        ("php:8.4-apache", {}, set()),
        ("php:8.4-fpm-alpine", {}, set()),
        ("ubuntu:24.04", {"Command": "[sleep, infinity]"}, set()),
        ("ubuntu:24.04", {"PseudoTerminal": "true"}, set()),
        ("shop/ubuntu:24.04", {}, set()),
    ],
)
def test_images_to_build_upon(image: str, more: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, image, **more) == expected


def test_a_service_without_tasks_waits_for_its_image(tmp_path: Path) -> None:
    edits = {f"{CONTAINER}.Image": "ubuntu:24.04", f"{CONTAINER}.HealthCheck": None, "Service.DesiredCount": "0"}
    assert edited(tmp_path, "nat", edits).rules == set()


@pytest.mark.parametrize(
    ("image", "more", "expected"),
    [
        ("nginx:1.27", {"ReadonlyRootFilesystem": "true"}, {"ECS373"}),
        ("nginx:1.27-alpine", {"User": "'101'"}, {"ECS373"}),
        ("nginx:1.27", {"User": "root"}, set()),
        ("nginxinc/nginx-unprivileged:1.27", {"User": "'101'"}, set()),
        ("nginx:1.27", {"User": "'101'", "Command": "[nginx, -c, /app/nginx.conf]"}, set()),
        (
            "nginx:1.27",
            {
                "ReadonlyRootFilesystem": "true",
                "LinuxParameters": (
                    "{Tmpfs: [{ContainerPath: /var/cache/nginx, Size: 64}, {ContainerPath: /run, Size: 8}]}"
                ),
            },
            set(),
        ),
    ],
)
def test_nginx(image: str, more: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, image, **more) == expected


@pytest.mark.parametrize(
    ("image", "more", "expected"),
    [
        ("sonarqube:10.7.0-community", {}, {"WCS377"}),
        ("docker.elastic.co/elasticsearch/elasticsearch:8.15.0", {}, {"WCS377"}),
        ("elasticsearch:8.15.0", {"Environment": "[{Name: discovery.type, Value: single-node}]"}, set()),
        ("sonarqube:10.7.0-community", {"Environment": "[{Name: X, Value: !Ref AWS::Region}]"}, set()),
        ("sonarqube:10.7.0-community", {"Environment": "[{Name: SONAR_JDBC_USERNAME, Value: sonar}]"}, {"WCS377"}),
        ("shop/sonarqube:10.7.0", {}, set()),
    ],
)
def test_elasticsearch(image: str, more: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, image, **more) == expected
