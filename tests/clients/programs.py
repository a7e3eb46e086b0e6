"""Programs of one database client each: they write a row, and print the name under which it is there."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from generator.awsdata.clients import clients
from tests.clients.tools import node, npm_folder

JARS = Path("/usr/share/java")
TABLE = "CREATE TABLE IF NOT EXISTS notes (writer text)"
ROW = "INSERT INTO notes VALUES ('{name}')"

Words = Sequence[str | Path]


@dataclass(frozen=True)
class Program:
    """``text`` has CODE where a client is told by code what it reads from no variable; ``off`` turns TLS off there."""

    words: Callable[[str, Path], Words]
    text: str
    off: str = ""

    def command(self, place: Path, name: str, code: str = "") -> Words:
        put = {"TABLE": TABLE, "ROW": ROW.format(name=name), "NAME": name, "CODE": code}
        return self.words(
            re.sub(r"(?<![A-Z_])(TABLE|ROW|NAME|CODE)(?![A-Z_])", lambda word: put[word[0]], self.text), place
        )


def code_of(name: str, engine: str, bundle: Path) -> str:
    """What the table of clients says that the code has to, for this file."""
    code = clients(name, engine)[name].code.replace("BUNDLE", str(bundle))
    if "in the URL" in code:
        return "&".join(re.findall(r"\w+=[^\s,]+", code))
    alternatives = code.split(", for it")[0].split(", or ")
    return next((each for each in alternatives if str(bundle) in each), alternatives[0])


def python(*modules: str) -> Callable[[str, Path], Words]:
    def words(text: str, place: Path) -> Words:
        for module in modules:
            try:
                import_module(module)
            except ImportError:
                pytest.skip(f"{module} is not installed; pip install -e '.[clients]' brings it")
        return [sys.executable, "-c", text]

    return words


def of_npm(package: str) -> Callable[[str, Path], Words]:
    def words(text: str, place: Path) -> Words:
        file = npm_folder(place, package) / "program.cjs"
        file.write_text(text)
        return [node(), file]

    return words


def of_debian(program: str, option: str, package: str, probe: str = "") -> Callable[[str, Path], Words]:
    def words(text: str, place: Path) -> Words:
        found = shutil.which(program)
        if found is None or (probe and not any(Path("/usr").glob(probe))):
            pytest.skip(f"{package} is not installed; apt-get install {package} brings it")
        return [found, option, text]

    return words


def java(jar: str, package: str) -> Callable[[str, Path], Words]:
    def words(text: str, place: Path) -> Words:
        found = shutil.which("java")
        if found is None or shutil.which("javac") is None:
            pytest.skip("no JDK is installed; apt-get install default-jdk-headless brings it")
        if not (JARS / jar).exists():
            pytest.skip(f"{jar} is not installed; apt-get install {package} brings it")
        file = place / "Program.java"
        file.write_text(text)
        return [found, "-cp", JARS / jar, file]

    return words


_JDBC = """
import java.sql.*;
public class Program {
    public static void main(String[] words) throws Exception {
        var at = System.getenv();
        var url = "jdbc:SCHEME://" + at.get("DB_HOST") + ":" + at.get("DB_PORT") + "/" + at.get("DB_NAME") + "?CODE";
        try (var link = DriverManager.getConnection(url, at.get("DB_USER"), at.get("DB_PASSWORD"))) {
            link.createStatement().execute("TABLE");
            link.createStatement().execute("ROW");
            System.out.println("NAME");
        }
    }
}
"""
_RUBY = """
client.QUERY("TABLE")
client.QUERY("ROW")
puts "NAME"
"""
_PHP = """
$client->exec("TABLE");
$client->exec("ROW");
echo "NAME\\n";
"""
_DBAPI = """
cursor = client.cursor()
cursor.execute("TABLE")
cursor.execute("ROW")
client.commit()
print("NAME")
"""

BY_VARIABLES = {
    "psycopg": Program(
        python("psycopg"),
        """
import psycopg
with psycopg.connect("") as client:
    client.execute("TABLE")
    client.execute("ROW")
print("NAME")
""",
    ),
    "asyncpg": Program(
        python("asyncpg"),
        """
import asyncio, asyncpg
async def main():
    client = await asyncpg.connect()
    await client.execute("TABLE")
    await client.execute("ROW")
asyncio.run(main())
print("NAME")
""",
    ),
    "SQLAlchemy over psycopg": Program(
        python("sqlalchemy", "psycopg"),
        """
