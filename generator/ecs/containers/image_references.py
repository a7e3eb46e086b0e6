"""References to images in a template: those that can name none, whatever their unknown parts are."""

from __future__ import annotations

import re

from generator.awsdata.placeholders import to_be_replaced
from generator.ecs.texts import Texts, literal
from generator.images.reference import parse
from generator.stack import Literal, Pseudo, Text, Value, by_default

_WRONG_PARTS = re.compile(r"^[a-z]+://|\s|/[^:@]*[A-Z]|:[^/:@]*:[^/@]*$|/[^:@]*[a-z0-9][._-]+(?:[:@/]|$)")
"""In a text with parts that are not known: a scheme, a space, capitals in the repository, two tags,
a repository that ends in a dot or a hyphen."""
_WRONG_TAG = re.compile(r"/[^/:@]*:(?:[.-]|[^/@]*[^\w.@/-]|[^/@]{129})")
"""A tag that begins with a dot or a hyphen, has anything but letters, digits, dots, hyphens and underscores, or is too
long. Source: the grammar of the distribution project (tag: [\\w][\\w.-]{0,127}); read 2026-11."""
_FUNCTIONS = ("{{resolve:", "${", "!Ref ", "!GetAtt ", "!Sub ", "!ImportValue ")
"""What makes a text no plain one: it is resolved later, or ECS210 says that it never is."""
_MARK = re.compile("\ue000\\d+\ue001")
_RUN_TOGETHER = re.compile(
    r"^[^/]*[.]dkr[.-]ecr[.-](?:[a-z0-9-]+|\ue000\d+\ue001)[.](?:amazonaws[.]com|on[.]aws|\ue000\d+\ue001)[a-z0-9][^/]*(?:$|[/:])"
)
"""The host of a private registry of ECR, and at once what the repository is called, with no slash between them."""
_OF_ACCOUNT = re.compile(
    r"^(?:\d{12}|\d+)[.](?P<rest>[a-z.-]+[.](?:[a-z0-9-]+|\d+)[.](?:amazonaws[.]com(?:[.]cn)?|on[.]aws"
    r"|\d+))(?P<name>/?.*)$"
)
_PRIVATE = re.compile(r"dkr[.-]ecr(-fips)?[.]")
_HOST = re.compile(r"(?P<account>[^/]*?)[.]dkr[.-]ecr(?:-fips)?[.](?P<region>[$][{][^}]*[}]|[^./]+)")
_REGION = re.compile(r"[$][{]AWS::Region[}]|[a-z]{2,}(?:-[a-z]+)+-\d")
_ACCOUNT = re.compile(r"[$][{]AWS::AccountId[}]|\d{12}")
_DIGEST = re.compile(r"@sha256:([^@]*)$")
_TAG_FOR_DIGEST = re.compile(r"^[^@]+@[A-Za-z0-9._-]+$")
"""What a colon would make a tag; a digest has an algorithm and a colon. Source: the grammar above."""


def may_name_none(image: Value) -> bool:
    """Tell whether what is written names no image because somebody has yet to write one, or by a Default."""
    text = literal(image)
    if by_default(image):
        return names_no_image(image) or digest_is_short(image)
    return names_no_image(image) and text is not None and to_be_replaced(text)


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
    plain = _MARK.sub("x", whole)
    tag_is_none = "${" not in whole and _WRONG_TAG.search(plain) is not None
    return "{{resolve:" not in whole and (tag_is_none or bool(_WRONG_PARTS.search(plain)))


def registry_misspelt(image: Value) -> bool:
    """Tell whether the host of an image begins as a private registry of ECR does, and is none.

    Source: Amazon ECR User Guide, "Amazon ECR private registry" (account.dkr.ecr.region.amazonaws.com, and
    account.dkr-ecr.region.on.aws); read 2026-11.
    """
    found = _OF_ACCOUNT.match(_whole(image))
    return (found is not None and not _PRIVATE.match(found["rest"])) or _swapped(image)


def _swapped(image: Value) -> bool:
    """Tell whether the host of a private registry of ECR has a Region for its account, or an account for its Region."""
    pieces = image.parts if isinstance(image, Text) else (image,)
    host = _HOST.match("".join(str(piece) if isinstance(piece, Literal | Pseudo) else "?" for piece in pieces))
    return host is not None and bool(_REGION.fullmatch(host["account"]) or _ACCOUNT.fullmatch(host["region"]))


def names_no_repository(image: Value) -> bool:
    """Tell whether an image is the address of a private registry of ECR, and nothing of what is in it."""
    found = _OF_ACCOUNT.match(_whole(image))
    return found is not None and bool(_PRIVATE.match(found["rest"])) and found["name"] in ("", "/")


def digest_is_short(image: Value) -> bool:
    """Tell whether an image has a digest that is none: SHA-256 gives 64 hexadecimal digits."""
    whole = _whole(image)
    found = _DIGEST.search(whole)
    return (_TAG_FOR_DIGEST.search(whole) is not None and "{{resolve:" not in whole) or (
        found is not None and not re.search("[{<\ue000]", found[1]) and re.fullmatch(r"[0-9a-f]{64}", found[1]) is None
    )


def _whole(image: Value) -> str:
    text = literal(image)
    return text if text is not None else Texts().text(image) if isinstance(image, Text) else ""


def runs_together(image: Value) -> bool:
    """Tell whether an image names a registry of ECR and a repository with no slash between them.

    What Docker makes of it is a repository of Docker Hub, or of a host that there is not. Source: Amazon ECR User
    Guide, "Amazon ECR private registry" (the registry's address ends in amazonaws.com); read 2026-11.
    """
    return bool(_RUN_TOGETHER.match(_whole(image)))
