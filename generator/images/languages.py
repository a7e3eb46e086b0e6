"""Images of programming languages, each in its variants: full, slim, Alpine."""

from __future__ import annotations

from generator.images.base import Base, Tags

_NODE = ("/usr/local/bin/node", "/usr/local/bin/nodejs", "/usr/local/bin/npm")
_PYTHON = ("/usr/local/bin/python", "/usr/local/bin/python3")
_NOT_KEPT = "curl", "wget"

LANGUAGES = {
    "node": Base("nodejs/docker-node Dockerfile-debian.template: FROM buildpack-deps", "2026-08", "buildpack", _NODE),
    "node-slim": Base(
        "nodejs/docker-node Dockerfile-slim.template: curl and wget are purged in the layer that installs them, "
        "since f99660df (2020-01-08)", "2026-08", "debian-old", _NODE,
    ),
    "node-alpine": Base(
        "nodejs/docker-node Dockerfile-alpine.template: curl only in .build-deps, deleted; BusyBox wget stays",
        "2026-08", "alpine", _NODE,
    ),
    "python": Base("docker-library/python: FROM buildpack-deps", "2026-06", "buildpack", _PYTHON),
    "python-slim": Base(
        "docker-library/python slim-*: FROM debian *-slim; wget purged after the build", "2026-06", "debian-old",
        _PYTHON,
    ),
    "python-alpine": Base(
        "docker-library/python alpine*: FROM alpine; .build-deps deleted", "2026-06", "alpine", _PYTHON,
    ),
    "ruby": Base("docker-library/ruby: FROM buildpack-deps", "2026-04", "buildpack", ("/usr/local/bin/ruby",),
                 path=("/usr/local/bundle/bin",)),
    "ruby-slim": Base(
        "docker-library/ruby slim-*: FROM debian *-slim; wget purged after the build", "2026-04", "debian-old",
        ("/usr/local/bin/ruby",), path=("/usr/local/bundle/bin",),
    ),
    "ruby-alpine": Base(
        "docker-library/ruby alpine*: FROM alpine; .ruby-builddeps deleted", "2026-04", "alpine",
        ("/usr/local/bin/ruby",), path=("/usr/local/bundle/bin",),
    ),
    "php": Base(
        "docker-library/php */cli, fpm, apache, zts: persistent dependencies include curl, not wget", "2026-07",
        "debian-old", ("/usr/local/bin/php", "/usr/bin/curl"), unsure=("python3",),
    ),
    "php-alpine": Base(
        "docker-library/php alpine*: persistent dependencies include curl", "2026-07", "alpine",
        ("/usr/local/bin/php", "/usr/bin/curl"), unsure=("bash",),
    ),
    "golang": Base(
        "docker-library/golang: FROM buildpack-deps *-scm", "2026-08", "buildpack-scm", ("/usr/local/go/bin/go",),
        path=("/go/bin", "/usr/local/go/bin"),
    ),
    "golang-alpine": Base(
        "docker-library/golang alpine*: FROM alpine, adds ca-certificates", "2026-08", "alpine",
        ("/usr/local/go/bin/go",), unsure=("bash",), path=("/go/bin", "/usr/local/go/bin"),
    ),
    "openjdk": Base(
        "docker-library/openjdk: Debian variants are FROM buildpack-deps *-scm or *-curl", "2022-07", "buildpack-curl",
        ("?java",), unsure=("python", "python3", "git"),
    ),
    "openjdk-slim": Base(
        "docker-library/openjdk slim-*: FROM debian *-slim; wget purged", "2026-08", "debian-old", ("?java",),
        unsure=("python3",),
    ),
    "openjdk-oracle": Base(
        "docker-library/openjdk oraclelinux*: calls curl of oraclelinux:*-slim without installing it", "2026-08",
        has=("/bin/sh", "/bin/bash", "/usr/bin/curl", "?java"), family="rpm", merged=True, wget="gnu",
    ),
    "openjdk-alpine": Base("docker-library/openjdk alpine*: FROM alpine", "2022-07", "alpine", ("?java",),
                           unsure=("bash",)),
    "temurin": Base(
        "adoptium/containers jre and jdk, ubuntu/*: apt-get install curl wget", "2026-08", "ubuntu",
        ("/opt/java/openjdk/bin/java", "/usr/bin/curl", "/usr/bin/wget"), unsure=("python3",),
        path=("/opt/java/openjdk/bin",),
    ),
    "temurin-old": Base(
        "adoptium/containers: curl kept for historical reasons, wget added later", "2026-08", "temurin",
        unsure=("wget",),
    ),
    "temurin-alpine": Base(
        "adoptium/containers jre/alpine/*: FROM alpine, no curl among the packages; BusyBox wget", "2026-08", "alpine",
        ("/opt/java/openjdk/bin/java",), unsure=("bash",), path=("/opt/java/openjdk/bin",),
    ),
    "temurin-ubi": Base(
        "adoptium/containers jre/ubi/ubi9-minimal: microdnf install wget", "2026-08", "ubi-minimal",
        ("/opt/java/openjdk/bin/java", "/usr/bin/wget"), path=("/opt/java/openjdk/bin",),
    ),
    "corretto": Base("corretto/corretto-docker al2, al2023: FROM amazonlinux", "2026-04", "amazonlinux", ("?java",)),
    "corretto-alpine": Base(
        "corretto/corretto-docker alpine: FROM alpine, adds the JDK; BusyBox wget", "2026-04", "alpine", ("?java",),
        unsure=("bash",),
    ),
    "dotnet": Base(
        "dotnet/dotnet-docker aspnet and runtime: Debian slim or Ubuntu, no curl, no wget", "2026-08", "debian-old",
        ("/usr/bin/dotnet",),
    ),
    "dotnet-alpine": Base(
        "dotnet/dotnet-docker alpine*: FROM alpine, libraries only; BusyBox wget", "2026-08", "alpine",
        ("/usr/bin/dotnet",),
    ),
    "dotnet-chiseled": Base(
        "dotnet/dotnet-docker *-chiseled, *-distroless: FROM scratch or distroless, slices of libraries only",
        "2026-08", has=("/usr/bin/dotnet",), closed=True,
    ),
    "dotnet-sdk": Base(
        "dotnet/dotnet-docker sdk: installs curl, git, wget", "2026-08", "dotnet",
        ("/usr/bin/curl", "/usr/bin/git"), unsure=("wget", "python3"),
    ),
    "dotnet-sdk-alpine": Base(
        "dotnet/dotnet-docker sdk alpine*: apk add curl git", "2026-08", "dotnet-alpine",
        ("/usr/bin/curl", "/usr/bin/git"),
    ),
}  # fmt: skip

