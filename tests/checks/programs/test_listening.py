"""Where programs behind a load balancer listen, as their commands and variables say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

CONTAINER = "TaskDefinition.ContainerDefinitions.0"


def found(folder: Path, command: str = "", environment: str = "", **more: str | None) -> set[str]:
    edits: dict[str, str | None] = {f"{CONTAINER}.Command": command} if command else {}
    if environment:
        edits[f"{CONTAINER}.Environment"] = environment
    return edited(folder, "balanced", edits | more).rules


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("[gunicorn, -b, 'localhost:3000', 'app:app']", {"ECS370"}),
        ("[gunicorn, --bind=127.0.0.1:3000, 'app:app']", {"ECS370"}),
        ("[sh, -c, 'migrate && exec uvicorn main:app --host 127.0.0.1 --port 3000']", {"ECS370"}),
        ("[python, manage.py, runserver, '127.0.0.1:3000']", {"ECS370"}),
        ("[python3, -m, flask, run, --host=127.0.0.1, --port=3000]", {"ECS370"}),
        ("[poetry, run, uvicorn, 'main:app', --port, '3000']", {"WCS370"}),
        ("[flask, --app, shop, run, -p, '3000']", {"WCS370"}),
        ("[python, manage.py, runserver, '3000']", {"WCS370"}),
        ("[php, artisan, serve, --port=3000]", {"WCS370"}),
        ("[php, -S, 'localhost:3000']", {"ECS370"}),
        ("[gunicorn, -b, '127.0.0.1:8000', -b, '0.0.0.0:3000', 'app:app']", set()),
        ("[gunicorn, -b, 'unix:/run/app.sock', 'app:app']", set()),
        ("[gunicorn, -b, '127.0.0.1:8000', 'app:app']", {"WCS363"}),
        ("[gunicorn, -c, gunicorn.py, -b, '127.0.0.1:3000', 'app:app']", set()),
        ("[gunicorn, 'app:app']", set()),
        ("[python, manage.py, runserver, '0:3000']", set()),
        ("[uvicorn, 'main:app', --host, '::', --port, '3000']", set()),
        ("[uvicorn, 'main:app', --uds, /run/app.sock]", set()),
        ("[sh, -c, 'nginx && gunicorn -b 127.0.0.1:3000 app:app']", set()),
        ("[sh, -c, 'gunicorn -b $HOST:3000 app:app']", set()),
        ("[fastapi, run, --port, '3000']", set()),
        ("[uvicorn, 'main:app', --host, !Ref AWS::Region, --port, '3000']", set()),
    ],
)
def test_commands(command: str, expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, command) == expected


@pytest.mark.parametrize(
    ("variable", "command", "expected"),
    [
        ("{Name: ASPNETCORE_URLS, Value: 'http://localhost:3000'}", "", {"ECS370"}),
        ("{Name: ASPNETCORE_URLS, Value: 'http://localhost:5000;http://+:3000'}", "", set()),
        ("{Name: SERVER_ADDRESS, Value: 127.0.0.1}", "", {"ECS370"}),
        ("{Name: HOSTNAME, Value: localhost}", "", {"WCS370"}),
        ("{Name: HOST, Value: 127.0.0.1}", "[uvicorn, 'main:app', --host, 0.0.0.0, --port, '3000']", set()),
        ("{Name: UVICORN_HOST, Value: 0.0.0.0}", "[uvicorn, 'main:app', --port, '3000']", set()),
        ("{Name: HOST, Value: 0.0.0.0}", "", set()),
        ("{Name: DB_HOST, Value: localhost}", "", set()),
        ("{Name: SERVER_PORT, Value: '8080'}", "", {"WCS363"}),
        ("{Name: ASPNETCORE_URLS, Value: 'http://*:8080'}", "", {"WCS363"}),
        ("{Name: ASPNETCORE_URLS, Value: 'http://*:3000'}", "", set()),
        ("{Name: PORT, Value: '8080'}, {Name: SERVER_PORT, Value: '3000'}", "", set()),
        ("{Name: X, Value: y}", "[gunicorn, -b, '0.0.0.0:8000', 'app:app']", {"WCS363"}),
        ("{Name: X, Value: y}", "[uvicorn, 'main:app', --host, 0.0.0.0]", set()),
    ],
)
def test_variables(variable: str, command: str, expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, command, f"[{variable}]") == expected


def test_a_container_that_nobody_asks_may_listen_where_it_likes(tmp_path: Path) -> None:
    beside = "{Name: beside, Image: 'shop/beside:1', Command: [gunicorn, -b, '127.0.0.1:9000', 'app:app']}"
    assert found(tmp_path, **{"TaskDefinition.ContainerDefinitions.1": beside}) == set()
