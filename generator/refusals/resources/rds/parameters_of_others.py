"""Parameters that stand in a group of another engine than theirs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Mapping, Resource

_MYSQL = ("binlog_format", "character_set_", "collation_", "general_log", "innodb_", "interactive_timeout",
          "local_infile", "long_query_time", "lower_case_table_names", "max_allowed_packet", "require_secure_transport",
          "slow_query_log", "sql_mode", "wait_timeout")  # fmt: skip
_POSTGRES = ("effective_cache_size", "log_min_duration_statement", "log_statement", "maintenance_work_mem", "pg_",
             "pgaudit.", "rds.", "shared_buffers", "shared_preload_libraries", "wal_", "work_mem")  # fmt: skip


def of_others(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: RDS API Reference, ModifyDBParameterGroup ("Could not find parameter with name"); MySQL and PostgreSQL,
    the server's system variables; from memory, 2026-11."""
    written, family = group.get("Parameters"), literal(group.get("Family")) or ""
    postgres = family.startswith(("postgres", "aurora-postgresql"))
    if not isinstance(written, Mapping) or not (postgres or family.startswith(("mysql", "mariadb", "aurora-mysql"))):
        return
    for name, _ in written.entries:
        if name.startswith(_MYSQL if postgres else _POSTGRES):
            yield f"Parameters of {group} has {name[:60]}, and the family {family[:40]} has no such parameter"


REFUSALS: Refusals = {
    "AWS::RDS::DBParameterGroup": (of_others,),
    "AWS::RDS::DBClusterParameterGroup": (of_others,),
}
