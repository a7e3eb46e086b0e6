"""What a package of a distribution brings into PATH.

General knowledge of Debian 12 and 13, Alpine 3.20 to 3.24 and Amazon Linux 2023, not compared with their file lists;
those are at packages.debian.org and pkgs.alpinelinux.org. A path says where the program lies in all of them; ``?name``
that it is somewhere in PATH.
"""

from __future__ import annotations

import re

INTERPRETERS = frozenset({"python", "python3", "perl", "ruby", "php", "node", "nodejs", "npm", "java", "go"})

_BRINGS: dict[str, tuple[str, ...]] = {
    "curl": ("/usr/bin/curl",), "curl-minimal": ("/usr/bin/curl",), "curl-full": ("/usr/bin/curl",),
    "wget": ("/usr/bin/wget",), "netcat-openbsd": ("?nc",), "netcat-traditional": ("?nc",), "netcat": ("?nc",),
    "nc": ("?nc",), "ncat": ("?ncat",), "nmap-ncat": ("?ncat",), "socat": ("?socat",), "telnet": ("?telnet",),
    "busybox-extras": ("?telnet",), "jq": ("/usr/bin/jq",), "bash": ("/bin/bash",), "git": ("/usr/bin/git",),
    "procps": ("?ps", "?pgrep", "?pkill"), "procps-ng": ("?ps", "?pgrep", "?pkill"), "openssl": ("/usr/bin/openssl",),
    "python3": ("/usr/bin/python3",), "python-is-python3": ("/usr/bin/python", "/usr/bin/python3"),
    "python3-minimal": ("/usr/bin/python3",), "python3-pip": ("/usr/bin/python3",), "py3-pip": ("/usr/bin/python3",),
    "nodejs": ("/usr/bin/node",), "nodejs-current": ("/usr/bin/node",), "npm": ("/usr/bin/node", "?npm"),
    "postgresql-client": ("?psql", "?pg_isready"), "redis-tools": ("?redis-cli",), "redis": ("?redis-cli",),
    "redis-server": ("?redis-cli",), "mariadb-client": ("?mariadb", "?mariadb-admin"), "ruby": ("?ruby",),
    "php-cli": ("?php",), "default-jre": ("?java",), "default-jre-headless": ("?java",), "default-jdk": ("?java",),
    "default-jdk-headless": ("?java",), "httpie": ("?http",), "grpcurl": ("?grpcurl",), "perl": ("/usr/bin/perl",),
    "busybox": ("?busybox",), "supervisor": ("?supervisord", "?python3"), "iputils-ping": ("?ping",),
    "iproute2": ("?ss", "?ip"), "net-tools": ("?netstat",), "dnsutils": ("?dig", "?nslookup"),
    "bind-tools": ("?dig", "?nslookup"), "bind-utils": ("?dig", "?nslookup"), "golang": ("?go",), "go": ("?go",),
    "tini": ("?tini",), "dumb-init": ("?dumb-init",), "gosu": ("?gosu",), "su-exec": ("?su-exec",),
}  # fmt: skip
_BRINGS_LIKE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"postgresql-client-\d+|postgresql\d+(?:-client)?", ("?psql", "?pg_isready")),
    (r"openjdk-?\d+-(?:jre|jdk)(?:-headless|-base)?", ("?java",)),
    (r"java-[\d.]+-(?:openjdk|amazon-corretto)(?:-headless|-devel)?|temurin-\d+-(?:jre|jdk)", ("?java",)),
)
# Packages that pull in none of the programs that health checks use. Interpreters are another matter: see LIGHT.
_PURE = frozenset(
    """apk-tools apt-transport-https bash bzip2 ca-certificates coreutils curl curl-minimal dumb-init file
    findutils fontconfig freetype gawk gcc gcompat gettext gettext-base gnupg gnupg2 gosu gpg grep gzip
    hostname icu-data-full icu-libs iputils-ping jq krb5-libs less libc6-compat libgcc libjpeg-turbo libpng
    libpq libssl3 libstdc++ libwebp linux-headers locales make musl musl-locales nano netbase netcat-openbsd
    openssl patch pkg-config pkgconf procps procps-ng rsync sed shadow shadow-utils sqlite sqlite3 su-exec sudo
    tar tini tree ttf-dejavu tzdata unzip util-linux vim vips wget which xz xz-utils zip zlib zstd""".split()  # noqa: SIM905
)
_LIGHT = re.compile(
    r"(?:lib[a-z0-9.+-]*?(?:\d[\w.+-]*|-dev|-devel|-libs)|[a-z0-9.+-]+-(?:dev|devel|libs)|fonts?-[a-z0-9-]+|g\+\+|gcc-c\+\+"
    r"|build-base|build-essential|autoconf|automake|libtool|cmake|git|openssh-client|lsb-release"
    r"|software-properties-common|python3?-[a-z0-9-]+|py3-[a-z0-9-]+|php\d*[.\d]*-[a-z0-9-]+|ruby-[a-z0-9-]+"
    r"|dpkg-dev|cron|supervisor|nginx|apache2|socat|iproute2|net-tools|dnsutils|bind-tools"
    r"|bind-utils|busybox|busybox-extras|netcat.*|nc|ncat|nmap-ncat|telnet|redis-tools|redis|redis-server"
    r"|perl|python3|nodejs|npm|ruby|php-cli|postgresql.*client.*|postgresql\d+|openjdk.*|java-.*|default-.*|mariadb-client)"
)  # fmt: skip


def brings(package: str) -> tuple[str, ...]:
    """Give the programs that a package is known to bring."""
    if package in _BRINGS:
        return _BRINGS[package]
    return next((programs for pattern, programs in _BRINGS_LIKE if re.fullmatch(pattern, package)), ())


def doubtful(package: str) -> frozenset[str] | None:
    """Give the programs that a package may bring along unsaid: some, none, or (None) any at all."""
    if package in _PURE:
        return frozenset()
    return INTERPRETERS if len(package) < 100 and _LIGHT.fullmatch(package) else None


def plain(package: str) -> str:
    """Take version, architecture and repository off a name: ``curl=8.1-r0``, ``curl:amd64``, ``curl@edge``."""
    return re.split(r"[=<>~@:/]", package, maxsplit=1)[0]