import sqlalchemy
with sqlalchemy.create_engine("postgresql+psycopg://").begin() as client:
    client.execute(sqlalchemy.text("TABLE"))
    client.execute(sqlalchemy.text("ROW"))
print("NAME")
""",
    ),
    "psql": Program(of_debian("psql", "-Xqtc", "postgresql-client"), "TABLE; ROW; SELECT 'NAME'"),
    "ruby-pg": Program(
        of_debian("ruby", "-e", "ruby-pg", "lib/**/pg_ext.so"),
        'require "pg"\nclient = PG.connect' + _RUBY.replace("QUERY", "exec"),
    ),
    "pdo_pgsql": Program(
        of_debian("php", "-r", "php-pgsql", "lib/php/*/pdo_pgsql.so"), '$client = new PDO("pgsql:");' + _PHP
    ),
}
"""Clients of PostgreSQL that nobody gives an address, login or file: they read them from their variables."""

BY_CODE = {
    "pg8000": Program(
        python("pg8000"),
        """
import os, ssl
import pg8000.dbapi
at = {"user": os.environ["PGUSER"], "password": os.environ["PGPASSWORD"], "host": os.environ["PGHOST"]}
client = pg8000.dbapi.connect(**at, port=int(os.environ["PGPORT"]), database=os.environ["PGDATABASE"], CODE)
"""
        + _DBAPI,
        "ssl_context=False",
    ),
    "postgres.js": Program(
        of_npm("postgres"),
        """
const client = require("postgres")({CODE, max: 1, onnotice: () => {}});
(async () => {
  await client.unsafe("TABLE");
  await client.unsafe("ROW");
  console.log("NAME");
  await client.end();
})().catch(error => { console.error(error); process.exit(1); });
""",
        "ssl: false",
    ),
    "jdbc": Program(
        java("postgresql.jar", "libpostgresql-jdbc-java"), _JDBC.replace("SCHEME", "postgresql"), "sslmode=disable"
    ),
}
"""Clients of PostgreSQL that are told by code what the table of clients says."""

_LOGIN = """
at = {name: os.environ["DB_" + name.upper()] for name in ("user", "password", "host")}
"""
OF_MYSQL = {
    "pymysql": Program(
        python("pymysql"),
        f"""
import os
import pymysql
{_LOGIN}
client = pymysql.connect(**at, port=int(os.environ["DB_PORT"]), database=os.environ["DB_NAME"], CODE)
"""
        + _DBAPI,
        "ssl_disabled=True",
    ),
    "mysql-connector-python": Program(
        python("mysql.connector"),
        f"""
import os
import mysql.connector
{_LOGIN}
client = mysql.connector.connect(**at, port=int(os.environ["DB_PORT"]), database=os.environ["DB_NAME"], CODE)
"""
        + _DBAPI,
        "ssl_disabled=True",
    ),
    "mysql2": Program(
        of_npm("mysql2"),
        """
const {readFileSync} = require("fs");
const {DB_HOST: host, DB_PORT: port, DB_USER: user, DB_PASSWORD: password, DB_NAME: database} = process.env;
(async () => {
  const client = await require("mysql2/promise").createConnection({host, port, user, password, database, CODE});
  await client.query("TABLE");
  await client.query("ROW");
  console.log("NAME");
  await client.end();
})().catch(error => { console.error(error); process.exit(1); });
""",
    ),
    "ruby-mysql2": Program(
        of_debian("ruby", "-e", "ruby-mysql2", "lib/**/mysql2.so"),
        """
require "mysql2"
at = {host: ENV["DB_HOST"], port: ENV["DB_PORT"].to_i, username: ENV["DB_USER"], password: ENV["DB_PASSWORD"]}
client = Mysql2::Client.new(**at, database: ENV["DB_NAME"], CODE)"""
        + _RUBY.replace("QUERY", "query"),
    ),
    "pdo_mysql": Program(
        of_debian("php", "-r", "php-mysql", "lib/php/*/pdo_mysql.so"),
        """
$place = sprintf("mysql:host=%s;port=%s;dbname=%s", getenv("DB_HOST"), getenv("DB_PORT"), getenv("DB_NAME"));
$client = new PDO($place, getenv("DB_USER"), getenv("DB_PASSWORD"), [CODE]);"""
        + _PHP,
    ),
}
"""Clients of MySQL, which are all told by code."""
