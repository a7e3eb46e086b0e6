"""What Systems Manager refuses of documents, and of associations with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Mapping, Resource, document

_RESERVED = re.compile(r"(aws|amzn|amazon|awsec2|awsconfigremediation|awssupport)-", re.IGNORECASE)
"""Source: Systems Manager API Reference, CreateDocument, Name, as landing-zone-accelerator-on-aws #425 quotes it; read
2026-11."""
_KEEPS = {
    "0.3": ("mainSteps",), "1.0": ("sessionType",), "1.2": ("runtimeConfig",), "2.0": ("mainSteps",),
    "2.2": ("mainSteps",),
}  # fmt: skip
"""What a document of each schema says what to do by. Source: Systems Manager User Guide, "Data elements and
parameters"; from memory, 2026-11."""
_ON_RECORD = frozenset(
    f"AWS-{name}"
    for name in (
        "ApplyAnsiblePlaybooks", "ApplyChefRecipes", "ApplyDSCMofs", "ApplyPatchBaseline", "ConfigureAWSPackage",
        "ConfigureCloudTrailLogging", "ConfigureDocker", "ConfigureKernelLivePatching", "ConfigureWindowsUpdate",
        "CreateImage", "DisablePublicAccessForSecurityGroup", "EnableExplorer", "FindWindowsUpdates",
        "GatherSoftwareInventory", "InstallApplication", "InstallMissingWindowsUpdates", "InstallPowerShellModule",
        "InstallSpecificWindowsUpdates", "InstallWindowsUpdates", "JoinDirectoryServiceDomain", "ListWindowsInventory",
        "PatchAsgInstance", "PatchInstanceWithRollback", "RefreshAssociation", "ResizeInstance", "RestartEC2Instance",
        "RunAnsiblePlaybook", "RunDockerAction", "RunDocument", "RunInspecChecks", "RunPatchBaseline",
        "RunPatchBaselineAssociation", "RunPatchBaselineWithHooks", "RunPowerShellScript", "RunRemoteScript",
        "RunSaltState", "RunShellScript", "SetupInventory", "SetupManagedInstance", "StartEC2Instance",
        "StartEC2RescueWorkflow", "StartRdsInstance", "StopEC2Instance", "StopRdsInstance", "TerminateEC2Instance",
        "UpdateCloudFormationStack", "UpdateEC2Config", "UpdateLinuxAmi", "UpdateSSMAgent", "UpdateWindowsAmi",
    )
)  # fmt: skip
"""Documents of AWS's own that begin with AWS-, of those that there are; from memory, 2026-11."""


def own_document(_graph: Graph, made: Resource) -> Iterator[str]:
    name, content = literal(made.get("Name")) or "", made.get("Content")
    if _RESERVED.match(name):
        yield f"Name of {made} is {name[:60]}, and AWS keeps names that begin so to itself"
    whole = content if isinstance(content, Mapping) else document(content)
    if not isinstance(whole, Mapping) or whole.rest is not None:
        return
    schema = literal(whole.get("schemaVersion"))
    if isinstance(whole.get("schemaVersion"), Absent) and literal(made.get("DocumentType")) in (None, "Command"):
        yield f"Content of {made} has no schemaVersion"
    wanted = _KEEPS.get(schema or "")
    if wanted and all(isinstance(whole.get(key), Absent) for key in wanted):
        yield f"Content of {made} is of the schema {schema} and has no {' or '.join(wanted)}"


def association(_graph: Graph, one: Resource) -> Iterator[str]:
    name = literal(one.get("Name")) or ""
    if name.startswith("AWS-") and name not in _ON_RECORD:
        yield f"Name of {one} is {name[:60]}, and whether AWS has a document of that name is not on record"


REFUSALS: Refusals = {
    "AWS::SSM::Document": (own_document,),
    "AWS::SSM::Association": (association,),
}
