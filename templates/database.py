"""PostgreSQL on RDS that accepts encrypted connections only, and the attachment that completes its secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator
from troposphere import GetAtt, Output, Ref, Sub, Template, cloudwatch, rds, secretsmanager

from generator.config import (
    App,
    Flow,
    GeneratedSecret,
    Group,
    Needs,
    Port,
    Problem,
    Provision,
    Refused,
    SecretValue,
    Section,
    Text,
    architecture,
    deletion_protection,
    matching,
    why,
)

# RDS release calendar for PostgreSQL, read 2026-11: older majors are in paid extended support, and these
# minors can no longer be created.
_OLDEST_MAJOR = 14
_NOT_CREATABLE = {"18.2", "17.8", "16.12", "15.16", "14.21"}


def _engine_version(version: str) -> str:
    accepted = "a full version such as 17.10"
    if not re.fullmatch(r"\d{2}\.\d{1,2}", version):
        raise Refused("is not a PostgreSQL version", accepted=accepted)
    if int(version.split(".")[0]) < _OLDEST_MAJOR:
        raise Refused("is out of standard support", accepted=f"major version {_OLDEST_MAJOR} or newer")
    if version in _NOT_CREATABLE:
        raise Refused("can no longer be created", accepted="a newer minor version")
    return version


class Settings(Section):
    """The PostgreSQL database. Leave the section out for an app without one."""

    engine_version: Annotated[Text, AfterValidator(_engine_version), Field(examples=["17.10"])] = "17.10"
    """PostgreSQL version with its minor, in quotes."""
    instance_class: Annotated[
        Text,
        matching(r"db\.[a-z0-9-]+\.[a-z0-9]+", "a class such as db.t4g.micro"),
        Field(examples=["db.t4g.micro", "db.m6i.large"]),
    ] = "db.t4g.medium"
    """Size of the instance."""
    storage_gib: Annotated[int, Field(ge=20, le=65536, examples=[20, 100])] = 20
    """Storage to begin with, gp3."""
    max_storage_gib: Annotated[Annotated[int, Field(ge=22, le=65536)] | None, Field(examples=[100])] = None
    """How far storage may grow by itself; five times storage_gib when absent."""
    name: Annotated[
        Text,
        Field(max_length=63, examples=["shop"]),
        matching(r"[A-Za-z][A-Za-z0-9_]*", "a letter, then letters, digits and _"),
    ] = "app"
    """Name of the database inside the instance. Changing it replaces the instance."""
    username: Annotated[
        Text,
        Field(max_length=63, examples=["dbadmin"]),
        matching(
            r"(?!(?i:postgres|admin|rdsadmin|root|user)$)[A-Za-z][A-Za-z0-9_]*",
            "a letter, then letters, digits and _; none of postgres, admin, rdsadmin, root, user",
        ),
    ] = "dbadmin"
    """Name of the master user. Changing it replaces the instance."""
    port: Annotated[Port, Field(ge=1150, examples=[5432])] = 5432
    """Port that the database listens on."""
    multi_az: bool = True
    """Whether a standby stands in another zone. Off in the dev profile."""
    backup_retention_days: Annotated[int, Field(ge=1, le=35, examples=[14, 35])] = 14
    """Days that automatic backups are kept; 1 in the dev profile."""
    deletion_protection: bool = True
    """Whether the instance refuses deletion and leaves a snapshot. Off in the dev profile."""
    enhanced_monitoring: bool = True
    """Whether the operating system's metrics are recorded every minute. Off in the dev profile."""
    performance_insights: bool = True
    """Whether queries are profiled (seven days). Off in the dev profile."""
    ca_bundle_path: Annotated[
        Text,
        matching(r"/[A-Za-z0-9_./-]+", "an absolute path"),
        Field(examples=["/etc/ssl/certs/rds-global-bundle.pem"]),
    ] = "/etc/ssl/certs/rds-global-bundle.pem"
    """Where images hold the RDS certificate bundle (https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem).
    Copy it in when the image is built, readable by everybody: an isolated subnet cannot download it."""

    @model_validator(mode="after")
    def _storage_can_grow(self) -> Self:
        # RDS wants room of a tenth at least above the allocated storage: general knowledge, not in the API reference.
        if self.max_storage_gib is not None and self.max_storage_gib * 10 < self.storage_gib * 11:
            accepted = f"at least {-(-self.storage_gib * 11 // 10)}, a tenth above storage_gib"
            raise Refused("is too small", accepted=accepted, field=("max_storage_gib",))
        return self


