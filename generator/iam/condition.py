"""The Condition element: every operator and every key must hold; one of a key's values is enough.

Source: IAM User Guide, "Conditions with multiple context keys or values", "Set operators for multivalued context
keys", "Condition operators" (...IfExists, Null).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.iam.context import ABSENT, Absent, Seen
from generator.iam.folding import NO, YES, every, known, no, opposite, some, unknown
from generator.iam.operators import OPERATORS, Operator, Scope
from generator.iam.text import Text, Unknown, as_list, literal, read_text
from generator.logic import Answer

FOR_ALL, FOR_ANY = "ForAllValues", "ForAnyValue"
IF_EXISTS = "IfExists"


def holds(condition: object, scope: Scope) -> Answer:
    """Tell whether the conditions of a statement are met."""
    if not isinstance(condition, Mapping):
        return unknown("the conditions cannot be read")
    return every(
        _key_holds(str(name), key, value, scope) if isinstance(keys, Mapping) else unknown(f"{name} cannot be read")
        for name, keys in condition.items()
        for key, value in (keys.items() if isinstance(keys, Mapping) else [("", "")])
    )


def _key_holds(name: str, key: object, value: object, scope: Scope) -> Answer:
    if not isinstance(key, str):
        return unknown(f"a condition key of {name} cannot be read")
    wanted = [read_text(listed) for listed in as_list(value)]
    quantifier, _, rest = name.rpartition(":")
    base = rest.removesuffix(IF_EXISTS)
    seen: Seen | Absent | Unknown = scope.context.look(key)

    def answered(found: Seen | Absent | Unknown) -> Answer | None:
        if base == "Null" and base == name:
            return _is_null(wanted, found)
        if base in OPERATORS and quantifier in ("", FOR_ALL, FOR_ANY):
            return _compare(OPERATORS[base], quantifier, base != rest, wanted, found, scope)
        return None

    answer = answered(seen)
    if answer is None:
        return unknown(f"the condition operator {name} is not known")
    without = answered(ABSENT) if scope.context.may_be_absent(key) else answer
    if without is not None and without.verdict is not answer.verdict:
        answer = unknown("whether the request has this key is not known")
    if answer.no and not answer.because:
        return no(f"{name} {key}")
    return Answer(answer.verdict, answer.because and (f"{name} {key}: {answer.because[0]}",))


def _is_null(wanted: list[Text | None], seen: Seen | Absent | Unknown) -> Answer:
    if isinstance(seen, Unknown):
        return unknown(seen.reason)
    missing = isinstance(seen, Absent) or seen == ()
    return some(_agrees_with_null(text, missing) for text in wanted)


def _agrees_with_null(wanted: Text | None, missing: bool) -> Answer:
    written = (literal(wanted) if wanted else None) or ""
    if written.casefold() not in ("true", "false"):
        return unknown("the value of Null is neither true nor false")
    return known(missing is (written.casefold() == "true"))


def _compare(
    operator: Operator,
    quantifier: str,
    if_exists: bool,
    wanted: list[Text | None],
    seen: Seen | Absent | Unknown,
    scope: Scope,
) -> Answer:
    if isinstance(seen, Unknown):
        return unknown(seen.reason)
    if isinstance(seen, Absent) or seen == ():
        absent_holds = if_exists or quantifier == FOR_ALL or (operator.negated and quantifier != FOR_ANY)
        return known(absent_holds)
    answers = [_compare_value(operator, wanted, value, scope) for value in seen]
    if quantifier == FOR_ALL:
        return every(answers)
    if quantifier == FOR_ANY or len(answers) == 1:
        return some(answers)
    return _unanimous(answers)


def _compare_value(operator: Operator, wanted: list[Text | None], value: Text | Unknown, scope: Scope) -> Answer:
    """Compare one value of the request with those of the policy: any may match, or, negated, none may."""
    if isinstance(value, Unknown):
        return unknown(value.reason)
    match = some(
        unknown("a value of the policy cannot be seen") if text is None else operator.compare(text, value, scope)
        for text in wanted
    )
    return opposite(match) if operator.negated else match


def _unanimous(answers: list[Answer]) -> Answer:
    """Combine several values without a set operator: AWS does not say how, so they decide only when all agree."""
    if all(answer.yes for answer in answers):
        return YES
    if all(answer.no for answer in answers):
        return NO
    return unknown("several values without ForAllValues or ForAnyValue")
