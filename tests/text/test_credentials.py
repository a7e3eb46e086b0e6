"""What looks like a secret, and what is only called like one. No key here is one: each is put together when it runs."""

from __future__ import annotations

import pytest

from generator.text.credentials import credential, hidden, plain_secret, random_looking

LETTERS = "4eC39HqLyjWDarjtT1zdp7dcAbCdEfGhIjKlMnOpQr"
KEYS = [
    "sk" + "_live_" + LETTERS[:24],
    "rk" + "_test_" + LETTERS[:24],
    "wh" + "sec_" + LETTERS[:24],
    "AK" + "IA" + "ABCDEFGHIJKLMNOP",
    "gh" + "p_" + LETTERS[:36],
    "github" + "_pat_" + LETTERS[:30],
    "gl" + "pat-" + LETTERS[:20],
    "xo" + "xb-" + "1234567890-" + LETTERS[:12],
    "AI" + "za" + LETTERS[:35],
    "SG" + "." + LETTERS[:22] + "." + LETTERS[:30],
    "np" + "m_" + LETTERS[:36],
    "sk" + "-proj-" + LETTERS[:30],
    "ey" + "J" + LETTERS[:12] + ".ey" + "J" + LETTERS[:20] + "." + LETTERS[:20],
    "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIE\n",
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("around", ["{}", "--key={}", "https://example.com/?key={}", "/prod/{}"])
def test_a_key_is_known_by_its_form_and_kept_out_of_messages(key: str, around: str) -> None:
    text = around.format(key)
    assert credential(text)
    assert plain_secret("ANYTHING", text)
    assert key.strip() not in hidden(f"got {text}, and more")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "production",
        "/prod/stripe/api-key",
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:sk-live-AbCdEf",
        "my-app_live_mode",
        "task_live_migration_enabled",
        "AKIA",
        "sk-SK",
        "risk-assessment-service-with-a-long-name",
        "ghost_of_a_name",
        "https://sqs.us-east-1.amazonaws.com/111122223333/queue",
        "-----BEGIN CERTIFICATE-----",
    ],
)
def test_what_is_no_key_is_shown(text: str) -> None:
    assert credential(text) == ""
    assert hidden(text) == text


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("DB_PASSWORD", "hunter2", True),
        ("DBPASSWORD", "hunter2", True),
        ("API_KEY", "abc123", True),
        ("APIKEY", "abc123", True),
        ("DB_PWD", "hunter2", True),
        ("KEY_PASSPHRASE", "hunter2", True),
        ("PWD", "/app", False),
        ("PWD", "app", False),
        ("TOKEN_URL", "abc123", False),
        ("SECRET_NAME", "abc123", False),
        ("MONKEY", "abc123", False),
        ("DB_PASSWORD", "", False),
        ("USE_TOKEN", "true", False),
        ("MAX_TOKEN", "512", False),
        ("PASSWORD", "/run/secrets/password", False),
        ("API_KEY", "arn:aws:ssm:us-east-1:111122223333:parameter/a", False),
        ("NEXT_PUBLIC_API_KEY", "abc123", False),
        ("STRIPE_API_KEY", "pk_test_abc123", False),
    ],
)
def test_a_variable_that_is_called_a_secret(name: str, value: str, secret: bool) -> None:
    assert plain_secret(name, value) == secret


@pytest.mark.parametrize("text", ["Xk29dkQ0s9DkqowIeu3029", "5f4dcc3b5aa765d61d8327deb882cf99", LETTERS[:24]])
def test_a_text_made_by_chance(text: str) -> None:
    assert random_looking(text)


@pytest.mark.parametrize(
    "text",
    [
        "stripe-api-key",
        "prodDatabasePassword2024Primary",
        "/prod/auth-service/v2/database/password-2024-11",
        "DATABASE_PASSWORD_FOR_PRODUCTION_2",
        "hunter2",
        "AmazonCloudWatch-linux-us-east-1-config-2024",
    ],
)
def test_a_text_that_may_be_a_name(text: str) -> None:
    assert not random_looking(text)
