"""What looks like a secret: by the form of its value, or by the name it is given.

The forms are those by which services mark their own keys, so that they can be found where they do not belong, and the
places in a URL or a connection string where a password stands. General knowledge, 2026-11; GitHub and GitLab publish
such lists for their secret scanning. The places: RFC 3986, 3.2.1 (user information of a URL); the connection strings of
libpq, JDBC, ADO.NET and Azure Storage, general knowledge as well.
"""

from __future__ import annotations

import re
from itertools import pairwise

HIDDEN = "a value that is not shown"

_NOT_A_PLACEHOLDER = r"(?!\$|<|\{|\*|%\(|%s\b|x+\b|[A-Z_]*PASS[A-Z_]*\b)"
"""Refuses what is replaced by a password before it is used: ``$PASSWORD``, ``{password}``, ``<password>``, ``****``."""
_NOT_A_SWITCH = r"(?!/|(?i:true|false|yes|no|on|off|none|null|\d{0,3})(?:[;&\s]|$))"
_FORMS = {
    "an AWS access key": r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    "a Stripe key": r"(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{8,}",
    "a GitHub token": r"(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})",
    "a GitLab token": r"(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{16,}",
    "a Slack token": r"(?<![A-Za-z0-9])xox[abeprs]-[A-Za-z0-9-]{10,}",
    "a Google API key": r"(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}",
    "a SendGrid key": r"(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    "an npm token": r"(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,}",
    "an API key": r"(?<![A-Za-z0-9])sk-(?:[a-z]+-)?[A-Za-z0-9_-]{24,}",
    "a signed token": r"(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
    "a Docker token": r"(?<![A-Za-z0-9])dckr_pat_[A-Za-z0-9_-]{20,}",
    "a Slack webhook": r"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,}",
    "a private key": r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*",
    "a private key in Base64": (
        r"LS0tLS1CRUdJTi(?:BQUklWQVRFIEtFWS|BSU0EgUFJJVkFURSBLRVk|BFQyBQUklWQVRFIEtFWS|BPUEVOU1NIIFBSSVZBVEUgS0VZ"
        r"|BFTkNSWVBURUQgUFJJVkFURSBLRVk)[A-Za-z0-9+/=]*"
    ),
    "a password in a URL": rf"(?<=://)[^\s/:@?#,;|\"'<>]*:{_NOT_A_PLACEHOLDER}[^\s/:@?#,;|\"'<>]+(?=@)",
    "a password in a connection string": (
        r"(?:(?<![^\s;&?])(?i:password)|(?<=;)(?i:pwd)|(?<=;)AccountKey|(?<=;)SharedAccessKey)"
        rf"\s{{0,3}}=\s{{0,3}}{_NOT_A_PLACEHOLDER}{_NOT_A_SWITCH}[^\s;&\"']+"
    ),
}
_MARKS = (
    *("AKIA", "ASIA", "k_live_", "k_test_", "whsec_", "gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_", "glpat-"),
    *("xox", "AIza", "SG.", "npm_", "sk-", "eyJ", "dckr_pat_", "PRIVATE KEY", "LS0tLS1CRUdJTi", "://", "slack"),
    *("assword", "ASSWORD", "wd=", "WD=", "AccessKey", "AccountKey"),
)
"""What stands in each form, so that most texts need no look at all."""

_NAME = re.compile(
    r"(?:.*(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|(?:API|SECRET|ACCESS|PRIVATE)_?KEY)|.*_PWD)", re.IGNORECASE
)
_PUBLIC = re.compile(r"(?:NEXT_PUBLIC_|REACT_APP_|VITE_|NUXT_PUBLIC_|EXPO_PUBLIC_|GATSBY_|PUBLIC_)", re.IGNORECASE)
_HARMLESS = re.compile(
    r"(?:arn:|/|\.{1,2}/|\{\{resolve:|https?://|file:|pk_).*|true|false|yes|no|on|off|none|null|\d{0,3}|\$\(.*|\$\{.*",
    re.IGNORECASE | re.DOTALL,
)
_SECRET_ACCESS_KEY = re.compile(r"[A-Za-z0-9/+]{40}")
_LONGEST = 4000
_SHORTEST = 20
"""Letters of a random value: shorter ones are often names."""


def credential(text: str) -> str:
    """Say what a text holds that is a secret by its form, such as ``a Stripe key``; empty for nothing."""
    if not any(mark in text for mark in _MARKS):
        return ""
    return next((kind for kind, form in _FORMS.items() if re.search(form, text[:_LONGEST], re.DOTALL)), "")


def hidden(text: str) -> str:
    """A text for people, without the secrets in it."""
    if not any(mark in text for mark in _MARKS):
        return text
    return re.sub("|".join(_FORMS.values()), "(not shown)", text, flags=re.DOTALL)


def plain_secret(name: str, value: str) -> bool:
    """Tell whether a variable holds a secret in plain text: by its form, or because it is called one.

    What is only a place to look (a path, an ARN, an address), a switch or a small number is none.
    """
    if credential(value):
        return True
    if not _NAME.fullmatch(name) or _PUBLIC.match(name):
        return False
    return not _HARMLESS.fullmatch(value.strip()[:_LONGEST])


def random_looking(text: str) -> bool:
    """Tell whether a text looks made by chance, as passwords and keys are, and not chosen as a name.

    A name changes between small letters, capitals and digits at the borders of its words; a random text all the time.
    """
    letters = [letter for letter in text if letter.isalnum()]
    if len(letters) < _SHORTEST or not any(letter.isdigit() for letter in letters):
        return False
    if "/" in text.strip("/=") and not _SECRET_ACCESS_KEY.fullmatch(text):
        return False
    kinds = [("0" if letter.isdigit() else "a" if letter.islower() else "A") for letter in letters]
    changes = sum(before != after for before, after in pairwise(kinds))
    return changes >= len(letters) / 3
