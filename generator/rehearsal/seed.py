"""What a deployment expects to find: images that were pushed, certificates that were issued, the role of ECS."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.request import ProxyHandler, Request, build_opener

from generator.rehearsal.server import ACCOUNT, Local

PATH = "/_local/seed"


def seed(local: Local, images: Iterable[str], certificates: Iterable[str], region: str = "us-east-1") -> None:
    """Pretend that these images are pushed, for every architecture, these certificates issued, and ECS's role made.

    Both are given as in ``deploy.json``. A repository that is missing is made, and goes again with the next
    call that needs it no more, so that a stack of repositories finds its names free.
    """
    known = {"AWS::AccountId": ACCOUNT, "AWS::Region": region, "AWS::URLSuffix": "amazonaws.com"}
    wanted = {"region": region, "images": [], "certificates": list(certificates)}
    for image in images:
        for name, value in known.items():
            image = image.replace(f"${{{name}}}", value)
        wanted["images"] = [*wanted["images"], image]
    request = Request(f"{local.endpoint_url}{PATH}", json.dumps(wanted).encode(), method="POST")  # noqa: S310 (loopback)
    with build_opener(ProxyHandler({})).open(request, timeout=30) as answer:
        answer.read()
