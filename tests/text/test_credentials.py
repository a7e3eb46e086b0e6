"""What looks like a secret, and what is only called like one. No key here is one: each is put together when it runs."""

from __future__ import annotations

from base64 import b64encode

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
    "-----BEGIN PGP PRIVATE" + " KEY BLOCK-----\nlQdG\n",
    *(
        b64encode(f"-----BEGIN {kind}PRIVATE KEY-----\nMIIE".encode()).decode()
        for kind in ("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ")
    ),
    "dckr" + "_pat_" + LETTERS[:27],
    "https://hooks.slack.com/services/" + "T012AB/" + "B012CD/" + LETTERS[:24],
]
PASSWORD = "hunter" + "2"
"""No form of its own: only the place where it stands says what it is."""
PLACES_OF_PASSWORDS = [
    "postgres://app:{}@db.internal:5432/app?sslmode=verify-full",
    "redis://:{}@cache.internal:6379/0",
    "mongodb+srv://app:{}@cluster0.example.net",
    "https://deploy:{}@nexus.example.com/repository",
    "first https://example.com:8080/a then amqps://app:{}@broker.example.com",
    "Server=db.internal;Database=app;User Id=app;Password={};Encrypt=true",
    "host=db.internal user=app password = {}",
    "Server=db.internal;Uid=app;Pwd={}",
    "jdbc:postgresql://db.internal/app?user=app&password={}",
    "DefaultEndpointsProtocol=https;AccountName=app;AccountKey={};EndpointSuffix=core.windows.net",
]


@pytest.mark.parametrize("place", PLACES_OF_PASSWORDS)
def test_a_password_is_known_by_its_place_and_kept_out_of_messages(place: str) -> None:
    text = place.format(PASSWORD)
    assert credential(text).startswith("a password in a ")
    assert plain_secret("ANYTHING", text)
    before, after = place.split("{}")
    assert hidden(text).startswith(before[:6])
    assert hidden(text).endswith(after)
    assert PASSWORD not in hidden(text)


@pytest.mark.parametrize("place", PLACES_OF_PASSWORDS)
@pytest.mark.parametrize(
    "stand_in",
    ["$PASSWORD", "${PASSWORD}", "$(PASSWORD)", "{password}", "<password>", "****", "DB_PASSWORD", "%(pass)s"],
)
def test_what_stands_for_a_password_is_none(place: str, stand_in: str) -> None:
    assert credential(place.format(stand_in)) == ""


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
        b64encode(b"-----BEGIN CERTIFICATE-----").decode(),
        "-----BEGIN PUBLIC KEY-----",
        "https://example.com:8080/@scope/package",
        "http://one.internal:8080,two@example.com",
        "http://one.internal:8080?mail=two@example.com",
        '{"url": "http://one.internal:80", "mail": "two@example.com"}',
        "git+ssh://git@github.com:example/app.git",
        "https://3f2a@o1.ingest.example.com/1",
        "postgres://app@db.internal:5432/app",
        "postgres://app:@db.internal:5432/app",
        "Server=db.internal;Database=app;Trusted_Connection=yes",
        "https://example.com/forgot?password=true&next=1",
        "-Djavax.net.ssl.keyStorePasswordFile=/run/password",
        "cd /app; pwd=/app",
        "grant_type=password&user=app",
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
