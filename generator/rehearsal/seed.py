"""What a deployment expects to find: images that were pushed, certificates that were issued, the role of ECS."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from generator.diagnosis.bundle import Row
from generator.rehearsal.server import ACCOUNT, Local

PATH, PROOF, TOLD = "/_local/seed", "/_local/proof", "/_local/told"


def seed(local: Local, images: Iterable[str], certificates: Iterable[str], region: str = "us-east-1") -> None:
    """Pretend that these images are pushed, for every architecture, these certificates issued, and ECS's role made.

    Both are given as in ``deploy.json``. A repository that is missing is made, and goes again with the next
    call that needs it no more, so that a stack of repositories finds its names free.
    """
    known = {"AWS::AccountId": ACCOUNT, "AWS::Region": region, "AWS::URLSuffix": "amazonaws.com"}
    wanted: dict[str, Any] = {"region": region, "images": [], "certificates": list(certificates)}
    for image in images:
        for name, value in known.items():
            image = image.replace(f"${{{name}}}", value)
        wanted["images"] = [*wanted["images"], image]
    _post(local.endpoint_url, PATH, wanted)


def hand_over(endpoint_url: str, stack: str, region: str, rows: Iterable[Row]) -> None:
    """Tell the local AWS what the proof says of what is about to be deployed: its tasks obey it when they start."""
    _post(endpoint_url, PROOF, {"stack": stack, "region": region, "rows": [row.model_dump() for row in rows]})


def told(endpoint_url: str, stack: str, region: str) -> list[str]:
    """What the rehearsal has to say of the tasks of a stack, such as how long AWS would have taken."""
    return list(map(str, _post(endpoint_url, TOLD, {"stack": stack, "region": region})))


def _post(endpoint_url: str, path: str, wanted: dict[str, Any]) -> Any:
    request = Request(f"{endpoint_url}{path}", json.dumps(wanted).encode(), method="POST")  # noqa: S310 (loopback)
    with build_opener(ProxyHandler({})).open(request, timeout=30) as answer:
        return json.loads(answer.read())
