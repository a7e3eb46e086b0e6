"""What a health check command runs, and whether an image can run it."""

from __future__ import annotations

import pytest

from generator.images.command import programs
from generator.images.contents import ImageFacts
from generator.images.knowledge import image
from generator.images.verdict import missing

ALPINE, SLIM, FULL = "node:20-alpine", "node:20-slim", "node:20"
CURL_STATUS = """[ "$(curl -so /dev/null -w '%{http_code}' http://127.0.0.1/)" = 200 ]"""


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (["CMD", "curl", "-f", "http://localhost"], "curl"),
        (["CMD-SHELL", "curl -f http://localhost || exit 1"], "/bin/sh curl"),
        (["CMD-SHELL", "wget -qO- http://localhost/a?b=1\\&c=2 | grep -q ok"], "/bin/sh wget grep"),
        (["CMD-SHELL", "PGPASSWORD=x pg_isready -U $USER -d ${DB:-app}"], "/bin/sh pg_isready"),
        (
            ["CMD-SHELL", "timeout -k 1 5 /usr/bin/curl -f x > /dev/null 2>&1 && test -f /tmp/ok"],
            "/bin/sh timeout /usr/bin/curl",
        ),
        (["CMD-SHELL", "env -u B A=1 node -e 'fetch(1)'"], "/bin/sh env node"),
        (["CMD", "env", "A=1", "node"], "env node"),
        (["CMD", "sh", "-c", "curl -f x; nc -z localhost 80"], "sh curl nc"),
        (["CMD-SHELL", "/bin/bash -ec 'exec curl x'"], "/bin/sh /bin/bash curl"),
        (["CMD-SHELL", CURL_STATUS], "/bin/sh curl"),
        (["CMD-SHELL", "test `redis-cli ping` = PONG"], "/bin/sh redis-cli"),
        (["CMD-SHELL", "(curl a || wget b) && { nc -z c 1; }"], "/bin/sh curl wget nc"),
        (["CMD-SHELL", "command -v curl"], "/bin/sh"),
        (["CMD-SHELL", "! pgrep zombie"], "/bin/sh pgrep"),
        (["CMD-SHELL", '"cu"rl x # || wget y'], "/bin/sh curl"),
        (["CMD-SHELL", "curl", "-f", "http://localhost"], "/bin/sh curl"),
        (["CMD", "curl x || exit 1"], "curl x || exit 1"),
    ],
)
def test_programs_of_a_command(command: list[str], names: str) -> None:
    expected = {names} if " || " in names else set(names.split())
    assert programs(command) == expected


