"""Images of servers and proxies."""

from __future__ import annotations

from generator.images.base import Base, Tags

_CURL = ("/usr/bin/curl",)
_POSTGRES = ("?psql", "?pg_isready")
_REDIS = ("/usr/local/bin/redis-cli",)
_RABBIT = ("/opt/rabbitmq/sbin/rabbitmq-diagnostics", "/opt/rabbitmq/sbin/rabbitmqctl")

SERVERS = {
    "nginx": Base(
        "nginxinc/docker-nginx debian: apt-get install curl, since 87f9340 (1.17.10, 1.18.0; 2020-04-23)", "2025-02",
        "debian-old", (*_CURL, "/usr/sbin/nginx"),
    ),
    "nginx-alpine": Base(
        "nginxinc/docker-nginx alpine: apk add curl, since 87f9340 (1.17.10, 1.18.0; 2020-04-23)", "2025-02",
        "alpine", (*_CURL, "/usr/sbin/nginx"),
    ),
    "nginx-slim": Base(
        "nginxinc/docker-nginx alpine-slim: curl is added only by the alpine image built on it", "2025-02",
        "alpine", ("/usr/sbin/nginx",),
    ),
    "httpd": Base(
        "docker-library/httpd: FROM debian *-slim; wget purged after the build", "2026-06", "debian-old",
        ("/usr/local/apache2/bin/httpd",), path=("/usr/local/apache2/bin",),
    ),
    "httpd-alpine": Base(
        "docker-library/httpd alpine: FROM alpine, adds perl", "2026-06", "alpine",
        ("/usr/local/apache2/bin/httpd", "/usr/bin/perl"), path=("/usr/local/apache2/bin",),
    ),
    "postgres": Base(
        "docker-library/postgres: FROM debian *-slim; wget purged after gosu is fetched", "2026-02", "debian-old",
        _POSTGRES, unsure=("python", "python3"),
    ),
    "postgres-alpine": Base(
        "docker-library/postgres alpine*: FROM alpine, adds bash; .build-deps deleted", "2026-02", "alpine",
        ("/usr/local/bin/psql", "/usr/local/bin/pg_isready", "/bin/bash"), unsure=("perl", "python3"),
    ),
    "redis": Base(
        "redis/docker-library-redis debian: FROM debian *-slim; wget purged", "2024-10", "debian-old", _REDIS,
    ),
    "redis-8": Base(
        "redis/docker-library-redis: redis-cli is run by the build; what else version 8 brings is not recorded",
        "2026-08", has=("/bin/sh", *_REDIS),
    ),
    "redis-alpine": Base(
        "redis/docker-library-redis alpine: FROM alpine; .build-deps deleted", "2024-10", "alpine", _REDIS,
    ),
    "valkey": Base(
        "valkey-io/valkey-container debian: FROM debian *-slim; wget purged", "2025-01", "debian-old",
        ("/usr/local/bin/valkey-cli",), unsure=("redis-cli",),
    ),
    "valkey-alpine": Base(
        "valkey-io/valkey-container alpine: FROM alpine; .build-deps deleted", "2025-01", "alpine",
        ("/usr/local/bin/valkey-cli",), unsure=("redis-cli",),
    ),
    "rabbitmq": Base(
        "docker-library/rabbitmq ubuntu: FROM ubuntu; wget purged", "2026-06", "ubuntu", _RABBIT,
        unsure=("python", "python3"), path=("/opt/rabbitmq/sbin",),
    ),
    "rabbitmq-alpine": Base(
        "docker-library/rabbitmq alpine: FROM alpine, adds bash", "2026-06", "alpine", (*_RABBIT, "/bin/bash"),
        unsure=("python", "python3"), path=("/opt/rabbitmq/sbin",),
    ),
    "traefik": Base(
        "traefik/traefik-library-image v*/alpine: FROM alpine; BusyBox wget", "2026-08", "alpine",
        ("/usr/local/bin/traefik",),
    ),
    "haproxy": Base(
        "docker-library/haproxy: FROM debian *-slim; wget purged; socat since 2025", "2026-07", "debian-old",
        ("/usr/local/sbin/haproxy",), unsure=("socat",),
    ),
    "haproxy-alpine": Base(
        "docker-library/haproxy alpine: FROM alpine; .build-deps deleted; socat since 2025", "2026-07", "alpine",
        ("/usr/local/sbin/haproxy",), unsure=("socat",),
    ),
    "caddy": Base(
        "caddyserver/caddy-docker alpine: apk add curl since 2.11.0 (f760f9d, 2026-01-16)", "2026-03", "alpine",
        ("/usr/bin/caddy", *_CURL),
    ),
    "caddy-old": Base("caddyserver/caddy-docker before 2.11: FROM alpine, no curl", "2026-03", "alpine",
                      ("/usr/bin/caddy",)),
    "grafana": Base("grafana/grafana, Run Grafana Docker image: Alpine by default", "2026-08",
                    has=("/bin/sh", "?grafana")),
    "envoy-distroless": Base("envoyproxy/envoy, ci/Dockerfile-envoy: envoy on distroless/base-nossl", "2026-08",
                             has=("/usr/local/bin/envoy",), closed=True),
    "envoy": Base("envoyproxy/envoy, ci/Dockerfile-envoy: envoy on Ubuntu, adds ca-certificates", "2026-08", "ubuntu",
                  ("/usr/local/bin/envoy",), unsure=("curl", "wget")),
    "appmesh-envoy": Base("App Mesh user guide, Envoy image: its health check runs curl on port 9901", "2026-08",
                          has=("/bin/sh", "?curl", "?grep")),
    "mysql": Base("docker-library/mysql: FROM oraclelinux:*-slim, whose curl fetches gosu", "2026-06",
                  has=("/bin/sh", "/bin/bash", "?mysql", "?mysqladmin", *_CURL), family="rpm", merged=True),
}  # fmt: skip

