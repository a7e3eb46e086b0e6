"""One call to AWS that gets through, or ends in a sentence that a person can act on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from botocore.parsers import ResponseParserError

from generator.aws.denied import missing_permission

# Seconds to wait before each further try of an answer that was cut off, or of a connection that botocore gave up on.
PAUSES = (0.5, 2.0, 5.0)

_CREDENTIALS = {
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "AuthFailure",
    "ExpiredAccessTokenException",
    "InvalidSignatureException",
    "RequestTimeTooSkewed",
}
# What AWS says while it is asked too often, or is not well itself. Botocore asks again for half a minute; throttling
# can last for minutes (botocore/retries/standard.py names these, and repeats any 5xx; read 2026-11).
_TEMPORARY = {
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottled",
    "RequestThrottledException",
    "RequestLimitExceeded",
    "TooManyRequestsException",
    "SlowDown",
    "RequestTimeout",
    "RequestTimeoutException",
}
# How a signature is refused that was made with another time than AWS has (general knowledge, 2026-11).
_CLOCK_IS_WRONG = ("signature expired", "signature not yet current", "request has expired", "too large")


class AwsError(Exception):
    """What was asked of AWS was not done, and asking again will not help until somebody changes something."""


class CredentialsError(AwsError):
    """There are no credentials, or AWS does not take them (any more)."""


class UnreachableError(AwsError):
    """AWS could not be reached, or what it answered could not be read, however often it was asked."""


class RefusedError(AwsError):
    """AWS refused a call for a reason that asking again does not change."""


def ask(call: Callable[..., Any], **arguments: Any) -> Any:
    """Call AWS, and ask again when the answer was cut off.

    Throttling, 5xx and connections that break are repeated by botocore itself; what it does not repeat is a complete
    status with half a body. So every call made through here must be one that may arrive twice. Raises CredentialsError,
    UnreachableError, and botocore's ClientError for what the caller has to judge.
    """
    last: Exception | None = None
    for pause in (*PAUSES, None):
        try:
            return call(**arguments)
        except ClientError as error:
            if code(error) in _CREDENTIALS:
                raise CredentialsError(_with_clock(message(error))) from None
            if not _is_temporary(error):
                raise
            last = error
        except (NoCredentialsError, PartialCredentialsError, CredentialRetrievalError) as error:
            raise CredentialsError(str(error)) from None
        except (SSOTokenLoadError, TokenRetrievalError, UnauthorizedSSOTokenError) as error:
            raise CredentialsError(str(error)) from None
        except (ResponseParserError, HTTPClientError, ConnectionError) as error:
            last = error
        except BotoCoreError as error:
            raise RefusedError(str(error)) from None
        if pause is not None:
            time.sleep(pause)
    raise UnreachableError(" ".join(str(last).split())[:300])


def pages(client: Any, operation: str, key: str, **arguments: Any) -> Iterator[Any]:
    """The entries of all pages of an answer, by its NextToken; a page that was cut off is asked for again."""
    token: dict[str, str] = {}
    while True:
        answer = ask(getattr(client, operation), **arguments, **token)
        yield from answer.get(key) or ()
        if not answer.get("NextToken"):
            return
        token = {"NextToken": answer["NextToken"]}


def _is_temporary(error: ClientError) -> bool:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return code(error) in _TEMPORARY or status >= 500


def _with_clock(text: str) -> str:
    clock_is_wrong = any(words in text.lower() for words in _CLOCK_IS_WRONG)
    return f"{text} (is the clock of this machine right?)" if clock_is_wrong else text


def code(error: ClientError) -> str:
    """The error code of an answer, such as ``ValidationError``."""
    return str(error.response.get("Error", {}).get("Code", ""))


def message(error: ClientError) -> str:
    """The text of an error that AWS answered, with what to allow where a permission is missing."""
    text = str(error.response.get("Error", {}).get("Message", "")) or code(error)
    missing = missing_permission(text)
    return f"{text.rstrip('.')}; {missing}" if missing else text
