"""Does a client that verifies its database know the authority that signed the database's certificate?

The certificates of RDS are signed by Amazon's own authorities, which images do not know by themselves. Which variable
names a file of them depends on the runtime: libpq reads PGSSLROOTCERT, Node.js reads NODE_EXTRA_CA_CERTS and leaves
PGSSLROOTCERT alone (tried with node 20.20, pg 8.23 and psql 15.18 on 2026-11-28). awsdata/clients.yaml tells it of each
client. Code can bring a file of its own, so what is missing here is never a certain failure.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.clients import clients
from generator.ecs.containers import dockerfiles
from generator.ecs.containers.runtimes import FORM, runtime
from generator.ecs.environment import variables
from generator.ecs.stores.client_tls import settings, verifies
from generator.ecs.stores.encryption import MYSQL, POSTGRES
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, unknown, yes
from generator.needs.context import Context
from generator.needs.row import Need

NEED = "ca-bundle"
FOR_NODE, FOR_LIBPQ = "NODE_EXTRA_CA_CERTS", "PGSSLROOTCERT"


def ca_bundle_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row for a task that uses a database and is told to verify it, or which authorities to trust."""
    databases = [use.database for use in context.databases.used_by(task) if _spoken(use.database.engine)]
    if not databases:
        return
    engines = list(dict.fromkeys(_spoken(database.engine) for database in databases))
    unverified = {setting.variable.container.steps for setting in settings(task)}
    answers = [
        _client_reads_bundle(context, container, engine)
        for engine in engines
        for container in task.containers
        if container.steps not in unverified and verifies(container)
    ]
    if answers:
        why = f"the client verifies {databases[0].resource} by it"
        yield Need(NEED, 9, why, image=True), _unknown_behind_proxy(context, task) or all_of(answers)


def _spoken(engine: str | None) -> str:
    """What clients of an engine of RDS speak, as the table of clients has it."""
    return "postgres" if engine in POSTGRES else "mysql" if engine in MYSQL else ""


def _unknown_behind_proxy(context: Context, task: Task) -> Answer | None:
    if not context.databases.proxies:
        return None
    return unknown(f"{task.name} may connect through an RDS proxy, whose certificate has another authority")


def _client_reads_bundle(context: Context, container: Container, engine: str) -> Answer:
    """Whether the client in a container reads a file of authorities, and the image holds it."""
    graph = context.graph
    runs = runtime(graph, container)
    if runs is None:
        what = f"the database client of {container.name} is not known here: Node.js reads {FOR_NODE}, libpq reads "
        form = FORM.replace("container: web", f"container: {container.name}")
        named = f"`dockerfile` or `runtime` in app.yaml would name it, or {form}"
        return unknown(f"{what}{FOR_LIBPQ}, others read neither; {named}")
    every = clients(runs.name, engine)
    if every and not any(each.by_variables for each in every.values()):
        code = "; ".join(f"{name} has to be told {each.code}" for name, each in every.items())
        return unknown(f"{runs.because}, which depends on code: {code}")
    read = {each.authorities for each in every.values()}
    if len(read) != 1:
        told = ", ".join(f"{name} by {each.authorities or 'code'}" for name, each in every.items())
        what = f"{runs.because}: its database client is not known here{f' ({told})' if told else ''}"
        return unknown(f"{what}; its name as runtime in the Metadata would decide it")
    (name,) = read
    variable = next((variable for variable in variables(container) if variable.name == name), None)
    if variable is None:
        return unknown(_why_not_read(runs.because, name, container))
    if variable.text is None:
        return unknown(f"{runs.because}, and which file {name} names is not known here")
    held = _image_holds(context, container, variable.text)
    return all_of((yes(runs.because, f"{name} is {variable.text}"), held))


def _why_not_read(because: str, name: str, container: Container) -> str:
    if name == FOR_NODE:
        what = f"{because}, and Node.js trusts its own authorities, whatever {FOR_LIBPQ} says: the connection fails "
        what += f"(SELF_SIGNED_CERT_IN_CHAIN) unless {FOR_NODE} names the bundle"
        return f"{what} or the code of {container.name} loads it"
    return f"{because}, and {FOR_LIBPQ} does not name the bundle: the code, or a file in the home directory, has to"


def _image_holds(context: Context, container: Container, path: str) -> Answer:
    """Whether the image holds a file that its user may read."""
    named = dockerfiles.dockerfile(context.graph, container)
    lacking = f"whether the image of {container.name} holds {path} is not known here"
    if named is None or named.image is None:
        return unknown(f"{lacking}: its Dockerfile would tell (`dockerfile` in app.yaml, or in the Metadata)")
    if not path.startswith("/"):
        return unknown(f"{lacking}: it depends on the working directory")
    file = named.image.file(path)
    if file.verdict is not Truth.YES:
        return unknown(f"{lacking}: in {named.written} {file.because}; COPY --chmod=644 FILE {path} would decide it")
    if path in named.image.private and not _runs_as_root(container, named.image.config.user):
        what = f"{named.written} {file.because} with mode 0600, so {container.name} can read it only as root"
        return unknown(f"{what}; --chmod=644 makes it readable")
    return yes(f"{named.written} {file.because}")


def _runs_as_root(container: Container, of_image: str | None) -> bool:
    """Whether the container certainly runs as root: what the definition says counts, then what the image does."""
    user = literal(container.get("User")) or of_image or "root"
    return user.partition(":")[0] in ("0", "root")
