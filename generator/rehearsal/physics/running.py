"""What is said of a task whose program ends, or fails its checks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnosis.bundle import Row
from generator.rehearsal.physics.ending import BY_SCHEDULER, EXITED, STOPPED_BY_SIGNAL, Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.stages import Stage


def program(row: Row, facts: Facts) -> Iterator[Ending]:
    """What a client writes before its program ends. Many programs go on instead; here they connect when they start."""
    because = " ".join(row.because)
    for line in _lines(row, facts, because):
        name = str(facts.container(row.need)["name"])
        reason = "Essential container in task exited"
        yield Ending(Stage.PROGRAM, row.need, reason, EXITED, name, exit_code=1, log=(line,))


def _lines(row: Row, facts: Facts, because: str) -> Iterator[str]:
    told = facts.variables(row.need)
    if row.need.startswith("store ") and "ECS262" in row.rules:
        yield "SocketClosedUnexpectedlyError: Socket closed unexpectedly"
    elif row.need.startswith(("database ", "store ")):
        host = next((value for name, value in told.items() if name.endswith("HOST")), "the-database")
        port = next((value for name, value in told.items() if name.endswith("PORT") and name != "PORT"), "5432")
        user = told.get("PGUSER", "app")
        name = told.get("PGDATABASE", "postgres")
        yield f"Error: connect ETIMEDOUT {facts.address}:{port}"
        if "require_secure_transport" in because or port == "3306":
            yield (
                "ERROR 3159 (HY000): Connections using insecure transport are prohibited while "
                "--require_secure_transport=ON."
            )
        yield f'error: no pg_hba.conf entry for host "{facts.address}", user "{user}", database "{name}", no encryption'
        yield f"dial tcp: lookup {host}: no such host"
        yield "Error: The server does not support SSL connections"
    elif row.need == "ca-bundle":
        yield "Error: self-signed certificate in certificate chain (code: SELF_SIGNED_CERT_IN_CHAIN)"
    elif row.need.startswith("/"):
        yield f"Error: EACCES: permission denied, mkdir '{row.need.partition(' of ')[0]}/upload-3f2a'"
        yield f"Error: EROFS: read-only file system, open '{row.need.partition(' of ')[0]}/upload-3f2a'"
    else:
        name, _, port = row.need.partition(":")
        yield f"Error: getaddrinfo ENOTFOUND {name}"
        yield f"Error: connect ETIMEDOUT {facts.address}:{port or 443}"


def health(row: Row, facts: Facts) -> Iterator[Ending]:
    yield Ending(
        Stage.HEALTH,
        row.need,
        "Task failed container health checks",
        BY_SCHEDULER,
        str(facts.container(row.need)["name"]),
        exit_code=STOPPED_BY_SIGNAL,
        unhealthy=True,
        said="({task}) failed container health checks.",
    )


def target(row: Row, facts: Facts) -> Iterator[Ending]:
    where = f"(target-group {facts.target_group})"
    kinds = {
        "Target.Timeout": "Request timed out",
        "Target.ResponseCodeMismatch": "Health checks failed with these codes: [404]",
    }
    for reason, description in kinds.items():
        yield Ending(
            Stage.TARGET,
            row.need,
            f"Task failed ELB health checks in {where}",
            BY_SCHEDULER,
            str(facts.container(row.need)["name"]),
            exit_code=STOPPED_BY_SIGNAL,
            said=f"({{task}}) (port {facts.port}) is unhealthy in {where} due to (reason {description}).",
            target=(reason, description),
        )
