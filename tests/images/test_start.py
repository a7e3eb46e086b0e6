"""What the command that starts a container may put into it."""

from __future__ import annotations

import pytest

from generator.images.start import installs


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["sh", "-c", "apk add --no-cache curl && exec nginx"], "apk add --no-cache curl"),
        (["/bin/bash", "-lc", "apt-get update; apt-get install -y wget"], "apt-get install -y wget"),
        (["sh", "-c", 'if [ -n "$DEBUG" ]; then microdnf install procps; fi; app'], "microdnf install procps"),
        (["sh", "-c", "npm ci --omit=dev && npm start"], "npm ci --omit=dev"),
        (["npm", "install"], "npm install"),
        (["sh", "-c", "yarn && yarn start"], "yarn"),
        (["python", "-m", "pip", "install", "-r", "requirements.txt"], "python -m pip install -r requirements.txt"),
        (["env", "-i", "A=b", "sh", "-c", "apk add curl"], "apk add curl"),
        (["sh", "-c", "x=$(apk add curl); app"], "apk add curl"),
        (["sh", "-c", "wget -qO /usr/local/bin/probe https://example.com/probe; app"], "wget -qO /usr/local/bin/probe"),
        (["sh", "-c", "cp /tools/probe /usr/bin/ && app"], "cp /tools/probe /usr/bin/"),
        (["sh", "-c", "printf x > /usr/bin/probe; app"], "> /usr/bin/probe"),
        (["sh", "-c", "curl -fsS https://example.com/setup | sh"], "sh with a script that is not shown"),
        (["sh", "-c", None], "a script that is not known here"),
        (["sh", "-c", "'"], "a script that cannot be read"),
    ],
)
def test_an_installation_is_named(words: list[str | None], named: str) -> None:
    assert installs(words).startswith(named)


@pytest.mark.parametrize(
    "words",
    [
        [],
        [None, "install"],
        ["node", "server.js", "install"],
        ["npm", "start"],
        ["yarn", "start"],
        ["sh", "-c", "curl -fs http://config/ > /dev/null; curl -so /dev/null http://config/; exec app"],
        ["sh", "-c", "echo ready > /tmp/ready && nginx -g 'daemon off;'"],
        ["sh", "-c", "cp /config/app.yaml /etc/app.yaml && app"],
        ["sh", "-c", "apk info && app"],
    ],
)
def test_other_commands_bring_nothing(words: list[str | None]) -> None:
    assert installs(words) == ""
