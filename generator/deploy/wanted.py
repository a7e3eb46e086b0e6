"""What a release asks of CloudFormation, as the change set that would do it."""

from __future__ import annotations

import getpass
import platform

from generator.aws import bucket as buckets
from generator.aws import change_set
from generator.aws.upload import address
from generator.deploy.run import Run
from generator.output.linked import Linked, linked


def wanted_change_set(run: Run) -> tuple[change_set.Wanted, list[Linked], str]:
    """Put together what is to be deployed: no call to AWS is needed for that."""
    bucket = run.options.bucket or buckets.default_name(run.cloud, run.caller)
    templates = linked(run.release.templates, run.release.template, lambda key: address(run.cloud, bucket, key))
    wanted = change_set.Wanted(
        stack=run.release.stack,
        kind="CREATE",
        template_url=address(run.cloud, bucket, templates[-1].key),
        capabilities=run.release.capabilities,
        tags=run.release.tags,
        role_arn=run.options.role_arn,
        description=f"by {run.caller.name}, {user()} on {platform.node()}",
    )
    return wanted, templates, bucket


def user() -> str:
    """Name who is logged in, as far as that is known: in a container, nobody may be."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
