"""Where it is deployed: AWS, another endpoint, or the local AWS that is started for it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.aws.calls import RefusedError
from generator.aws.cloud import Cloud
from generator.aws.regions import partition
from generator.errors import invalid
from generator.output.manifest import FILE
from generator.output.release import Release
from generator.report.voice import Voice

STATE = Path(".local-aws")


@contextmanager
def place(release: Release, options: argparse.Namespace, say: Voice) -> Iterator[Cloud]:
    """Go to where it is deployed: the region of the output, in AWS, or in the local one that is started for it."""
    if options.region and options.region != release.region:
        hint = "set region in app.yaml and build again: zones and prefix lists belong to a region"
        raise invalid("the output was built for another region", got=options.region, accepted=release.region, hint=hint)
    partition(release.region, str(release.folder / FILE))  # unknown: refused before anybody is asked for anything
    if not options.local:
        # Who listens elsewhere does not count how often it is asked.
        yield Cloud(release.region, options.profile, options.endpoint_url, 0.3 if options.endpoint_url else 4.0)
        return
    say.step("start the local AWS", 0, 1, "prove", "plan")
    with local(release.region, release.images, release.certificates) as cloud:
        say.note(f"local AWS on {cloud.endpoint_url}, its state in {STATE}/")
        yield cloud


@contextmanager
def local(region: str, images: Sequence[str] | None = None, certificates: Sequence[str] = ()) -> Iterator[Cloud]:
    """Start the local AWS, with these images and certificates in it. Raises RefusedError when it cannot be kept.

    Images that were pretended for another deployment, and their repositories, go; None leaves them to who only looks.
    """
    from generator.rehearsal.seed import seed
    from generator.rehearsal.server import NotKeptError, running

    try:
        with running(STATE) as server:
            if images is not None:
                seed(server, images, certificates, region)
            for name in [variable for variable in os.environ if variable.startswith("AWS_")]:
                del os.environ[name]  # real credentials are out of reach from here on
            os.environ.update(server.environment)
            yield Cloud(region, None, server.endpoint_url, pause=0.3)
    except NotKeptError as error:
        raise RefusedError(f"{error}; the next rehearsal begins without it") from None
