"""Distributions and images made of next to nothing."""

from __future__ import annotations

from generator.images.base import COMMON, TOOLS, Base, Tags

_BUSYBOX = (
    "/bin/sh", "/bin/busybox", "/usr/bin/awk", "/usr/bin/wget", "/usr/bin/nc", "/usr/bin/nslookup", "/bin/ps",
    "/bin/netstat", "/bin/ping", "/usr/bin/pgrep",
)  # fmt: skip
_NOT_IN_ALPINE = (*(name for name in COMMON if name not in ("wget", "nc")), "bash", "perl")
_NOT_IN_DEBIAN = (*COMMON, "busybox")

DISTRIBUTIONS = {
    "scratch": Base("docs.docker.com/build/building/base-images: scratch is empty", "2026-08", closed=True),
    "alpine": Base(
        "aports main/busybox: applets sh, wget, nc, pgrep; alpine-baselayout brings no curl and no bash "
        "(an image that needs them runs apk add, as caddyserver/caddy-docker does)", "2026-08",
        has=(*_BUSYBOX, *TOOLS), lacks=_NOT_IN_ALPINE, family="apk", wget="busybox",
    ),
    "busybox": Base(
        "docker-library/busybox: every applet is in /bin", "2026-08",
        has=tuple("/bin/" + path.rpartition("/")[2] for path in (*_BUSYBOX, *TOOLS)),
        lacks=tuple(name for name in _NOT_IN_ALPINE if name not in ("bash", "telnet")), wget="busybox",
    ),
    "debian": Base(
        "docker-library/buildpack-deps *-curl: FROM debian, adds curl and wget; debootstrap minbase has neither",
        "2026-08", has=("/bin/sh", "/bin/bash", "/usr/bin/perl", "/usr/bin/awk", *TOOLS), lacks=_NOT_IN_DEBIAN,
        family="apt", merged=True, wget="gnu",
    ),
    "debian-old": Base(
        "docker-library/buildpack-deps *-curl: FROM debian, adds curl and wget; debootstrap minbase has neither "
        "(and /usr is merged in images only from Debian 12 on)", "2026-08",
        has=("/bin/sh", "/bin/bash", "/usr/bin/perl", "/usr/bin/awk", *TOOLS), lacks=_NOT_IN_DEBIAN, family="apt",
        wget="gnu",
    ),
    "ubuntu": Base(
        "docker-library/buildpack-deps ubuntu/*/curl: FROM ubuntu, adds curl and wget", "2026-08", extends="debian",
    ),
    "buildpack-curl": Base(
        "docker-library/buildpack-deps Dockerfile-curl.template: apt-get install curl wget", "2025-11",
        extends="debian-old", has=("/usr/bin/curl", "/usr/bin/wget"),
    ),
    "buildpack-scm": Base(
        "docker-library/buildpack-deps Dockerfile-scm.template: -curl, git, mercurial (needs python3), procps",
        "2025-11", extends="buildpack-curl", has=("/usr/bin/git", "/usr/bin/ps", "/usr/bin/pgrep"),
        unsure=("python", "python3"),
    ),
    "buildpack": Base(
        "docker-library/buildpack-deps Dockerfile.template: -scm and a compiler's worth of packages", "2025-11",
        extends="buildpack-scm", unsure=("nc", "netcat", "mysql", "mariadb", "busybox"),
    ),
    "amazonlinux": Base(
        "corretto/corretto-docker jdk/al2 and al2023: FROM amazonlinux, calls curl without installing it; "
        "no wget in either", "2026-04", has=("/bin/sh", "/bin/bash", "/usr/bin/curl", *TOOLS),
        lacks=tuple(name for name in COMMON if name != "curl"), unsure=("python", "python3"), family="rpm",
        merged=True, wget="gnu",
    ),
    "amazonlinux-2023": Base(
        "AL2023 user guide, curl-minimal: default in containers; dnf is written in Python 3", "2026-08",
        extends="amazonlinux", has=("/usr/bin/python3",),
    ),
    "amazonlinux-minimal": Base(
        "AL2023 user guide, curl-minimal: default in containers; microdnf instead of dnf", "2026-08",
        extends="amazonlinux",
    ),
    "lambda": Base(
        "github.com/aws/aws-lambda-base-images: Amazon Linux with bash", "2026-08", has=("/bin/sh", "/bin/bash"),
        family="rpm", merged=True, wget="gnu",
    ),
    "ubi": Base(
        "Red Hat, Types of container images; rpm of RHEL 8 and 9 requires curl", "2026-08",
        has=("/bin/sh", "/bin/bash", "/usr/bin/curl", *TOOLS),
        lacks=tuple(name for name in COMMON if name not in ("curl", "wget", "python", "python3")), family="rpm",
        merged=True, wget="gnu",
    ),
    "ubi-minimal": Base(
        "Red Hat, Understanding the UBI minimal images: no Python; adoptium/containers installs wget", "2026-08",
        extends="ubi", lacks=("wget", "python", "python3"),
    ),
    "ubi-micro": Base(
        "Red Hat, Understanding the UBI micro images: no package manager nor what it needs; bash, coreutils",
        "2026-08", has=("/bin/sh", "/bin/bash", "/usr/bin/[", "/usr/bin/test", "/usr/bin/cat"), lacks=COMMON,
        merged=True,
    ),
}  # fmt: skip

_OLD = r"(?:oldoldstable|bullseye|buster|stretch|11|10|9)(?:\.\d+)*"
_NEW = r"(?:latest|stable|oldstable|testing|unstable|sid|forky|trixie|bookworm|13|12)(?:\.\d+)*"
_DATED = r"(?:-\d{8}|-backports)?(?:-slim)?"
_UBUNTU = r"(?:latest|rolling|(?:18|20|22|24|26)\.04|(?:bionic|focal|jammy|noble|resolute)(?:-\d{8}(?:\.\d+)?)?)"

DISTRIBUTION_TAGS = {
    "docker.io/library/alpine": (Tags(r"latest|edge|\d{8}|3(?:\.\d+){0,2}", "alpine"),),
    "docker.io/library/busybox": (
        Tags(r"(?:latest|stable|unstable|1(?:\.\d+){0,2})(?:-(?:musl|glibc|uclibc))?|musl|glibc|uclibc", "busybox"),
    ),
    "docker.io/library/debian": (Tags(_NEW + _DATED, "debian"), Tags(_OLD + _DATED, "debian-old")),
    "docker.io/library/ubuntu": (Tags(_UBUNTU, "ubuntu"),),
    "docker.io/library/buildpack-deps": (
        Tags(r"(?:[a-z]+-|[\d.]+-)?curl", "buildpack-curl"),
        Tags(r"(?:[a-z]+-|[\d.]+-)?scm", "buildpack-scm"),
        Tags(r"latest|stable|trixie|bookworm|bullseye|noble|jammy|2[246]\.04", "buildpack"),
    ),
    "docker.io/library/amazonlinux": (
        Tags(r"2023\.?[\d.]*-minimal|minimal", "amazonlinux-minimal"),
        Tags(r"latest|2023(?:\.[\d.]+)?", "amazonlinux-2023"),
        Tags(r"2(?:\.0[\d.]*)?", "amazonlinux"),
    ),
    **{
        f"registry.access.redhat.com/ubi{n}/{name}": (Tags(r"latest|[\d.]+(?:-\d+(?:\.\d+)?)?", base),)
        for n in (8, 9)
        for name, base in (("ubi", "ubi"), ("ubi-minimal", "ubi-minimal"), ("ubi-micro", "ubi-micro"))
    },
}
