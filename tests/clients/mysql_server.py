"""A MariaDB server of the test's own, on 127.0.0.1, that takes TLS only, as RDS does with require_secure_transport."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients.server import PASSWORD, SERVER_USER, USER, Server, free_port, until_it_listens
from tests.clients.tools import ROOT_USER, as_user, needed

DATABASE = "app"
_TABLES = ("mysql_system_tables.sql", "mysql_system_tables_data.sql")


def mariadb() -> tuple[Path, Path]:
    """The program mariadbd and the folder of its own tables, which the package of Debian brings."""
    found = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin:/usr/local/sbin")
    share = Path("/usr/share/mysql")
    if found is None or not all((share / name).exists() for name in _TABLES):
        pytest.skip("no MariaDB server is to be had: apt-get install mariadb-server-core brings it")
    return Path(found), share


@contextmanager
def mysql_server(place: Path) -> Iterator[Server]:
    """Start a server with one database and one user, and end it by its process."""
    program, share = mariadb()
    authority = needed("trustme").CA()
    own = authority.issue_cert("localhost", "127.0.0.1")
    data = place / "data"
    data.mkdir(mode=0o700)
    bundle, certificate, key, first = (place / name for name in ("bundle.pem", "server.crt", "server.key", "first.sql"))
    bundle.write_bytes(authority.cert_pem.bytes())
    certificate.write_bytes(b"".join(each.bytes() for each in own.cert_chain_pems))
    key.write_bytes(own.private_key_pem.bytes())
    first.write_text(
        f"CREATE DATABASE {DATABASE};\nCREATE USER {USER}@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';\n"
        f"GRANT ALL ON {DATABASE}.* TO {USER}@'127.0.0.1';\n"
    )
    for path in (place, data, certificate, key, first):
        if ROOT_USER:
            shutil.chown(path, SERVER_USER, SERVER_USER)
    words = [program, "--no-defaults", f"--datadir={data}", f"--lc-messages-dir={share}"]
    tables = "\n".join((share / name).read_text() for name in _TABLES)
    subprocess.run(
        [*words, "--bootstrap"],
        input=f"CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n{tables}\n",
        text=True,
        cwd=place,
        check=True,
        capture_output=True,
        timeout=120,
        **as_user(SERVER_USER),
    )
    port = free_port()
    settings = {
        "port": port,
        "bind-address": "127.0.0.1",
        "socket": place / "socket",
        "pid-file": place / "pid",
        "init-file": first,
        "require-secure-transport": "ON",
        "ssl-cert": certificate,
        "ssl-key": key,
    }
    words += ["--skip-name-resolve", *(f"--{name}={value}" for name, value in settings.items())]
    with (place / "server.log").open("w") as log:
        process = subprocess.Popen(words, cwd=place, stdout=log, stderr=log, **as_user(SERVER_USER))
    try:
        until_it_listens(process, port, place / "server.log")
        yield Server(port, bundle)
    finally:
        process.terminate()
        process.wait(30)