_V = r"(?P<version>\d+(?:\.\d+){0,2})"
_DEBIAN = r"(?:-(?:trixie|bookworm|bullseye|buster))?"
_DEBIAN_ONLY = r"(?:trixie|bookworm|bullseye)"
_ALPINE = r"alpine(?:3\.\d+)?"
_NGINX = rf"(?:{_V}|latest|mainline|stable)"
_NGINX_TAGS = (
    Tags(rf"(?:{_NGINX}-)?alpine(?:3\.\d+)?-slim", "nginx-slim"),
    Tags(rf"(?:{_NGINX}-)?{_ALPINE}(?:-(?:perl|otel))?", "nginx-alpine", (1, 18)),
    Tags(rf"(?:{_NGINX}{_DEBIAN}|{_DEBIAN_ONLY})(?:-(?:perl|otel))?|perl|otel", "nginx", (1, 18)),
)


def _two(name: str, since: tuple[int, ...] = (), also: str = "latest") -> tuple[Tags, ...]:
    """Tags of an image that comes on Debian and on Alpine."""
    return (
        Tags(rf"(?:(?:{_V}|{also})-)?{_ALPINE}", f"{name}-alpine", since),
        Tags(rf"(?:{_V}|{also}){_DEBIAN}|{_DEBIAN_ONLY}", name, since),
    )


SERVER_TAGS = {
    "docker.io/library/nginx": _NGINX_TAGS,
    "docker.io/nginxinc/nginx-unprivileged": _NGINX_TAGS,
    "docker.io/library/httpd": _two("httpd", (2, 4)),
    "docker.io/library/postgres": _two("postgres", (10,)),
    "docker.io/library/redis": (
        Tags(rf"(?:{_V}-)?{_ALPINE}", "redis-alpine", (5,)),
        Tags(rf"(?:{_V}|latest){_DEBIAN}", "redis-8", (8,)),
        Tags(rf"{_V}{_DEBIAN}", "redis", (5,)),
    ),
    "docker.io/valkey/valkey": _two("valkey", (7, 2)),
    "docker.io/library/rabbitmq": (
        Tags(rf"(?:{_V}-)?(?:management-)?alpine", "rabbitmq-alpine", (3, 9)),
        Tags(rf"(?:{_V}|latest)(?:-management)?|management", "rabbitmq", (3, 9)),
    ),
    "docker.io/library/traefik": (Tags(r"latest|v?(?P<version>\d+(?:\.\d+){0,2})", "traefik", (2,)),),
    "docker.io/library/haproxy": _two("haproxy", (2,), also="latest|lts"),
    "docker.io/library/caddy": (
        Tags(r"latest|alpine|2(?:-alpine)?|(?P<version>2\.\d+(?:\.\d+)?)(?:-alpine)?", "caddy", (2, 11)),
        Tags(r"(?P<version>2\.\d+(?:\.\d+)?)(?:-alpine)?", "caddy-old"),
    ),
    "docker.io/grafana/grafana": (Tags(r"latest|(?P<version>\d+(?:\.\d+){1,2})", "grafana", (7,)),),
    "docker.io/grafana/grafana-oss": (Tags(r"latest|(?P<version>\d+(?:\.\d+){1,2})", "grafana", (7,)),),
    "docker.io/envoyproxy/envoy": (
        Tags(r"distroless-v[\d.]+|distroless-v[\d.]+-latest", "envoy-distroless"),
        Tags(r"v(?P<version>[\d.]+)(?:-latest)?", "envoy", (1, 18)),
    ),
    "public.ecr.aws/appmesh/aws-appmesh-envoy": (Tags(r"v[\d.]+-prod", "appmesh-envoy"),),
    "docker.io/library/mysql": (
        Tags(r"latest|lts|innovation|oracle|(?P<version>\d+(?:\.\d+){0,2})(?:-oracle(?:linux\d)?)?", "mysql", (8, 4)),
    ),
}
