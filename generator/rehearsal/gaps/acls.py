"""Network ACLs in templates, their entries, and the subnets that have them."""

from __future__ import annotations

from typing import Any

from ministack.core.responses import get_account_id, new_uuid
from ministack.services import ec2

from generator.rehearsal.gaps.types import Made, teach


def _id(prefix: str) -> str:
    return f"{prefix}-{new_uuid().replace('-', '')[:17]}"


def network_acl() -> None:
    """Simulator: unrecognized type. AWS: a new one denies everything, by two entries that nobody can change."""

    def create(properties: dict[str, Any]) -> Made:
        acl, vpc = _id("acl"), properties["VpcId"]
        if vpc not in ec2._vpcs:
            raise ValueError(f"The vpc ID '{vpc}' does not exist")
        last: dict[str, Any] = {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}
        ec2._network_acls[acl] = {
            "NetworkAclId": acl,
            "VpcId": vpc,
            "IsDefault": False,
            "Entries": [last | {"Egress": egress} for egress in (False, True)],
            "Associations": [],
            "Tags": list(properties.get("Tags") or []),
            "OwnerId": get_account_id(),
        }
        return acl, {"Id": acl}

    def delete(acl: str, properties: dict[str, Any]) -> None:
        ec2._network_acls.pop(acl, None)

    teach("AWS::EC2::NetworkAcl", create, delete)


def network_acl_entry() -> None:
    """Simulator: unrecognized type, and its API forgets ports. AWS: an entry is known by number and direction."""

    def create(properties: dict[str, Any]) -> Made:
        acl = _acl(properties["NetworkAclId"])
        entry: dict[str, Any] = {
            "RuleNumber": int(properties["RuleNumber"]),
            "Protocol": str(properties["Protocol"]),
            "RuleAction": properties["RuleAction"],
            "Egress": str(properties.get("Egress", False)).lower() == "true",
            **{
                key: properties[key] for key in ("CidrBlock", "Ipv6CidrBlock", "PortRange", "Icmp") if key in properties
            },
        }
        if any(_same(entry, other) for other in acl["Entries"]):
            raise ValueError(f"The network acl entry identified by {entry['RuleNumber']} already exists.")
        acl["Entries"].append(entry)
        return f"{acl['NetworkAclId']}|{entry['Egress']}|{entry['RuleNumber']}", {}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        acl, egress, number = physical_id.split("|")
        if acl in ec2._network_acls:
            gone = {"Egress": egress == "True", "RuleNumber": int(number)}
            kept = [each for each in ec2._network_acls[acl]["Entries"] if not _same(each, gone)]
            ec2._network_acls[acl]["Entries"] = kept

    teach("AWS::EC2::NetworkAclEntry", create, delete)
    stock = ec2._network_acl_entry_xml

    def told(entry: dict[str, Any]) -> str:
        ports = entry.get("PortRange")
        inner = f"<portRange><from>{ports['From']}</from><to>{ports['To']}</to></portRange>" if ports else ""
        return str(stock(entry)).replace("</item>", f"{inner}</item>")

    ec2._network_acl_entry_xml = told


def subnet_network_acl_association() -> None:
    """Simulator: unrecognized type. AWS: a subnet has one ACL at a time; the new one takes the place of the other."""

    def create(properties: dict[str, Any]) -> Made:
        acl, subnet = _acl(properties["NetworkAclId"]), properties["SubnetId"]
        _take(subnet)
        association = _id("aclassoc")
        acl["Associations"].append({"NetworkAclAssociationId": association, "SubnetId": subnet})
        return association, {"AssociationId": association}

    def delete(association: str, properties: dict[str, Any]) -> None:
        for acl in ec2._network_acls.values():
            acl["Associations"] = [
                each for each in acl["Associations"] if each["NetworkAclAssociationId"] != association
            ]

    teach("AWS::EC2::SubnetNetworkAclAssociation", create, delete)


def _acl(id_: str) -> dict[str, Any]:
    if id_ not in ec2._network_acls:
        raise ValueError(f"The networkAcl ID '{id_}' does not exist")
    found: dict[str, Any] = ec2._network_acls[id_]
    return found


def _same(entry: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(entry[key] == other[key] for key in ("RuleNumber", "Egress"))


def _take(subnet: str) -> None:
    for acl in ec2._network_acls.values():
        acl["Associations"] = [each for each in acl["Associations"] if each["SubnetId"] != subnet]
