"""References to images in a template: those that can name none, whatever their unknown parts are."""

from __future__ import annotations

import re

from generator.awsdata.placeholders import to_be_replaced
from generator.ecs.texts import Texts, literal
from generator.images.reference import parse
from generator.stack import Text, Value, by_default

_WRONG_PARTS = re.compile(r"^[a-z]+://|\s|/[^:@]*[A-Z]|:[^/:@]*:[^/@]*$")
"""In a text with parts that are not known: a scheme, a space, capitals in the repository, two tags."""
_FUNCTIONS = ("{{resolve:", "${", "!Ref ", "!GetAtt ", "!Sub ", "!ImportValue ")
"""What makes a text no plain one: it is resolved later, or ECS210 says that it never is."""
_MARK = re.compile("\ue000\\d+\ue001")


def may_name_none(image: Value) -> bool:
    """Tell whether what is written names no image because somebody has yet to write one, or by a Default."""
    text = literal(image)
    return names_no_image(image) and (by_default(image) or (text is not None and to_be_replaced(text)))


def names_no_image(image: Value) -> bool:
    """Tell whether a value is certainly no reference to an image.

    Source: the grammar of the distribution project, reference.go; moby, "repository name must be lowercase"; read
    2026-11.
    """
    text = literal(image)
    if text is not None:
        return not any(sign in text for sign in _FUNCTIONS) and parse(text) is None
    if not isinstance(image, Text):
        return False
    whole = Texts().text(image)
    return "{{resolve:" not in whole and bool(_WRONG_PARTS.search(_MARK.sub("x", whole)))
