"""What RDS refuses of the parameters of PostgreSQL: names of its own that there are none of, and values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Mapping, Resource
from generator.text.time_zones import may_be_a_zone

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
    "ssl_max_protocol_version": ("TLSv1.2", "TLSv1.3"),
    "rds.accepted_password_auth_method": ("md5+scram", "scram"),
    **dict.fromkeys(
        ("log_disconnections", "log_lock_waits", "log_duration", "autovacuum", "track_io_timing", "jit",
         "default_transaction_read_only", "row_security", "track_activities", "log_checkpoints"),
        ("0", "1", "on", "off", "true", "false", "yes", "no"),
    ),
    "log_min_messages": (
        "debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning", "error", "log", "fatal", "panic",
    ),
}  # fmt: skip
_BOUNDS = {
    "max_connections": (6, 8_388_607),
    "log_min_duration_statement": (-1, 2_147_483_647),
    **dict.fromkeys(
        ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout",
         "transaction_timeout"),
        (0, 2_147_483_647),
    ),
    "shared_buffers": (16, 1_073_741_823),
    "work_mem": (64, 2_147_483_647),
    "maintenance_work_mem": (1024, 2_147_483_647),
}  # fmt: skip
_SHORT = 1000
"""Milliseconds below which a limit on statements or idle sessions ends nearly all that a program does."""
_FIXED = ("data_directory", "hba_file", "ident_file", "config_file", "listen_addresses", "port", "ssl_cert_file",
          "ssl_key_file", "ssl_ca_file", "unix_socket_directories", "fsync", "full_page_writes", "block_size",
          "server_version", "wal_level", "archive_mode", "archive_command")  # fmt: skip
"""Source: RDS User Guide, "Working with parameters on your RDS for PostgreSQL DB instance" (not modifiable)."""
_UNITS = ("shared_buffers", "work_mem", "maintenance_work_mem", "wal_buffers", "max_connections", "statement_timeout",
          "effective_cache_size", "lock_timeout", "idle_session_timeout")  # fmt: skip
_CLUSTERS = ("aurora_", "apg_")
_LIBRARIES = frozenset(
    ("auto_explain", "orafce", "pgactive", "pgaudit", "pglogical", "pg_bigm", "pg_cron", "pg_hint_plan", "pg_prewarm",
     "pg_proctab", "pg_similarity", "pg_stat_statements", "pg_tle", "pg_transport", "plprofiler", "plrust",
     "rds_casts", "pg_wait_sampling", "pg_stat_monitor", "set_user", "apg_plan_mgmt", "babelfishpg_tds",
     "aurora_stat_utils", "pg_partman_bgw", "pg_squeeze", "pg_duckdb", "apgcc", "rdsutils")
)  # fmt: skip


def parameters(_graph: Graph, group: Resource) -> Iterator[str]:
    """Say what is refused, or keeps the server from starting (``incompatible-parameters``).

    Sources: RDS User Guide, "Working with parameters on your RDS for PostgreSQL DB instance" and "Extension versions";
    PostgreSQL, "Server Configuration"; not looked up one by one, 2026-11. Aurora User Guide, "Amazon Aurora PostgreSQL
    Parameters", an older copy (files, port, listen_addresses and archive_command are not modifiable, and ssl is); read
    2026-11. A name of RDS's own that is newer than this is unknown. A zone is one of IANA's, by its name there.
    """
    written, family = group.get("Parameters"), literal(group.get("Family")) or ""
    if not family.startswith(("postgres", "aurora-postgresql")) or not isinstance(written, Mapping):
        return
    for name, value in written.entries:
        text, words, bounds = literal(value), _WORDS.get(name), _BOUNDS.get(name)
        if (name.startswith("rds.") and name not in _OWN) or (
            name.startswith(_CLUSTERS) and family.startswith("postgres")
        ):
            yield f"{group} has the parameter {name[:60]}, which is not on record"
        if name in _FIXED:
            yield f"{group} has the parameter {name}, which RDS does not let be changed"
        if text is None or "{" in text:
            continue
        if words and text.lower() not in {each.lower() for each in words}:
            yield f"{name} of {group} is {text[:40]}, and {', '.join(words)} are taken"
        if bounds and text.lstrip("-").isdigit() and not bounds[0] <= int(text) <= bounds[1]:
            yield f"{name} of {group} is {text[:40]}, and {bounds[0]} to {bounds[1]} is taken"
        if name in _UNITS and not re.fullmatch(r"-?[0-9]+", text):
            yield f"{name} of {group} is {text[:40]}, and RDS takes a number without a unit"
        if name in ("statement_timeout", "idle_session_timeout") and text.isdigit() and 0 < int(text) < _SHORT:
            yield f"{name} of {group} is {text} milliseconds, which ends nearly all that a program does"
        if name == "default_transaction_read_only" and text.lower() in ("1", "on", "true", "yes"):
            yield f"{name} of {group} is {text}, and nothing is written by whoever does not ask for it"
        if name in ("timezone", "log_timezone") and "/" in text and not may_be_a_zone(text):
            yield f"{name} of {group} is {text[:40]}, which is no zone on record"
        libraries = {each.strip() for each in text.split(",")} if name == "shared_preload_libraries" else set()
        for library in sorted(libraries - _LIBRARIES - {""}):
            yield f"shared_preload_libraries of {group} has {library[:40]}, which is not on record"


REFUSALS: Refusals = {
    "AWS::RDS::DBParameterGroup": (parameters,),
    "AWS::RDS::DBClusterParameterGroup": (parameters,),
}
