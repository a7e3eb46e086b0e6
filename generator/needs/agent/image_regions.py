"""Is a private image in the Region of the stack? Endpoints lead to the ECR of their own Region only.

Source: ECR User Guide, "Amazon ECR interface VPC endpoints (AWS PrivateLink)", considerations; read 2026-11.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.arns import region
from generator.ecs.network.home import Homes
from generator.ecs.secrets.registries import Origin
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, no, unknown
from generator.needs.agent.public_images import all_lead_to_internet
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Literal, shown


@dataclass(frozen=True)
class ImageInOtherRegion(Fault):
    """An image is in the ECR of another Region, and tasks get to no other than through endpoints of their own."""

    container: str
    image: str
    region: str
    home: str


def region_of_image(context: Context, task: Task, container: Container, image: Origin) -> Answer | None:
    """Answer for an image that is, or may be, in another Region; None when its Region is that of the stack.

    Nothing is said against it either where the subnets of the task lead to the internet.
    """
    own, named = region(context.graph), image.region
    if image.kind != "ecr" or not isinstance(named, Literal) or named == own:
        return None
    home = context.network.home
    if home is not None and home.region == named.text:
        return None
    if home is None and Homes(context.graph).likely("Image") == named.text:
        return None
    if all_lead_to_internet(context.paths, task):
        return None
    if home is None:
        return unknown(
            f"{container.name} has its image in the ECR of {named.text}, and whether that is the Region of the stack, "
            "whose endpoints lead to no other, is not known here"
        )
    place = (container.definition, (*container.steps, "Image"), (task.name,))
    return no(ImageInOtherRegion(*place, container.name, shown(container.image), named.text, home.region))
