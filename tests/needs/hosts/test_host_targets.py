"""Load balancers that get to tasks by a port of their host, which Docker picks from another range on Windows."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from generator.checks.hosts.host_port_closed import HostPortClosed
from tests.edited import edited

WINDOWS = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id"
JOIN = "<powershell>\\nInitialize-ECSAgent -Cluster ${Cluster}\\n</powershell>"
ON_WINDOWS: Edits = {
    "HostTemplate.LaunchTemplateData.ImageId": f"'{{{{resolve:ssm:{WINDOWS}}}}}'",
    "HostTemplate.LaunchTemplateData.UserData": f'{{"Fn::Base64": !Sub "{JOIN}"}}',
}
OPEN = "[{IpProtocol: tcp, FromPort: %s, ToPort: 65535, SourceSecurityGroupId: !Ref BalancerGroup}]"


@pytest.mark.parametrize(
    ("first", "system", "found"),
    [(49153, ON_WINDOWS, False), (49153, {}, True), (32768, {}, False), (50000, ON_WINDOWS, True)],
)
def test_the_range_is_that_of_the_system(tmp_path: Path, first: int, system: Edits, found: bool) -> None:
    edits = {"HostGroup.SecurityGroupIngress": OPEN % first}
    result = edited(tmp_path, "hosts", HostPortClosed.good, system, edits)
    assert ("ECS278" in result.rules) == found
