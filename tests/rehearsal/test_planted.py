"""What the rehearsal takes for pushed: every image that is named, but for tags that stand for a missing one."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("ministack", reason="the extra local is not installed")


def test_a_tag_that_says_missing_is_not_there_and_its_repository_is() -> None:
    from ministack.core.responses import request_scope
    from ministack.services import ecr

    from generator.rehearsal.planted import plant
    from generator.rehearsal.server import ACCOUNT

    images = [f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/planted:{tag}" for tag in ("v1", "missing-v2")]
    plant(json.dumps({"region": "eu-west-1", "images": images, "certificates": []}).encode())
    with request_scope(ACCOUNT, "eu-west-1"):
        assert [image["imageTags"] for image in ecr._images["planted"]] == [["v1"]]
