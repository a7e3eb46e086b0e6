"""No secret that a program wrote into its log comes into the evidence."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnosis.masking import LONGEST, masked

SECRET = "pR7wq9Zt4kLx2mVb"


@pytest.mark.parametrize(
    "line",
    [
        f"postgres://app:{SECRET}@db:5432/app",
        f"DB_PASSWORD={SECRET}",
        f'{{"dbPassword": "{SECRET}", "host": "db"}}',
        f"connecting with password={SECRET};host=db",
        f"config: api_key: {SECRET}",
        f"token = '{SECRET}'",
        f"spring.datasource.password={SECRET}",
    ],
)
def test_a_secret_is_taken_out_and_counted(line: str) -> None:
    (clean,), count = masked([line])
    assert SECRET not in clean
    assert count == 1


@pytest.mark.parametrize(
    "line",
    [
        'FATAL: password authentication failed for user "app"',
        "SELF_SIGNED_CERT_IN_CHAIN",
        "Error: connect ETIMEDOUT 10.0.1.7:5432",
        "PGHOST=db.internal port=5432",
        "no token given",
    ],
)
def test_what_tells_the_cause_stays(line: str) -> None:
    assert masked([line]) == ((line,), 0)


@given(
    st.sampled_from(["PASSWORD", "DB_PASSWORD", "dbPassword", "API_KEY", "access_token", "client-secret"]),
    st.sampled_from(["=", ": ", '": "', " = "]),
    st.text(string.ascii_letters + string.digits, min_size=12, max_size=40).filter(lambda text: not text.isdigit()),
    st.text(" abc:.,", max_size=30),
)
def test_no_value_behind_a_secret_name_survives(name: str, mark: str, value: str, before: str) -> None:
    (clean,), _ = masked([f"{before} {name}{mark}{value}"])
    assert value not in clean


def test_a_line_without_end_is_cut() -> None:
    (clean,), _ = masked(["x" * 100_000])
    assert len(clean) == LONGEST
