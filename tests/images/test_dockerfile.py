"""Dockerfiles as people write them, and what the images they build hold."""

from __future__ import annotations

import pytest

from generator.images.dockerfile import facts
from generator.images.verdict import missing
from tests.images.dockerfiles import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_dockerfile_tells(case: Case) -> None:
    found = facts(case.text)
    answers = {name: found.program(name) for name in case.told}
    assert {name: answer.verdict for name, answer in answers.items()} == case.told, answers


def test_cases_are_many_and_none_is_empty() -> None:
    assert len(CASES) > 100
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.text and case.told for case in CASES)


MULTI = """
ARG BASE=node:20-alpine
FROM ${BASE} AS deps
RUN apk add --no-cache curl
FROM deps AS test
RUN apk add --no-cache bash
FROM node:20-alpine AS Prod
COPY --from=deps /app /app
"""


@pytest.mark.parametrize(
    ("target", "curl", "bash"),
    [
        (None, "no", "no"),
        ("deps", "yes", "no"),
        ("test", "yes", "yes"),
        ("prod", "no", "no"),
        ("0", "yes", "no"),
        ("1", "yes", "yes"),
    ],
)
def test_target_chooses_the_stage(target: str | None, curl: str, bash: str) -> None:
    found = facts(MULTI, target=target)
    assert (found.program("curl").verdict, found.program("bash").verdict) == (curl, bash)


def test_target_that_is_not_there_unknown() -> None:
    found = facts(MULTI, target="staging")
    assert found.program("curl").verdict == "unknown"
    assert "staging" in found.program("curl").because


def test_build_argument_goes_before_its_default() -> None:
    assert facts(MULTI, target="deps", args={"BASE": "debian:12"}).program("wget").verdict == "no"
    assert facts(MULTI, target="deps").program("wget").verdict == "yes"


def test_target_stops_the_reading() -> None:
    """What comes after the target is not built, so it cannot spoil it."""
    assert facts("FROM alpine AS a\nFROM alpine AS b junk\n", target="a").program("curl").verdict == "no"


CONFIG = """
FROM nginx:1.27 AS base
USER nginx
EXPOSE 8080 8443/tcp
ENV PORT=9090
EXPOSE $PORT
ENTRYPOINT ["/entry.sh"]
CMD ["serve", "--all"]
HEALTHCHECK --interval=30s --timeout=3s \\
  CMD curl -f http://localhost/ || exit 1
"""


def test_configuration_is_kept() -> None:
    config = facts(CONFIG).config
    assert config.user == "nginx"
    assert config.ports == ("8080", "8443/tcp", "9090")
    assert config.entrypoint == ("/entry.sh",)
    assert config.command == ("serve", "--all")
    assert config.health == ("CMD-SHELL", "curl -f http://localhost/ || exit 1")


@pytest.mark.parametrize(
    ("line", "health"),
    [
        ("HEALTHCHECK NONE", ("NONE",)),
        ('HEALTHCHECK CMD ["/app", "-check"]', ("CMD", "/app", "-check")),
        ("healthcheck cmd true", ("CMD-SHELL", "true")),
        ("HEALTHCHECK", None),
    ],
)
def test_health_check_forms(line: str, health: tuple[str, ...] | None) -> None:
    assert facts(f"FROM alpine\n{line}\n").config.health == health


@pytest.mark.parametrize(
    ("text", "tmp", "data"),
    [
        ("FROM alpine:3.22", False, False),
        ("FROM alpine:3.22\nVOLUME /tmp", True, False),
        ("FROM alpine:3.22\nVOLUME /tmp /data/", True, True),
        ('FROM alpine:3.22\nVOLUME ["/tmp"]\nVOLUME ["/data"]', True, True),
        ("FROM alpine:3.22\nONBUILD VOLUME /tmp", False, False),
        ("FROM alpine:3.22 AS a\nONBUILD VOLUME /tmp\nFROM a", True, False),
        ("FROM alpine:3.22 AS a\nVOLUME /data\nFROM a\nVOLUME /tmp", True, True),
        ("FROM alpine:3.22\nARG WHERE\nVOLUME $WHERE", None, None),
        ("FROM corp.example/base:1\nVOLUME /tmp", True, None),
        ("FROM postgres:17-alpine", None, None),
        ("FROM scratch", False, False),
        ("VOLUME /tmp", None, None),
    ],
)
def test_what_is_declared_as_volume(text: str, tmp: bool | None, data: bool | None) -> None:
    config = facts(text).config
    assert (config.volume("/tmp"), config.volume("/data")) == (tmp, data)


def test_entrypoint_takes_back_the_command_of_the_base() -> None:
    assert facts('FROM alpine\nCMD ["a"]\nENTRYPOINT ["b"]').config.command is None
    assert facts('FROM alpine\nENTRYPOINT ["b"]\nCMD run').config.command == ("/bin/sh", "-c", "run")


def test_own_health_check_can_be_judged() -> None:
    found = facts("FROM node:20-alpine\nHEALTHCHECK CMD curl -f http://localhost || exit 1\n")
    assert found.config.health is not None
    assert missing(found.config.health, found)[:2] == ("no", "curl")


def test_reason_names_the_line() -> None:
    found = facts("FROM alpine\n\n# tools\nRUN apk add --no-cache \\\n    curl\n")
    assert found.program("curl").because == "line 4: installs curl"
    assert "line 2" in facts("FROM alpine\nRUN ./setup.sh\n").program("curl").because


def test_wget_that_replaces_busybox_takes_every_option() -> None:
    check = ["CMD-SHELL", "wget --method=HEAD x"]
    assert missing(check, facts("FROM alpine\n")).verdict == "no"
    assert missing(check, facts("FROM alpine\nRUN apk add wget\n")).verdict == "yes"
    assert missing(check, facts("FROM alpine\nRUN apk add wget || true\n")).verdict == "unknown"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "no FROM"),
        ("# only a comment\n", "no FROM"),
        ("RUN apk add curl\nFROM alpine\n", "before the first FROM"),
        ("FROM\n", "not FROM image"),
        ("FROM alpine AS\n", "not FROM image"),
        ("FROM alpine bs x\n", "not FROM image"),
        ("# escape=x\nFROM alpine\n", "escape"),
        ("FROM alpine\0\n", "NUL"),
        ("FROM alpine\n" + "#" * 1_000_000, "larger"),
        ("FROM alpine\n" * 101, "stages"),
        ("FROM alpine\n" + "USER x\n" * 5_000, "instructions"),
        ("FROM alpine\n" + "".join(f"COPY n{n}.sh /usr/bin/\n" for n in range(4_000)), "too many"),
        ("FROM alpine\nCOPY " + "x " * 2_000 + "/\n", "too many"),
        ("FROM alpine\nENV PATH=" + ":/x" * 200, "PATH"),
    ],
)
def test_unreadable_dockerfile_unknown(text: str, because: str) -> None:
    answer = facts(text).program("curl")
    assert answer.verdict == "unknown"
    assert because in answer.because


def test_bytes_are_read_as_utf8() -> None:
    assert facts(b"\xef\xbb\xbfFROM alpine\r\nRUN apk add \\\r\n  curl\r\n").program("curl").verdict == "yes"
    assert "UTF-8" in facts(b"FROM alpine\n\xff").program("sh").because
