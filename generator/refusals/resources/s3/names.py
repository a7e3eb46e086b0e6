"""Names of buckets, composed ones too, with characters that no bucket has in its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.refusals.refusal import Refusals
from generator.stack import Graph, Literal, Resource, Text

_TAKEN = re.compile(r"[a-z0-9.-]*")


def composed_name(_graph: Graph, bucket: Resource) -> Iterator[str]:
    """Source: S3 User Guide, "General purpose bucket naming rules" ("Bucket name should not contain uppercase
    characters"); from memory, 2026-11. A whole text is what the schema of the type says; this is about its parts."""
    name = bucket.get("BucketName")
    if not isinstance(name, Text):
        return
    for part in name.parts:
        if isinstance(part, Literal) and not _TAKEN.fullmatch(part.text):
            yield f"BucketName of {bucket} has {part.text[:40]} in it; lower-case letters, digits, - and . are taken"


REFUSALS: Refusals = {"AWS::S3::Bucket": (composed_name,)}
