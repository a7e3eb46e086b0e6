"""What databases cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.cost import Usage
from tests.cost.bills import by_use, one, paid, priced, unknown

INSTANCE, CLUSTER = "AWS::RDS::DBInstance", "AWS::RDS::DBCluster"
SMALL = {"Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "AllocatedStorage": "20", "StorageType": "gp3"}


def test_instance_and_storage(tmp_path: Path) -> None:
    bill = priced(tmp_path, one(INSTANCE, **SMALL))
    assert paid(bill) == {("It", "postgres db.t4g.micro, Single-AZ"): 11.68, ("It", "storage, SSD gp3"): 2.3}
    assert by_use(bill)["It", "backup-gb"] == ("GB", 0.095)


def test_the_standby_is_paid_too(tmp_path: Path) -> None:
    bill = priced(tmp_path, one(INSTANCE, **SMALL, MultiAZ=True))
    assert paid(bill) == {("It", "postgres db.t4g.micro, Multi-AZ"): 23.36, ("It", "storage, SSD gp3"): 4.6}


def test_a_standby_without_a_price_of_its_own_counts_twice_and_says_so(tmp_path: Path) -> None:
    bill = priced(tmp_path, one(INSTANCE, **SMALL | {"DBInstanceClass": "db.r6g.large"}, MultiAZ=True))
    assert paid(bill)["It", "postgres db.r6g.large, Multi-AZ (twice Single-AZ)"] == round(2 * 730 * 0.225, 4)


@pytest.mark.parametrize(("size", "iops", "paid_iops"), [(20, 3000, None), (20, 4000, 20.0), (400, 14000, 40.0)])
def test_iops_above_what_gp3_includes(tmp_path: Path, size: int, iops: int, paid_iops: float | None) -> None:
    bill = priced(tmp_path, one(INSTANCE, **SMALL | {"AllocatedStorage": str(size), "Iops": iops}))
    assert paid(bill).get(("It", "provisioned IOPS")) == paid_iops


def test_a_class_without_a_price_is_not_guessed(tmp_path: Path) -> None:
    bill = priced(tmp_path, one(INSTANCE, **SMALL | {"Engine": "oracle-ee", "DBInstanceClass": "db.x2g.large"}))
    assert ["rds/oracle-ee/db.x2g.large" in item.unknown for item in unknown(bill)] == [True]


def test_a_replica_is_of_the_engine_and_size_of_its_source(tmp_path: Path) -> None:
    copy = {"SourceDBInstanceIdentifier": {"Ref": "It"}, "DBInstanceClass": "db.t4g.micro"}
    bill = priced(tmp_path, one(INSTANCE, **SMALL) | {"Copy": {"Type": INSTANCE, "Properties": copy}})
    assert paid(bill)["Copy", "postgres db.t4g.micro, Single-AZ"] == 11.68
    assert paid(bill)["Copy", "storage, SSD gp3"] == 2.3


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ({"PerformanceInsightsRetentionPeriod": 7, "DatabaseInsightsMode": "standard"}, []),
        ({"PerformanceInsightsRetentionPeriod": 731}, ["Performance Insights for 731 days"]),
        ({"DatabaseInsightsMode": "advanced"}, ["Database Insights, advanced"]),
    ],
)
def test_insights_beyond_what_is_free(tmp_path: Path, properties: dict[str, Any], found: list[str]) -> None:
    bill = priced(tmp_path, one(INSTANCE, **SMALL, EnablePerformanceInsights=True, **properties))
    assert [item.what for item in unknown(bill)] == found


def test_a_password_that_rds_keeps_is_a_secret(tmp_path: Path) -> None:
    assert (
        paid(priced(tmp_path, one(INSTANCE, **SMALL, ManageMasterUserPassword=True)))["It", "secret of its password"]
        == 0.4
    )


def aurora(kind: str, **cluster: Any) -> dict[str, Any]:
    member = {"DBClusterIdentifier": {"Ref": "It"}, "DBInstanceClass": kind}
    return one(CLUSTER, Engine="aurora-mysql", **cluster) | {"Member": {"Type": INSTANCE, "Properties": member}}


def test_aurora_is_paid_by_instance_and_by_what_it_keeps(tmp_path: Path) -> None:
    bill = priced(tmp_path, aurora("db.t3.medium"), Usage({"aurora-gb": 100, "aurora-requests": 10}))
    assert paid(bill) == {
        ("Member", "aurora-mysql db.t3.medium"): 59.86,
        ("It", "data that it keeps"): 10.0,
        ("It", "I/O requests"): 2.0,
    }


def test_aurora_serverless_costs_at_least_its_minimum(tmp_path: Path) -> None:
    scaling = {"MinCapacity": 0.5, "MaxCapacity": 8}
    bill = priced(tmp_path, aurora("db.serverless", ServerlessV2ScalingConfiguration=scaling))
    assert paid(bill) == {("Member", "Aurora Serverless, at least 0.5 ACU"): 43.8}
    assert by_use(bill)["Member", "acu-hours"] == ("ACU-hours", 0.12)


def test_io_optimized_storage_has_prices_of_its_own(tmp_path: Path) -> None:
    bill = priced(tmp_path, aurora("db.t3.medium", StorageType="aurora-iopt1"))
    assert by_use(bill) == {("It", "aurora-gb"): ("GB", 0.225)}
    assert [item.resource for item in unknown(bill)] == ["Member"]