_V = r"(?P<version>\d+(?:\.\d+){0,2})"
_DEBIAN = r"(?:trixie|bookworm|bullseye|buster)"
_NAMED = r"latest|lts|current|lts-[a-z]+|krypton|jod|iron|hydrogen|gallium"
_ALPINE = r"alpine(?:-?3\.\d+)?"


def _variants(name: str, version: str, since: tuple[int, ...] = (), full: tuple[int, ...] = ()) -> tuple[Tags, ...]:
    """Tags of an image that comes full, slim and on Alpine: ``3.12-slim-bookworm`` and ``20-bookworm-slim`` alike."""
    return (
        Tags(rf"(?:(?:{version})-)?{_ALPINE}", f"{name}-alpine"),
        Tags(rf"(?:(?:{version})-)?(?:{_DEBIAN}-slim|slim(?:-{_DEBIAN})?)", f"{name}-slim", since),
        Tags(rf"(?:{version}|latest)(?:-{_DEBIAN})?|{_DEBIAN}", name, full),
    )


_JAVA = r"\d+(?:[-.u][0-9a-z_.-]+?)??"
_NET = r"(?P<version>\d+\.\d+)(?:\.\d+)?"
_NET_ARCH = r"(?:-(?:amd64|arm64v8))?"
_SINCE_NET = (6,)


