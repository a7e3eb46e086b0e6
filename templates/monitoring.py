"""The role through which RDS reports the metrics of the database's operating system.

Apart from iam, which waits for secrets: the instance takes longest of all, so it starts as early as it can.
"""

from __future__ import annotations

from awacs import logs
from awacs.aws import Allow, Statement
from troposphere import Sub, Template

from generator.config import App, Needs, Role, Section

from ._roles import add_role


class Settings(Section):
    """Monitoring has no settings: see `enhanced_monitoring` of the database."""


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the role when the database is monitored."""
    t = Template()
    database = app.sections.get("database")
    if database is None or not database.enhanced_monitoring:
        return t
    # As in the policy AmazonRDSEnhancedMonitoringRole, version 1, read 2026-11: RDS looks at the role's permissions
    # when the instance is created, and what it asks for is documented nowhere else.
    group = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:RDS*"
    prepare = Statement(
        Effect=Allow,
        Action=[logs.CreateLogGroup, logs.PutRetentionPolicy],
        Resource=[Sub(group)],
    )
    write = Statement(
        Effect=Allow,
        Action=[logs.CreateLogStream, logs.PutLogEvents, logs.DescribeLogStreams, logs.GetLogEvents],
        Resource=[Sub(f"{group}:log-stream:*")],
    )
    role = Role(
        "DatabaseMonitoring",
        "monitoring.rds.amazonaws.com",
        "Lets RDS record the metrics of the database's operating system",
        (prepare, write),
        Sub("arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*"),
    )
    add_role(t, role)
    return t