@pytest.mark.parametrize(
    ("reference", "command", "verdict", "program"),
    [
        # A client that is there, that is not, and that may be.
        (ALPINE, "curl -f http://localhost:3000/health || exit 1", "no", "curl"),
        (FULL, "curl -f http://localhost:3000/health || exit 1", "yes", ""),
        (SLIM, "wget -q --spider http://localhost || exit 1", "no", "wget"),
        (ALPINE, "wget -q --spider http://localhost || exit 1", "yes", ""),
        (ALPINE, "wget --no-verbose --tries=1 --spider http://localhost || exit 1", "yes", ""),
        (ALPINE, "wget --retry-connrefused -O- http://localhost", "no", "wget"),
        (ALPINE, "wget --method=HEAD http://localhost", "no", "wget"),
        (FULL, "wget --method=HEAD http://localhost", "yes", ""),
        (ALPINE, "wget -q -- --method", "yes", ""),
        ("auth:1", "curl -f x", "unknown", "/bin/sh"),
        # A second way is enough; a message or a kill is none.
        (ALPINE, "curl -f x || wget -qO- x", "yes", ""),
        (ALPINE, "wget -qO- x || curl -f x", "yes", ""),
        (ALPINE, "curl -f x || wget -qO- x || exit 1", "yes", ""),
        (SLIM, "curl -f x || wget -qO- x", "no", "curl"),
        (SLIM, "curl -f x || kill 1", "unknown", "curl"),
        (SLIM, "curl -f x || (echo down && exit 1)", "no", "curl"),
        (SLIM, "curl -f x || { echo down; exit 1; }", "no", "curl"),
        (SLIM, "curl -f x || exit 0", "unknown", "curl"),
        (SLIM, "curl -f x || false", "no", "curl"),
        (SLIM, "curl -f x || true", "unknown", "curl"),
        # Only the last of a sequence decides, and the last of a pipe, unless it needs input.
        (SLIM, "curl -f x; exit 0", "unknown", "curl"),
        (SLIM, "sleep 1; curl -f x", "no", "curl"),
        (SLIM, "curl -s x | grep -q UP", "no", "curl"),
        (SLIM, "curl -s x | cat", "unknown", "curl"),
        (SLIM, "cat /etc/hosts | nc -z a 1", "no", "nc"),
        (SLIM, "! curl -f x", "unknown", "curl"),
        (SLIM, "! ! curl -f x", "no", "curl"),
        (SLIM, CURL_STATUS, "no", "curl"),
        (FULL, CURL_STATUS, "yes", ""),
        (SLIM, '[ -z "$(curl -s x)" ]', "unknown", "curl"),
        (SLIM, "node -e 1 && curl x", "no", "curl"),
        (ALPINE, "bash -c 'exec 3<>/dev/tcp/127.0.0.1/80'", "no", "bash"),
        (SLIM, "bash -c 'exec 3<>/dev/tcp/127.0.0.1/80'", "yes", ""),
        (SLIM, "sh -c 'curl -f x'", "no", "curl"),
        (SLIM, 'sh -c "$CHECK"', "unknown", ""),
        (SLIM, "timeout 2 curl x", "no", "curl"),
        (SLIM, "/usr/bin/curl -f x", "no", "/usr/bin/curl"),
        (SLIM, "/opt/curl -f x", "unknown", "/opt/curl"),
        (SLIM, "/usr/bin/node -v", "unknown", "/usr/bin/node"),
        (SLIM, "/usr/local/bin/node -v", "yes", ""),
        # What cannot be read is not judged.
        (SLIM, "if curl x; then exit 0; else exit 1; fi", "unknown", ""),
        (SLIM, "for i in 1 2; do curl x; done", "unknown", ""),
        (SLIM, "[[ -f /tmp/x ]]", "unknown", ""),
        (SLIM, "eval curl x", "unknown", ""),
        (SLIM, "$TOOL x", "unknown", ""),
        (SLIM, "curl x &", "unknown", ""),
        (SLIM, "f() { curl x; }; f", "unknown", ""),
        (SLIM, "curl 'x", "unknown", ""),
        (SLIM, "curl x ||", "unknown", ""),
        (SLIM, "", "unknown", ""),
        (SLIM, "test -f /tmp/healthy", "yes", ""),
        (SLIM, "exit 0", "yes", ""),
        ("gcr.io/distroless/nodejs22-debian12", "node check.js", "no", "/bin/sh"),
        ("gcr.io/distroless/base-debian12:debug", "wget -q x", "unknown", "/bin/sh"),
        ("postgres:16", "pg_isready -U postgres", "yes", ""),
        ("redis:7-alpine", "redis-cli ping | grep PONG", "yes", ""),
        ("public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.6.1-prod", "curl -s x:9901/info | grep LIVE", "yes", ""),
    ],
)  # fmt: skip
def test_shell_command_verdict(reference: str, command: str, verdict: str, program: str) -> None:
    found = missing(["CMD-SHELL", command], image(reference))
    assert (found.verdict, found.program) == (verdict, program), found.because


@pytest.mark.parametrize(
    ("reference", "command", "verdict", "program"),
    [
        (ALPINE, ["CMD", "node", "check.js"], "yes", ""),
        (ALPINE, ["CMD", "curl", "-f", "x"], "no", "curl"),
        (ALPINE, ["CMD", "curl -f x || exit 1"], "unknown", "curl -f x || exit 1"),
        ("gcr.io/distroless/nodejs22-debian12", ["CMD", "/nodejs/bin/node", "x.js"], "yes", ""),
        ("gcr.io/distroless/nodejs22-debian12", ["CMD", "node", "x.js"], "no", "node"),
        (ALPINE, ["CMD", "sh", "-c", "wget -q x || exit 1"], "yes", ""),
        (ALPINE, ["CMD", "exit", "0"], "unknown", "exit"),
        (SLIM, ["CMD", {"Ref": "Probe"}], "unknown", ""),
        (SLIM, ["CMD-SHELL", {"Fn::Sub": "curl ${Port}"}], "unknown", ""),
        (SLIM, ["CMD"], "unknown", ""),
        (SLIM, ["CMD-SHELL"], "unknown", ""),
        (SLIM, ["NONE"], "unknown", ""),
        (SLIM, [], "unknown", ""),
        (SLIM, ["curl", "-f", "x"], "unknown", ""),
        (SLIM, "curl -f x", "unknown", ""),
    ],
)
def test_command_verdict(reference: str, command: list[object] | str, verdict: str, program: str) -> None:
    found = missing(command, image(reference))
    assert (found.verdict, found.program) == (verdict, program), found.because


def test_no_names_the_image_and_the_source() -> None:
    found = missing(["CMD-SHELL", "curl -f x || exit 1"], image(ALPINE))
    assert ALPINE in found.because
    assert "busybox" in found.because


def test_shell_of_unreadable_parts_still_counts() -> None:
    """A command only known at deployment fails all the same where there is no shell."""
    found = missing(["CMD-SHELL", {"Ref": "Probe"}], image("scratch"))
    assert (found.verdict, found.program) == ("no", "/bin/sh")


def test_nothing_known_is_unknown() -> None:
    assert missing(["CMD", "curl"], ImageFacts(image="x")).verdict == "unknown"