def _dotnet(name: str, alpine: str) -> tuple[Tags, ...]:
    distribution = r"(?:bullseye-slim|bookworm-slim|jammy|noble|resolute)"
    return (
        Tags(rf"{_NET}-(?:[a-z]+-chiseled|(?:azurelinux|cbl-mariner)[\d.]+-distroless)(?:-composite)?(?:-extra)?{_NET_ARCH}",
             "dotnet-chiseled", _SINCE_NET),
        Tags(rf"{_NET}-{_ALPINE}(?:-composite)?(?:-extra)?{_NET_ARCH}", alpine, _SINCE_NET),
        Tags(rf"(?:{_NET}|latest)(?:-{distribution})?{_NET_ARCH}", name, _SINCE_NET),
    )  # fmt: skip


LANGUAGE_TAGS = {
    "docker.io/library/node": _variants("node", rf"{_V}|{_NAMED}", since=(14,), full=(14,)),
    "docker.io/library/python": _variants("python", _V, since=(3, 6), full=(3, 6)),
    "docker.io/library/ruby": _variants("ruby", _V, since=(2, 5), full=(2, 5)),
    "docker.io/library/php": (
        Tags(rf"(?:{_V}-)?(?:(?:cli|fpm|zts)-)?{_ALPINE}", "php-alpine", (7,)),
        Tags(rf"(?:{_V}|latest)(?:-(?:cli|fpm|apache|zts))?(?:-{_DEBIAN})?|cli|fpm|apache|zts", "php", (7,)),
    ),
    "docker.io/library/golang": (
        Tags(rf"(?:{_V}-)?{_ALPINE}", "golang-alpine"),
        Tags(rf"(?:{_V}|latest)(?:-{_DEBIAN})?|{_DEBIAN}", "golang"),
    ),
    "docker.io/library/openjdk": (
        Tags(rf"{_JAVA}(?:-jdk|-jre)?-{_ALPINE}", "openjdk-alpine"),
        Tags(rf"{_JAVA}(?:-jdk|-jre)?-(?:slim(?:-{_DEBIAN})?|{_DEBIAN}-slim)", "openjdk-slim"),
        Tags(rf"{_JAVA}(?:-jdk|-jre)?-{_DEBIAN}|(?:8|11)(?:-jdk|-jre)?", "openjdk"),
        Tags(r"(?:12|13|14|15|16|17|18)(?:-jdk)?(?:-oraclelinux[78])?|.+-oraclelinux(?:8|9|10)", "openjdk-oracle"),
    ),
    "docker.io/library/eclipse-temurin": (
        Tags(rf"{_JAVA}(?:-jdk|-jre)?-{_ALPINE}", "temurin-alpine"),
        Tags(rf"{_JAVA}(?:-jdk|-jre)?-ubi9-minimal", "temurin-ubi"),
        Tags(r"(?:\d+(?:-jdk|-jre)?)(?:-(?:jammy|noble|resolute))?|latest|.+-(?:noble|resolute)", "temurin"),
        Tags(r"\d+[0-9._u+b-]*(?:-jdk|-jre)?(?:-(?:focal|jammy))?", "temurin-old"),
    ),
    "docker.io/library/amazoncorretto": (
        Tags(rf"\d[\w.]*-{_ALPINE}(?:-(?:full|jdk|jre))?", "corretto-alpine"),
        Tags(r"latest|\d[\w.]*(?:-(?:jdk|jre|headless|headful))?|\d[\w.]*-al(?:2|2023)(?:-[a-z-]+)?", "corretto"),
    ),
    "mcr.microsoft.com/dotnet/aspnet": _dotnet("dotnet", "dotnet-alpine"),
    "mcr.microsoft.com/dotnet/runtime": _dotnet("dotnet", "dotnet-alpine"),
    "mcr.microsoft.com/dotnet/sdk": _dotnet("dotnet-sdk", "dotnet-sdk-alpine")[1:],
}
