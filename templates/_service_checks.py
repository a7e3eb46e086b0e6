"""What is wrong with a service when it is seen together with the rest of the app."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata import tmpfs
from generator.awsdata.services import endpoint_of
from generator.config import App, Problem, Service, variable
from generator.config.image import parse
from generator.config.runtime import AUTHORITIES, by_code, runtime_of, trusting
from generator.errors import did_you_mean

_ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?:[^@/\s]*@)?(?P<host>[a-z0-9-]+)\.(?P<domain>[a-z0-9.-]+?)"
    r"(?::(?P<port>\d{1,5}))?(?:[/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def problems(service: Service, app: App, name: str) -> Iterator[Problem]:
    """A problem for each thing that the rest of the app does not have or does not allow."""
    at = ("services", name)
    network = app.sections.get("network")
    isolated = network is not None and network.egress == "endpoints"
    for index, callee in enumerate(service.calls):
        peer = app.services.get(callee)
        if callee not in app.declared or callee in app.provided:
            known = sorted(set(app.services) - {name})
            hint = did_you_mean(callee, known)
            yield Problem((*at, "calls", index), "is no service of this app", accepted=", ".join(known), hint=hint)
        elif callee == name:
            yield Problem((*at, "calls", index), "is the service itself")
        elif peer is not None and callee not in app.partial and peer.port is None:
            yield Problem((*at, "calls", index), "has no port that could be called", hint=f"set `port` of {callee}")
    yield from _addresses(service, app, name)
    yield from _keys(service, app, name)
    for index, store in enumerate(service.uses):
        if store not in app.declared or store in app.services:
            known = sorted({*app.provided, *(app.declared - app.services.keys() - app.partial)})
            yield Problem(
                (*at, "uses", index), "is no store", accepted=", ".join(known), hint=did_you_mean(store, known)
            )
        elif store not in app.provided and store not in app.sections:
            yield Problem((*at, "uses", index), "is not set up", hint=f"add a section `{store}: {{}}`")
    image = parse(service.image)
    known_region = "region" not in app.partial
    if isolated and known_region and not image.own and (image.ecr is None or image.ecr[1] != app.region):
        what = f"cannot be pulled from {image.host}: isolated subnets reach the ECR of {app.region} only"
        hint = "copy the image into ECR, or set network.egress to nat or hybrid"
        yield Problem((*at, "image"), what, hint=hint)
    elif isolated and not image.served_by_endpoints:
        what = f"cannot be pulled from {image.host}: VPC endpoints carry pulls from the usual host of a registry only"
        same = f"write {image.by_usual_host}, which is the same image, or " if image.by_usual_host else ""
        yield Problem((*at, "image"), what, hint=f"{same}set network.egress to nat or hybrid")
    for number, permission in enumerate(service.permissions):
        for action in permission.actions:
            if isolated and endpoint_of(action) is None:
                what = f"{action}: no VPC endpoint is known for it, and isolated subnets have no other way out"
                yield Problem((*at, "permissions", number), what, hint="set network.egress to nat or hybrid")
    if service.read_only_root_filesystem and known_region and not tmpfs.on_fargate(app.region):
        what = f"leaves no place to write: Fargate is not known to keep /tmp in memory in {app.region}"
        hint = "set `read_only_root_filesystem: false`"
        yield Problem((*at, "read_only_root_filesystem"), what, hint=hint)
    if service.spot and app.profile == "prod" and service.scale.min < 2:
        yield Problem((*at, "spot"), "would leave no task running when Spot takes one back", hint="set scale.min to 2")
    provided = [key for store in service.uses if store in app.provided for key in _provided_names(app, store)]
    for twice in sorted({key for key in provided if provided.count(key) > 1}):
        yield Problem((*at, "uses"), f"gets {twice} from two stores", hint="use one of them")
    stores = [app.provided[store] for store in service.uses if store in app.provided]
    bundles = sorted({store.ca_bundle for store in stores} - {""})
    runtime = runtime_of(service.runtime, service.health.probe[0])
    trusted = {key for store in stores for key in trusting(runtime, store.ca_bundle, store.engine)}
    if AUTHORITIES in trusted and len(bundles) > 1 and AUTHORITIES not in service.environment:
        what = f"gets certificates from two files, {bundles[0]} and {bundles[1]}, and Node.js reads one"
        hint = f"put both into one file of the image and name it: environment: {{{AUTHORITIES}: FILE}}"
        yield Problem((*at, "uses"), what, hint=hint)
    for variable_name in sorted({*service.environment, *service.secrets} & set(provided)):
        section = "environment" if variable_name in service.environment else "secrets"
        yield Problem((*at, section, variable_name), "is already provided by what the service uses")
    # ECS refuses a name that is both a secret's and a variable's: general knowledge, not in the API reference.
    plain = {f"{variable(callee)}_URL" for callee in service.calls} | ({"PORT"} if service.port else set())
    plain |= trusted - set(provided)
    for secret in sorted(service.secrets.keys() & plain):
        yield Problem((*at, "secrets", secret), "is already given to the service as a plain variable", hint="rename it")


def notes(service: Service, app: App, name: str) -> Iterator[Problem]:
    """Say what the code of a service has to, where no variable tells its database client to verify the server."""
    runtime = runtime_of(service.runtime, service.health.probe[0])
    for store in service.uses:
        if store in app.provided:
            provided = app.provided[store]
            if every := by_code(runtime, provided.engine):
                code = "; ".join(f"{name}: {each.code}" for name, each in every.items())
                what = f"reads no variables that make it verify {store}, so the program has to do it"
                yield Problem(("services", name), what, hint=code.replace("BUNDLE", provided.ca_bundle or "BUNDLE"))


def _addresses(service: Service, app: App, name: str) -> Iterator[Problem]:
    """Refuse a variable that holds the address of another service to which nothing opens the way."""
    for variable_name, value in service.environment.items():
        address = _ADDRESS.fullmatch(value.strip())
        if not address or address["domain"].lower() != app.namespace.lower():
            continue
        callee = address["host"].lower()
        peer = app.services.get(callee)
        if peer is None or callee in app.partial or peer.port is None:
            continue  # something else may have the name
        at = ("services", name, "environment", variable_name)
        port = int(address["port"]) if address["port"] else _PORTS.get((address["scheme"] or "").lower(), peer.port)
        if callee == name:
            yield Problem(at, "is the service's own address", hint=f"ask http://127.0.0.1:{peer.port} instead")
        elif port != peer.port:
            yield Problem(at, f"asks port {port}, and {callee} listens on {peer.port}", hint=f"write port {peer.port}")
        elif callee not in service.calls:
            what = f"is the address of {callee}, which this service may not call"
            hint = f"add {callee} to `calls`: that opens the port, and provides {variable(callee)}_URL"
            yield Problem(at, what, hint=hint)


def _keys(service: Service, app: App, name: str) -> Iterator[Problem]:
    """Refuse a key of another Region than its secret: KMS keys encrypt in their own Region only.

    Source: KMS Developer Guide, "Concepts", general knowledge, not looked up again.
    """
    for variable_name, secret in service.secrets.items():
        if secret.kms_key_arn is None or "region" in app.partial:
            continue
        place, key = secret.arn.split(":")[3] if secret.arn else app.region, secret.kms_key_arn.split(":")[3]
        if key and place and key != place:
            what = f"is a key of {key}, and the secret is in {place}"
            yield Problem(
                ("services", name, "secrets", variable_name, "kms_key_arn"), what, hint=f"name one of {place}"
            )


def _provided_names(app: App, store: str) -> list[str]:
    return [*app.provided[store].environment, *app.provided[store].secrets]