DEV = {
    "instance_class": "db.t4g.micro",
    "multi_az": False,
    "backup_retention_days": 1,
    "deletion_protection": False,
    "enhanced_monitoring": False,
    "performance_insights": False,
}


def check(settings: Settings, app: App) -> Iterator[Problem]:
    """Refuse a database that no service uses: it would cost and serve nobody."""
    if not app.partial and not any("database" in service.uses for service in app.services.values()):
        yield Problem(("database",), "is used by no service", hint="add `uses: [database]` to one, or leave it out")


def provides(settings: Settings) -> Provision:
    """Tell a service where the database is, who it is there, and that it verifies the server's certificate (lesson 9).

    Everything stands under two names: DB_*, for the service's own code, and the names that libpq, and after it
    node-postgres, psycopg and others, read by themselves (PostgreSQL 17 documentation, 32.15, "Environment Variables";
    node-postgres 8, lib/connection-parameters.js; read 2026-11).

    The address stands in the task definition itself. Secrets are read when a task starts and never again (ECS Developer
    Guide, "Pass Secrets Manager secrets through environment variables", read 2026-11): if the address were one, tasks
    would stay with an instance that has been replaced. So its replacement is a new revision, and a deployment.
    """
    login = Ref("DatabaseLoginArn")
    address: dict[str, Any] = {"HOST": Ref("DatabaseHost"), "PORT": str(settings.port)}
    credentials = {"USER": SecretValue(login, "username"), "PASSWORD": SecretValue(login, "password")}
    return Provision(
        port=settings.port,
        group="database-client",
        environment={f"{prefix}{key}": value for prefix in ("DB_", "PG") for key, value in address.items()}
        | {
            "DB_NAME": settings.name,
            "PGDATABASE": settings.name,
            "DB_SSLMODE": "verify-full",
            "DB_SSLROOTCERT": settings.ca_bundle_path,
            "PGSSLMODE": "verify-full",
            "PGSSLROOTCERT": settings.ca_bundle_path,
        },
        secrets={f"{prefix}{key}": value for prefix in ("DB_", "PG") for key, value in credentials.items()},
        ready="DatabaseId",
        ca_bundle=settings.ca_bundle_path,
        engine="postgres",
    )


