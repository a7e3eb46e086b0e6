"""What secrets, keys, repositories, buckets and file systems cost."""

from __future__ import annotations

from pathlib import Path

from generator.cost import Usage
from tests.cost.bills import by_use, one, paid, priced


def test_a_secret_and_each_of_its_replicas(tmp_path: Path) -> None:
    regions = [{"Region": "us-west-2"}, {"Region": "eu-west-1"}]
    assert priced(tmp_path, one("AWS::SecretsManager::Secret")).monthly == 0.4
    bill = priced(tmp_path, one("AWS::SecretsManager::Secret", ReplicaRegions=regions), Usage({"secret-calls": 2}))
    assert sorted(paid(bill).values()) == [0.1, 1.2]


def test_a_key(tmp_path: Path) -> None:
    assert paid(priced(tmp_path, one("AWS::KMS::Key"), Usage({"kms-calls": 100}))) == {
        ("It", "customer key"): 1.0,
        ("It", "calls"): 3.0,
    }


def test_what_is_kept_is_paid_by_use(tmp_path: Path) -> None:
    resources = {
        "Images": {"Type": "AWS::ECR::Repository"},
        "Logs": {"Type": "AWS::S3::Bucket"},
        "Files": {"Type": "AWS::EFS::FileSystem"},
        "Near": {"Type": "AWS::EFS::FileSystem", "Properties": {"AvailabilityZoneName": "us-east-1a"}},
    }
    found = by_use(priced(tmp_path, resources))
    assert found["Images", "ecr-gb"] == ("GB", 0.1)
    assert found["Logs", "s3-gb"] == ("GB", 0.023)
    assert (found["Files", "efs-gb"][1], found["Near", "efs-gb"][1]) == (0.3, 0.16)
