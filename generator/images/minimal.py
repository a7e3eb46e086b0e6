"""Images without a distribution's tools: Google's distroless and Chainguard's."""

from __future__ import annotations

from generator.images.base import COMMON, Base, Tags

_DEBUG = tuple(f"/busybox/{name}" for name in ("sh", "ash", "busybox", "wget", "nc", "timeout", "env", "cat", "grep"))
_README = "GoogleContainerTools/distroless README: no shell, no package manager, no other program"

MINIMAL = {
    "distroless": Base(_README, "2026-08", closed=True),
    "distroless-node": Base(
        "GoogleContainerTools/distroless nodejs/nodejs.bzl: /nodejs/bin/node, not in PATH", "2026-08",
        has=("/nodejs/bin/node",), closed=True,
    ),
    "distroless-java": Base(
        "GoogleContainerTools/distroless java/java.bzl: entrypoint /usr/bin/java", "2026-08",
        has=("/usr/bin/java",), closed=True,
    ),
    "distroless-python": Base(
        "GoogleContainerTools/distroless python3/python.bzl: links python and python3; dash went with Debian 11 "
        "(1533e54a)", "2026-08", has=("/usr/bin/python3", "/usr/bin/python"), closed=True,
    ),
    "distroless-python-old": Base(
        "GoogleContainerTools/distroless 9c928189: Python images held dash until Debian 11 was dropped", "2026-08",
        has=("/usr/bin/python3",), lacks=tuple(name for name in COMMON if "python" not in name),
    ),
    "distroless-debug": Base(
        "GoogleContainerTools/distroless static/static.bzl: BusyBox in /busybox, appended to PATH; no /bin/sh",
        "2026-08", has=_DEBUG, path=("/busybox",),
        lacks=tuple(name for name in COMMON if name not in ("wget", "nc", "node", "java", "python", "python3")),
        wget="busybox",
    ),
    "chainguard": Base(
        "edu.chainguard.dev, Chainguard's container variants: standard images hold no shell and no package manager",
        "2026-08", lacks=("sh", "bash", "curl", "wget", "nc", "netcat", "busybox", "apk"),
    ),
    "chainguard-node": Base(
        "images.chainguard.dev, node: entrypoint /usr/bin/node", "2026-08", extends="chainguard", has=("?node",),
    ),
    "chainguard-python": Base(
        "images.chainguard.dev, python: entrypoint /usr/bin/python", "2026-08", extends="chainguard",
        has=("?python", "?python3"),
    ),
    "chainguard-dev": Base(
        "edu.chainguard.dev, Chainguard's container variants: -dev images hold a shell and apk", "2026-08",
        has=("/bin/sh",), family="apk",
    ),
}  # fmt: skip

_ARCH = r"(?:-(?:amd64|arm64|arm|s390x|ppc64le|riscv64))?"


def _distroless(base: str) -> tuple[Tags, ...]:
    return (Tags(rf"(?:latest|nonroot){_ARCH}", base), Tags(rf"(?:debug|debug-nonroot){_ARCH}", "distroless-debug"))


MINIMAL_TAGS: dict[str, tuple[Tags, ...]] = {}
for _debian in ("", "-debian11", "-debian12", "-debian13"):
    for _name in ("static", "base", "base-nossl", "cc"):
        MINIMAL_TAGS[f"gcr.io/distroless/{_name}{_debian}"] = _distroless("distroless")
    for _version in (18, 20, 22, 24, 26):
        MINIMAL_TAGS[f"gcr.io/distroless/nodejs{_version}{_debian}"] = _distroless("distroless-node")
    for _version in (11, 17, 21, 25):
        MINIMAL_TAGS[f"gcr.io/distroless/java{_version}{_debian}"] = _distroless("distroless-java")
    _python = "distroless-python" if _debian == "-debian13" else "distroless-python-old"
    MINIMAL_TAGS[f"gcr.io/distroless/python3{_debian}"] = _distroless(_python)

# Chainguard names some images after programs (curl, busybox, bash): those hold them, so only these are spoken of.
for _name in ("static", "glibc-dynamic", "nginx", "jre", "go", "aspnet-runtime", "dotnet-runtime", "node", "python"):
    _base = f"chainguard-{_name}" if _name in ("node", "python") else "chainguard"
    _dev = Tags(r".+-dev", "chainguard-dev")
    MINIMAL_TAGS[f"cgr.dev/chainguard/{_name}"] = (_dev, Tags(r"latest|\d+(?:\.\d+)*", _base))