def needs(settings: Settings, app: App) -> Needs:
    """Ask for the login, and for groups of the database and its clients."""
    login = GeneratedSecret(
        "DatabaseLogin",
        f"Login of the database of {app.stack}",
        length=40,
        key="password",
        fields=(("username", settings.username),),
    )
    groups = (
        Group("database", "The database: admits its clients and nobody else", "database"),
        Group("database-client", "Carried by tasks that use the database", "database"),
    )
    flow = Flow("database-client", "database", settings.port, "Services that use the database connect to it", lesson=9)
    return Needs(groups=groups, flows=(flow,), secrets=(login,))


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the instance with its parameter and subnet groups, the attachment of its secret, and its alarms."""
    t = Template()
    t.set_metadata(
        architecture(
            "Instance in the data subnets; its secret gets host and port from the attachment",
            "rds.force_ssl stays 1",
        )
    )
    zones = len(app.sections["network"].availability_zones)
    t.add_resource(
        rds.DBSubnetGroup(
            "DatabaseSubnets",
            DBSubnetGroupDescription=f"Data subnets of {app.stack}",
            SubnetIds=[Ref(f"DataSubnet{zone}Id") for zone in range(1, zones + 1)],
        )
    )
    t.add_resource(_parameters(settings, app))
    protected = deletion_protection(t) if settings.deletion_protection else False
    t.add_resource(_instance(settings, app, protected))
    t.add_resource(
        secretsmanager.SecretTargetAttachment(
            "DatabaseLoginAttachment",
            SecretId=Ref("DatabaseLoginArn"),
            TargetId=Ref("Database"),
            TargetType="AWS::RDS::DBInstance",
            Metadata=why(
                "Writes host, port and database name into the secret, for people and tools that read it", lesson=3
            ),
        )
    )
    if app.sections["alarms"].enabled:
        _add_alarms(t, settings)
    t.add_output(Output("DatabaseId", Value=Ref("Database")))
    t.add_output(Output("DatabaseHost", Value=GetAtt("Database", "Endpoint.Address")))
    t.add_output(Output("DatabaseEndpoint", Value=GetAtt("Database", "Endpoint.Address")))
    return t


def _parameters(settings: Settings, app: App) -> rds.DBParameterGroup:
    major = int(settings.engine_version.split(".")[0])
    parameters = {"rds.force_ssl": "1", "log_min_duration_statement": "1000"}
    if major < 18:  # PostgreSQL 18 made log_connections a list of events
        parameters |= {"log_connections": "1", "log_disconnections": "1"}
    return rds.DBParameterGroup(
        "DatabaseParameters",
        Family=f"postgres{major}",
        Description=f"Parameters of the database of {app.stack}",
        Parameters=dict(sorted(parameters.items())),
        Metadata=why(
            "Makes the server refuse connections without TLS, whatever the engine's default",
            "rds.force_ssl stays 1",
            lesson=9,
        ),
    )


def _instance(settings: Settings, app: App, protected: Ref | bool) -> rds.DBInstance:
    key = Ref("DataKeyArn")
    optional: dict[str, Any] = {}
    if settings.enhanced_monitoring:
        optional |= {"MonitoringInterval": 60, "MonitoringRoleArn": Ref("DatabaseMonitoringRoleArn")}
    if settings.performance_insights:
        optional |= {
            "EnablePerformanceInsights": True,
            "PerformanceInsightsRetentionPeriod": 7,
            "PerformanceInsightsKMSKeyId": key,
            "DatabaseInsightsMode": "standard",
        }
    return rds.DBInstance(
        "Database",
        Engine="postgres",
        EngineVersion=settings.engine_version,
        EngineLifecycleSupport="open-source-rds-extended-support-disabled",
        AutoMinorVersionUpgrade=True,
        DBInstanceClass=settings.instance_class,
        StorageType="gp3",
        AllocatedStorage=str(settings.storage_gib),
        MaxAllocatedStorage=settings.max_storage_gib or min(settings.storage_gib * 5, 65536),
        StorageEncrypted=True,
        KmsKeyId=key,
        DBName=settings.name,
        MasterUsername=settings.username,
        MasterUserPassword=Sub("{{resolve:secretsmanager:${DatabaseLoginArn}:SecretString:password}}"),
        EnableIAMDatabaseAuthentication=True,
        Port=str(settings.port),
        DBSubnetGroupName=Ref("DatabaseSubnets"),
        VPCSecurityGroups=[Ref("DatabaseGroupId")],
        PubliclyAccessible=False,
        MultiAZ=settings.multi_az,
        DBParameterGroupName=Ref("DatabaseParameters"),
        # RDS User Guide, "Using SSL/TLS": the default authority, read 2026-11.
        CACertificateIdentifier="rds-ca-rsa2048-g1",
        BackupRetentionPeriod=settings.backup_retention_days,
        CopyTagsToSnapshot=True,
        EnableCloudwatchLogsExports=["postgresql", "upgrade"],
        DeletionProtection=protected,
        DeletionPolicy="Snapshot" if settings.deletion_protection else "Delete",
        UpdateReplacePolicy="Snapshot",
        Metadata=why(
            "Keeps the app's data",
            "DBName, MasterUsername, KmsKeyId and DBSubnetGroupName never change: that replaces the instance",
            lesson=9,
        ),
        **optional,
    )


def _add_alarms(t: Template, settings: Settings) -> None:
    limits = {
        "CPUUtilization": ("GreaterThanThreshold", 80, "The database is short of processor time"),
        "FreeStorageSpace": ("LessThanThreshold", settings.storage_gib * 2**30 // 10, "The database is nearly full"),
        "FreeableMemory": ("LessThanThreshold", 64 * 2**20, "The database is short of memory"),
    }
    for metric, (comparison, threshold, reason) in limits.items():
        t.add_resource(
            cloudwatch.Alarm(
                f"Database{metric}Alarm",
                AlarmDescription=reason,
                Namespace="AWS/RDS",
                MetricName=metric,
                Dimensions=[cloudwatch.MetricDimension(Name="DBInstanceIdentifier", Value=Ref("Database"))],
                Statistic="Average",
                Period=300,
                EvaluationPeriods=3,
                ComparisonOperator=comparison,
                Threshold=threshold,
                AlarmActions=[Ref("AlarmTopicArn")],
            )
        )
