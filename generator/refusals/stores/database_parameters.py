"""What RDS refuses of the parameters of PostgreSQL: names of its own that there are none of, and values."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.stack import Graph, Mapping, Resource

_OWN = frozenset(
    f"rds.{name}"
    for name in (
        "accepted_password_auth_method", "adaptive_autovacuum", "allowed_delegated_extensions", "allowed_extensions",
        "babelfish_status", "blue_green_replication_type", "custom_dns_resolution", "enable_memory_management",
        "enable_pgaudit", "enable_plan_management", "enable_pg_tle", "extensions", "force_admin_logging_level",
        "force_autovacuum_logging_level", "force_ssl", "global_db_rpo", "iam_auth_for_replication",
        "log_retention_period", "logical_replication", "logical_slot_sync_dbname",
        "logically_replicate_unlogged_tables", "logical_wal_cache", "pg_stat_ramdisk_size", "pgaudit",
        "rds_reserved_connections", "rds_superuser_reserved_connections", "remote_extension",
        "restrict_password_commands", "superuser_variables",
    )
)  # fmt: skip
_WORDS = {
    "log_statement": ("none", "ddl", "mod", "all"),
    "rds.force_ssl": ("0", "1"),
    "rds.logical_replication": ("0", "1"),
    "log_connections": (
        "0", "1", "on", "off", "true", "false", "all", "receipt", "authentication", "authorization", "setup_durations",
    ),
    "password_encryption": ("md5", "scram-sha-256"),
    "default_transaction_isolation": ("read committed", "read uncommitted", "repeatable read", "serializable"),
    "synchronous_commit": ("off", "local", "on", "remote_write", "remote_apply"),
    "ssl_min_protocol_version": ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"),
    "log_min_messages": (
        "debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning", "error", "log", "fatal", "panic",
    ),
}  # fmt: skip
_BOUNDS = {"max_connections": (6, 8_388_607), "log_min_duration_statement": (-1, 2_147_483_647)}
_LIBRARIES = frozenset(
    ("auto_explain", "orafce", "pgactive", "pgaudit", "pglogical", "pg_bigm", "pg_cron", "pg_hint_plan", "pg_prewarm",
     "pg_proctab", "pg_similarity", "pg_stat_statements", "pg_tle", "pg_transport", "plprofiler", "plrust",
     "rds_casts", "pg_wait_sampling", "pg_stat_monitor", "set_user", "apg_plan_mgmt", "babelfishpg_tds",
     "aurora_stat_utils", "pg_partman_bgw", "pg_squeeze", "pg_duckdb", "apgcc", "rdsutils", "timescaledb")
)  # fmt: skip


def _of_group(_graph: Graph, group: Resource) -> Iterator[str]:
    """Say what is refused, or keeps the server from starting (``incompatible-parameters``).

    Sources: RDS User Guide, "Working with parameters on your RDS for PostgreSQL DB instance" and "Extension versions";
    PostgreSQL, "Server Configuration"; not looked up one by one, 2026-11. A name of RDS's own that is newer than this
    is unknown.
    """
    written, family = group.get("Parameters"), literal(group.get("Family")) or ""
    if not family.startswith(("postgres", "aurora-postgresql")) or not isinstance(written, Mapping):
        return
    for name, value in written.entries:
        text, words, bounds = literal(value), _WORDS.get(name), _BOUNDS.get(name)
        if name.startswith("rds.") and name not in _OWN:
            yield f"{group} has the parameter {name[:60]}, which is not on record"
        if text is None or "{" in text:
            continue
        if words and text.lower() not in {each.lower() for each in words}:
            yield f"{name} of {group} is {text[:40]}, and {', '.join(words)} are taken"
        if bounds and text.lstrip("-").isdigit() and not bounds[0] <= int(text) <= bounds[1]:
            yield f"{name} of {group} is {text[:40]}, and {bounds[0]} to {bounds[1]} is taken"
        libraries = {each.strip() for each in text.split(",")} if name == "shared_preload_libraries" else set()
        for library in sorted(libraries - _LIBRARIES - {""}):
            yield f"shared_preload_libraries of {group} has {library[:40]}, which is not on record"


OF_PARAMETERS = {"AWS::RDS::DBParameterGroup": _of_group, "AWS::RDS::DBClusterParameterGroup": _of_group}
