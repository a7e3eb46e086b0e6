"""What a deployment asks of the account before and after: where a bucket is, and who holds what cannot be deleted."""

from __future__ import annotations

import pytest

from generator.aws import bucket
from generator.aws.cloud import Caller, Cloud
from generator.aws.holders import with_holders
from generator.changes.leftovers import Left
from generator.errors import InputError
from tests.rehearsal.account import Account


@pytest.fixture
def cloud(account: Account) -> Cloud:
    return Cloud("us-east-1", endpoint_url=account.local.endpoint_url, _session=account.session)


@pytest.fixture
def caller(account: Account) -> Caller:
    return Caller(account.sts.get_caller_identity()["Account"], "arn:aws:iam::111122223333:user/me")


def test_a_bucket_of_another_region_is_refused_and_one_of_this_region_is_not(
    account: Account, cloud: Cloud, caller: Caller
) -> None:
    abroad = Cloud("eu-west-1", endpoint_url=account.local.endpoint_url, _session=None)
    abroad._clients["s3"] = account.session.client(
        "s3", region_name="eu-west-1", endpoint_url=account.local.endpoint_url
    )
    bucket.create(abroad, "templates-abroad")
    bucket.create(cloud, "templates-here")
    assert bucket.exists(cloud, "templates-here", caller)
    assert bucket.exists(abroad, "templates-abroad", caller)
    with pytest.raises(InputError, match="the bucket templates-abroad is in eu-west-1"):
        bucket.exists(cloud, "templates-abroad", caller)


def test_the_interface_that_holds_a_group_is_named_with_the_command_that_removes_it(
    account: Account, cloud: Cloud
) -> None:
    vpc = account.ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = account.ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    group = account.ec2.create_security_group(GroupName="held", Description="held", VpcId=vpc)["GroupId"]
    interface = account.ec2.create_network_interface(SubnetId=subnet, Groups=[group], Description="by hand")
    id_ = interface["NetworkInterface"]["NetworkInterfaceId"]
    left = Left(("Group",), "AWS::EC2::SecurityGroup", group, "has a dependent object")
    (held,) = with_holders(cloud, [left], [])
    said = held.held_by[0]
    assert said.startswith(f'{group} is held by {id_} of "by hand"')
    assert f"aws ec2 delete-network-interface --network-interface-id {id_} --region us-east-1" in said
    account.ec2.delete_network_interface(NetworkInterfaceId=id_)
    assert [each.held_by for each in with_holders(cloud, [left], [])] == [()]
