"""EC2: resource types that the simulator refuses, and what it does not tell of endpoints."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

from ministack.core.responses import get_region, new_uuid
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from generator.rehearsal.gaps.types import Made, teach


def _id(prefix: str) -> str:
    return f"{prefix}-{new_uuid().replace('-', '')[:17]}"


def _tag(physical_id: str, properties: dict[str, Any]) -> None:
    ec2._tags[physical_id] = list(properties.get("Tags") or [])


def elastic_ip() -> None:
    """Simulator: unrecognized type. AWS: ``Ref`` is the address, ``AllocationId`` an attribute (AWS::EC2::EIP)."""

    def create(properties: dict[str, Any]) -> Made:
        allocation, address = _id("eipalloc"), ec2._random_ip("52.")
        ec2._addresses[allocation] = {
            "AllocationId": allocation,
            "PublicIp": address,
            "Domain": properties.get("Domain", "vpc"),
            **dict.fromkeys(("AssociationId", "InstanceId", "NetworkInterfaceId", "PrivateIpAddress")),
        }
        _tag(allocation, properties)
        return address, {"AllocationId": allocation, "PublicIp": address}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        for key, address in list(ec2._addresses.items()):
            if address["PublicIp"] == physical_id:
                ec2._addresses.pop(key, None)

    teach("AWS::EC2::EIP", create, delete, lambda address, new: (address, _eip_attributes(address, new)))


def _eip_attributes(address: str, properties: dict[str, Any]) -> dict[str, Any]:
    allocation = next(key for key, held in ec2._addresses.items() if held["PublicIp"] == address)
    _tag(allocation, properties)
    return {"AllocationId": allocation, "PublicIp": address}


def nat_gateway() -> None:
    """Simulator: unrecognized type. AWS: ``Ref`` is its id; a public one carries the address of its allocation."""

    def create(properties: dict[str, Any]) -> Made:
        gateway, subnet = _id("nat"), ec2._subnets.get(properties["SubnetId"])
        if subnet is None:
            raise ValueError(f"The subnet ID '{properties['SubnetId']}' does not exist")
        ec2._nat_gateways[gateway] = {
            "NatGatewayId": gateway,
            "SubnetId": properties["SubnetId"],
            "VpcId": subnet["VpcId"],
            "AllocationId": properties.get("AllocationId", ""),
            "ConnectivityType": properties.get("ConnectivityType", "public"),
            "State": "available",
            "CreateTime": ec2._now_ts(),
            "Tags": [],
        }
        _tag(gateway, properties)
        return gateway, {"NatGatewayId": gateway}

    def update(gateway: str, properties: dict[str, Any]) -> Made:
        _tag(gateway, properties)
        return gateway, {"NatGatewayId": gateway}

    def delete(gateway: str, properties: dict[str, Any]) -> None:
        if gateway in ec2._nat_gateways:
            ec2._nat_gateways[gateway]["State"] = "deleted"

    teach("AWS::EC2::NatGateway", create, delete, update)


def security_group_rules() -> None:
    """Simulator: knows rules in a group only. AWS: each a resource, ``Ref`` and ``Id`` its sgr- id."""
    for word, field in (("Ingress", "IpPermissions"), ("Egress", "IpPermissionsEgress")):
        _teach_rule(f"AWS::EC2::SecurityGroup{word}", field)


def _teach_rule(kind: str, field: str) -> None:
    def create(properties: dict[str, Any]) -> Made:
        group = ec2._security_groups.get(properties["GroupId"])
        if group is None:
            raise ValueError(f"The security group '{properties['GroupId']}' does not exist")
        rule = provisioners._ec2_sg_permissions([properties])[0]
        others = [pair.get("GroupId") for pair in rule["UserIdGroupPairs"]]
        if others and others[0] not in ec2._security_groups:
            raise ValueError(f"The security group '{others[0]}' does not exist")
        if any(ec2._rules_match(rule, existing) for existing in group[field]):
            raise ValueError(f"the specified rule already exists in {properties['GroupId']}")
        rule["SecurityGroupRuleId"] = _id("sgr")
        group[field].append(rule)
        return rule["SecurityGroupRuleId"], {"Id": rule["SecurityGroupRuleId"]}

    def update(physical_id: str, properties: dict[str, Any]) -> Made:
        for rule in ec2._security_groups[properties["GroupId"]][field]:
            if rule.get("SecurityGroupRuleId") == physical_id:
                rule.update(provisioners._ec2_sg_permissions([properties])[0])
        return physical_id, {"Id": physical_id}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        group = ec2._security_groups.get(properties["GroupId"])
        if group is not None:
            group[field] = [rule for rule in group[field] if rule.get("SecurityGroupRuleId") != physical_id]

    teach(kind, create, delete, update)


def flow_log() -> None:
    """Simulator: unrecognized type, though its API has flow logs. AWS: ``Ref`` and ``Id`` are its id."""

    def create(properties: dict[str, Any]) -> Made:
        made = _id("fl")
        ec2._flow_logs[made] = {
            "FlowLogId": made,
            "ResourceId": properties["ResourceId"],
            "ResourceType": properties["ResourceType"],
            "TrafficType": properties.get("TrafficType", "ALL"),
            "LogDestinationType": properties.get("LogDestinationType", "cloud-watch-logs"),
            "LogDestination": properties.get("LogDestination") or properties.get("LogGroupName", ""),
            "FlowLogStatus": "ACTIVE",
            "CreationTime": ec2._now_ts(),
        }
        _tag(made, properties)
        return made, {"Id": made}

    def update(made: str, properties: dict[str, Any]) -> Made:
        _tag(made, properties)
        return made, {"Id": made}

    teach("AWS::EC2::FlowLog", create, lambda made, properties: ec2._flow_logs.pop(made, None), update)


def endpoint_fields() -> None:
    """Simulator: DescribeVpcEndpoints omits groups, names and policy, and heeds no filter. AWS: has all three.

    (API_VpcEndpoint, API_DescribeVpcEndpoints.) An Interface endpoint gets a DNS name and an interface a subnet.
    """
    stock_create, stock_fields = provisioners._ec2_vpc_endpoint_create, ec2._vpce_fields_xml

    def create(logical_id: str, properties: dict[str, Any], stack_name: str) -> Made:
        physical_id, _ = stock_create(logical_id, properties, stack_name)
        endpoint = ec2._vpc_endpoints[physical_id]
        if endpoint["VpcEndpointType"] == "Interface":
            suffix = endpoint["ServiceName"].split(".", 3)[-1]
            endpoint["DnsEntries"] = [f"Z7HUB22UULQXV:{physical_id}.{suffix}.{get_region()}.vpce.amazonaws.com"]
            endpoint["NetworkInterfaceIds"] = [_id("eni") for _ in endpoint["SubnetIds"]]
        return physical_id, provisioners._ec2_vpc_endpoint_attributes(endpoint)

    def fields(endpoint: dict[str, Any], tag: str = "item") -> str:
        groups = "".join(
            f"<item><groupId>{group}</groupId>"
            f"<groupName>{escape(ec2._security_groups.get(group, {}).get('GroupName', ''))}</groupName></item>"
            for group in endpoint["SecurityGroupIds"]
        )
        names = "".join(f"<item><dnsName>{entry.split(':')[1]}</dnsName></item>" for entry in endpoint["DnsEntries"])
        interfaces = "".join(f"<item>{interface}</item>" for interface in endpoint["NetworkInterfaceIds"])
        policy = endpoint.get("PolicyDocument")
        policy = policy if isinstance(policy, str) else json.dumps(policy) if policy else ""
        more = (
            f"<groupSet>{groups}</groupSet><dnsEntrySet>{names}</dnsEntrySet>"
            f"<networkInterfaceIdSet>{interfaces}</networkInterfaceIdSet><policyDocument>{escape(policy)}</policyDocument>"
            f"<privateDnsEnabled>{str(endpoint['PrivateDnsEnabled']).lower()}</privateDnsEnabled>"
        )
        text: str = stock_fields(endpoint, tag)
        return (
            text.replace(f"</{tag}>", f"{more}</{tag}>") if tag != "item" else f"{text[: -len('</item>')]}{more}</item>"
        )

    def describe(request: dict[str, Any]) -> Any:
        filters = ec2._parse_filters(request)
        asked = {"vpc-id": "VpcId", "service-name": "ServiceName", "vpc-endpoint-type": "VpcEndpointType"}
        ids = ec2._parse_member_list(request, "VpcEndpointId")
        shown = [
            endpoint
            for endpoint in ec2._vpc_endpoints.values()
            if (not ids or endpoint["VpcEndpointId"] in ids)
            and all(endpoint[field] in filters[name] for name, field in asked.items() if filters.get(name))
        ]
        return ec2._xml(
            200, "DescribeVpcEndpointsResponse", f"<vpcEndpointSet>{''.join(map(fields, shown))}</vpcEndpointSet>"
        )

    provisioners._RESOURCE_HANDLERS["AWS::EC2::VPCEndpoint"]["create"] = create
    ec2._vpce_fields_xml = fields
    ec2._ACTION_MAP["DescribeVpcEndpoints"] = describe
