"""Whether the lifecycle of a repository may delete the image that tasks name.

Source: ECR User Guide, "Lifecycle policy properties in Amazon ECR" (tagStatus, tagPrefixList, tagPatternList); read
2026-11. A rule for untagged images takes none that has a tag; pushed again, the tag is the newer image's.
"""

from __future__ import annotations

import json
import re
from typing import Any

from generator.ecs.texts import literal
from generator.stack import Absent, Literal, Resource, Text, Value

_TAG = re.compile(r":([\w][\w.-]*)$")
_DIGEST = "@sha256:"


def may_delete(repository: Resource, image: Value) -> bool:
    """Whether a rule may be for the image; a policy that is not read may be for any."""
    written = repository.get("LifecyclePolicy")
    if isinstance(written, Absent):
        return False
    text = literal(repository.get("LifecyclePolicy", "LifecyclePolicyText"))
    if text is None:
        return True
    try:
        rules = json.loads(text)["rules"]
        return any(_may_be_for(rule["selection"], _tag_of(image)) for rule in rules)
    except (ValueError, TypeError, KeyError):
        return True


def _tag_of(image: Value) -> str | None:
    """The tag; None where it is not known, empty where there is a digest instead."""
    last = image.parts[-1] if isinstance(image, Text) else image
    if not isinstance(last, Literal):
        return None
    if _DIGEST in last.text:
        return ""
    found = _TAG.search(last.text)
    return found[1] if found else None if isinstance(image, Text) else "latest"


def _may_be_for(selection: Any, tag: str | None) -> bool:
    status = selection["tagStatus"]
    if status == "untagged":
        return tag == ""
    prefixes, patterns = selection.get("tagPrefixList"), selection.get("tagPatternList")
    if status == "any" or not tag or not (prefixes or patterns):
        return True
    by_pattern = any(re.fullmatch(re.escape(each).replace(r"\*", ".*"), tag) for each in patterns or ())
    return by_pattern or any(tag.startswith(each) for each in prefixes or ())
