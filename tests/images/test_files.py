"""Files that a Dockerfile puts into an image by name, and who may read them."""

from __future__ import annotations

import pytest

from generator.images.dockerfile import facts

PLACE = "/certs/rds.pem"
URL = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (f"COPY certs/rds.pem {PLACE}", "line 2"),
        ("COPY rds.pem /certs/", "line 2"),
        ("COPY a.pem rds.pem /certs/", "line 2"),
        ('COPY ["rds.pem", "/certs/"]', "line 2"),
        ("WORKDIR /certs\nCOPY rds.pem .", "line 3"),
        (f"ADD {URL} {PLACE}", "line 2"),
        (f"RUN curl -fsSo {PLACE} {URL}", "line 2"),
        (f"RUN apk add curl && mkdir /certs && curl {URL} > {PLACE}", "line 2"),
        (f"RUN wget -qO {PLACE} {URL}", "line 2"),
        (f"COPY x.pem /tmp/x.pem\nRUN mv /tmp/x.pem {PLACE}", "line 3"),
        (f"COPY <<EOF {PLACE}\n-----BEGIN\nEOF", "line 2"),
        ("ARG AT=/certs\nCOPY rds.pem $AT/rds.pem", "line 3"),
        (f"COPY rds.pem {PLACE}\nRUN rm /certs/other.pem", "line 2"),
    ],
)
def test_a_file_that_is_put_there(lines: str, where: str) -> None:
    found = facts(f"FROM node:22-alpine\n{lines}\n").file(PLACE)
    assert (found.verdict, found.because.startswith(where)) == ("yes", True), found


@pytest.mark.parametrize(
    "lines",
    [
        "COPY rds.pem /other/rds.pem",
        "COPY certs /certs",
        "COPY certs/rds /certs/rds.pem",
        "COPY . /certs",
        "COPY *.pem /certs/",
        "ADD certs.tar.gz /certs",
        f"RUN if test -f x; then curl -o {PLACE} {URL}; fi",
        f"COPY rds.pem {PLACE}\nRUN rm -f {PLACE}",
        f"COPY rds.pem {PLACE}\nRUN rm -rf /certs",
        f"COPY rds.pem {PLACE}\nRUN rm /certs/*",
        f"COPY rds.pem {PLACE}\nRUN mv {PLACE} /tmp/rds.pem",
        f"COPY rds.pem {PLACE}\nFROM node:22-alpine",
        "COPY rds.pem $WHERE",
    ],
)
def test_a_file_that_may_be_missing(lines: str) -> None:
    found = facts(f"FROM node:22-alpine\n{lines}\n").file(PLACE)
    assert found.verdict == "unknown"
    assert found.because


def test_a_file_of_an_earlier_stage() -> None:
    text = f"FROM node:22 AS certs\nADD {URL} /rds.pem\nFROM node:22-slim\nCOPY --from=certs /rds.pem {PLACE}\n"
    assert facts(text).file(PLACE).verdict == "yes"
    assert facts(text).private == {PLACE}
    assert facts(text.replace("COPY", "COPY --chmod=0444")).private == frozenset()
    assert facts(f"{text}FROM certs\n").file("/rds.pem").verdict == "yes"


@pytest.mark.parametrize(
    ("lines", "private"),
    [
        (f"ADD {URL} {PLACE}", True),
        (f"ADD --chmod=644 {URL} {PLACE}", False),
        (f"ADD --chown=1000:1000 {URL} {PLACE}", False),
        (f"ADD {URL} {PLACE}\nRUN chmod a+r {PLACE}", False),
        (f"ADD {URL} {PLACE}\nRUN chmod -R a+rX /certs", False),
        (f"ADD {URL} {PLACE}\nRUN chmod a+r /other", True),
        (f"ADD {URL} {PLACE}\nRUN cp {PLACE} /tmp/x.pem", True),
        (f"ADD {URL} {PLACE}\nCOPY rds.pem {PLACE}", False),
        (f"RUN curl -o {PLACE} {URL}", False),
        (f"COPY rds.pem {PLACE}", False),
    ],
)
def test_who_may_read_it(lines: str, private: bool) -> None:
    assert (PLACE in facts(f"FROM node:22-alpine\n{lines}\n").private) is private
