"""Small random policies and requests with unknowns in them, and ways to fill the unknowns in."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from generator.iam import ABSENT, UNKNOWN, Text, Token, Unknown, text

SHAPES = (None, "*", "?", "a*", "arn:*:x:*:*:*", "arn:a:x:r:1:b")
TOKENS = [Token(f"T{number}", shape) for number, shape in enumerate(SHAPES)]
PIECES = ["a", "b", "ab", ":", "*", "?", "x:*:1:", "arn:a:x:r:1:", "arn:*:x:r:*:", "${aws:k}", "/a"]
KEYS = ["aws:k", "aws:K2", "aws:tags"]
OPERATORS = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike", "ArnLike",
    "ArnNotEquals",
    "NumericLessThan", "NumericNotEquals", "Bool", "DateGreaterThan", "IpAddress", "NotIpAddress", "BinaryEquals",
]  # fmt: skip
ANYTHING = ["*", "*", "*", "a*", "?", "arn:a:x:r:*", "111122223333"]
NAMES = st.text("ab", max_size=2)

literals = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
PLAIN = ["a", "b", ":", "arn:a:x:r:1:", "/a", "1", "true", "10.0.0.1"]
plain = st.lists(st.sampled_from(PLAIN), max_size=3).map("".join)
arns = st.tuples(st.sampled_from(["", "r"]), st.sampled_from(["1", "2"]), NAMES).map(
    lambda fields: ":".join(("arn:a:x", *fields))
)


def mixed(literal: Any) -> Any:
    """Texts of which some pieces are tokens."""
    return st.lists(st.one_of(literal, st.sampled_from(TOKENS)), min_size=1, max_size=3).map(lambda parts: text(*parts))


@st.composite
def covering(draw: Any, value: Any) -> Any:
    """Patterns that are near a text: some of its pieces are left, some become wildcards, some change."""
    parts: list[Any] = []
    for part in value.parts if isinstance(value, Text) else (value,):
        if isinstance(part, Token):
            parts.append(draw(st.sampled_from([part, part, part, "*", "*", TOKENS[1], "a"])))
            continue
        if draw(st.integers(0, 4)) == 0:
            continue
        cut = draw(st.integers(0, len(part)))
        put = draw(st.sampled_from(["", "", "", "*", "*", "*", "?", "b", ":", *TOKENS]))
        parts += [part[:cut], put, part[cut + (draw(st.integers(0, 2)) if put else 0) :]]
    return text(*parts)


SUBJECTS = [
    "*", "arn:a:x:r:1:b", "arn:a:x::2:ab", "arn:a:x:r:1:b/a", text(TOKENS[0]),
    text(TOKENS[0], "/a"), text(TOKENS[4]), text(TOKENS[4], "/a"),
    text("arn:a:x:", TOKENS[1], ":", TOKENS[3], ":b"), text("arn:a:x:r:1:", TOKENS[1], "-", TOKENS[2]),
]  # fmt: skip
subjects = st.sampled_from(SUBJECTS)
near = subjects.flatmap(covering)
patterns = st.one_of(st.just("*"), near, near, near, literals, mixed(literals), st.just(UNKNOWN))
actions = st.one_of(
    st.sampled_from(["x:Get", "x:*", "X:gET", "*", "*", "x:?et", "x:Put", "y:*"]),
    st.sampled_from([UNKNOWN, *(text("x:", token) for token in TOKENS)]),
)


def one_or_more(values: Any) -> Any:
    return st.one_of(values, st.lists(values, min_size=1, max_size=2))


operators = st.builds(
    lambda quantifier, name, suffix: quantifier + name + suffix,
    st.sampled_from(["", "", "ForAllValues:", "ForAnyValue:"]),
    st.sampled_from(OPERATORS),
    st.sampled_from(["", "", "IfExists"]),
) | st.just("Null")
values = st.one_of(st.sampled_from(["true", "false", "1", "2", "10.0.0.0/8", "2026"]), patterns)
keys = st.dictionaries(st.sampled_from(KEYS), one_or_more(values), min_size=1, max_size=2)
conditions = st.dictionaries(operators, keys, max_size=2)
seen = st.one_of(plain, st.just("true"), mixed(plain), st.just(UNKNOWN))
contexts = st.dictionaries(st.sampled_from(KEYS), st.one_of(seen, st.just(ABSENT), st.lists(seen, max_size=2)))
principals = st.one_of(
    st.just("*"),
    st.fixed_dictionaries({"AWS": one_or_more(st.one_of(
        st.sampled_from(["*", "arn:aws:iam::111122223333:root", "111122223333", "arn:aws:iam::111122223333:role/a"]),
        st.sampled_from(TOKENS).map(text), st.just(UNKNOWN)))}),
    st.just({"Service": "ecs-tasks.amazonaws.com"}),
    st.just(UNKNOWN),
)  # fmt: skip


@st.composite
def statements(draw: Any, effect: Any = None, principal: bool = False) -> dict[str, Any]:
    effects = st.sampled_from(["Allow"] * 6 + ["Deny", UNKNOWN])
    statement = {
        "Effect": effect or draw(effects),
        draw(st.sampled_from(["Action", "Action", "Action", "NotAction"])): draw(one_or_more(actions)),
        draw(st.sampled_from(["Resource", "Resource", "Resource", "NotResource"])): draw(one_or_more(patterns)),
    }
    if principal:
        statement[draw(st.sampled_from(["Principal", "Principal", "NotPrincipal"]))] = draw(principals)
    return statement | ({"Condition": draw(conditions)} if draw(st.booleans()) else {})


def policies(principal: bool = False) -> Any:
    """Whole documents, sometimes not seen."""
    version = st.sampled_from(["2012-10-17", "2008-10-17"]) | st.just(UNKNOWN)
    document = st.fixed_dictionaries(
        {"Version": version, "Statement": st.lists(statements(principal=principal), min_size=1, max_size=2)}
    )
    return st.one_of(*[document] * 7, st.just(UNKNOWN))


requests = st.fixed_dictionaries({
    "identity_policies": st.lists(policies(), min_size=1, max_size=2),
    "action": st.sampled_from(["x:Get"] * 4 + ["y:Get", "kms:Decrypt", "s3:GetObject"]),
    "resource": subjects,
    "context": contexts,
    "resource_policy": st.none() | policies(principal=True),
    "boundary": st.one_of(st.none(), st.none(), st.none(), policies()),
    "endpoint_policy": st.one_of(st.none(), st.none(), st.none(), policies(principal=True)),
    "same_account": st.sampled_from([True, True, False, None]),
})  # fmt: skip


class Filling:
    """One way to fill in: equal tokens become equal texts, an unknown becomes whatever could stand there."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.chosen: dict[Token, str] = {}

    def value_of(self, token: Token) -> str:
        if token not in self.chosen:
            self.chosen[token] = self._draw_value(token)
        return self.chosen[token]

    def _draw_value(self, token: Token) -> str:
        if token.shape is None:
            return str(self.draw(st.one_of(plain, st.sampled_from(ANYTHING))))
        written = token.shape.replace("?", str(self.draw(st.sampled_from("ab"))))
        while "*" in written:
            written = written.replace("*", str(self.draw(NAMES)), 1)
        return written

    def fill(self, value: Any, unknown: Any) -> Any:
        """Fill a policy, a context or a text in; ``unknown`` draws what may stand where nothing is known."""
        if isinstance(value, Unknown):
            return self.fill(self.draw(unknown), unknown)
        if isinstance(value, Text):
            return "".join(part if isinstance(part, str) else self.value_of(part) for part in value.parts)
        if isinstance(value, list):
            return [self.fill(one, unknown) for one in value]
        if isinstance(value, dict):
            return {key: self.fill(one, self._for(key, unknown)) for key, one in value.items()}
        return value

    def _for(self, key: str, unknown: Any) -> Any:
        special = {
            "Effect": st.sampled_from(["Allow", "Deny"]),
            "Version": st.sampled_from(["2012-10-17", "2008-10-17"]),
            "Action": st.sampled_from(["x:Get", "y:*", "*"]),
            "Principal": st.sampled_from(["*", {"AWS": "444455556666"}, {"AWS": "111122223333"}]),
            "AWS": st.sampled_from(["*", "444455556666", "111122223333"]),
            "identity_policies": policies(),
            "boundary": policies(),
            "resource_policy": policies(principal=True),
            "endpoint_policy": policies(principal=True),
        }
        if key.startswith("Not"):
            key = key.removeprefix("Not")
        return special.get(key, unknown)


def texts() -> Any:
    return st.one_of(plain, literals, arns)


def context_values() -> Any:
    return st.one_of(plain, st.just(ABSENT), st.lists(plain, max_size=2))
