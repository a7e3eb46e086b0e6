"""Functions whose code is in the template and cannot start, and custom resources that wait for such a function."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Reference, Resource

FUNCTION = "AWS::Lambda::Function"
_BROUGHT = frozenset(
    ("boto3", "botocore", "cfnresponse", "s3transfer", "dateutil", "jmespath", "urllib3", "six", "awslambdaric",
     "simplejson", "snapshot_restore_py", "pip", "setuptools", "pkg_resources",
     "aifc", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk", "crypt", "distutils", "imghdr", "imp",
     "lib2to3", "mailcap", "msilib", "nis", "nntplib", "ossaudiodev", "pipes", "smtpd", "sndhdr", "spwd", "sunau",
     "telnetlib", "uu", "xdrlib")
)  # fmt: skip
"""What comes with the runtimes, and what was of Python's library in older ones. Source: Lambda Developer Guide,
"Runtimes with Python", and python.org, "What's New" (removed in 3.12 and 3.13); from memory, 2026-11, and the latter
against sys.stdlib_module_names of 3.11."""
_NODE_CODE = re.compile(r"\b(const|let|var)\s+\w|=>|\brequire\(|\bmodule\.exports|\bexports\.")
_ENDS = ("SUCCESS", "FAILED")
_OF_ANY = re.compile(r"expected ':'|unexpected indent|expected an indented block|unindent|'.' was never closed")
_NEWER = re.compile(r"\b[rb]?[ft][rb]?[\"']", re.IGNORECASE)
"""What is an error in every Python, unless in a text that is filled in, which newer ones read otherwise (PEP 701)."""


def inline_code(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say what of a custom resource's function is known to fail before it answers.

    Sources: Lambda Developer Guide, "Lambda function handlers in Python" (file.function; the file is index where code
    is inline), "Reserved concurrency" (zero: it never runs); CloudFormation Template Reference, AWS::Lambda::Function
    Code (ZipFile, cfnresponse) and AWS::CloudFormation::CustomResource (ServiceToken is an ARN; ServiceTimeout 1 to
    3600); from memory, 2026-11.
    """
    token, limit = resource.get("ServiceToken"), number(resource.get("ServiceTimeout"))
    if limit is not None and not 1 <= limit <= 3600:
        yield f"ServiceTimeout of {resource} is {limit}, and 1 to 3600 seconds are taken"
    function = graph.target(token, FUNCTION)
    if function is None:
        return
    if isinstance(token, Reference) and token.attribute == "Ref":
        yield f"ServiceToken of {resource} is the name of {function}, and its ARN is taken"
    if number(function.get("ReservedConcurrentExecutions")) == 0:
        yield f"{resource} waits for {function}, which never runs: its ReservedConcurrentExecutions are 0"
    for fault in _code_faults(function):
        yield f"{resource} waits for {function}, {fault}"


def _code_faults(function: Resource) -> Iterator[str]:
    code, handler = literal(function.get("Code", "ZipFile")), literal(function.get("Handler"))
    runtime = literal(function.get("Runtime")) or ""
    if code is None or handler is None:
        return
    layered = not isinstance(function.get("Layers"), Absent)
    module, _, name = handler.rpartition(".")
    if module and module != "index":
        yield f"whose Handler is in {module}, and code in the template is in index"
    if runtime.startswith("nodejs") and re.search(r"^def \w+\(", code, re.MULTILINE) and not _NODE_CODE.search(code):
        yield f"whose code is of Python, and its Runtime {runtime}"
    if runtime.startswith("python3.") and runtime[8:].isdigit():
        yield from _python(code, name, number(function.get("Timeout")) or 3, int(runtime[8:]), layered)


def _python(code: str, handler: str, timeout: int, minor: int, layered: bool) -> Iterator[str]:
    """Say what fails; a Python that is newer than the one that reads it here may take what this one does not."""
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        if minor <= sys.version_info.minor or (_OF_ANY.match(error.msg) and not _NEWER.search(code)):
            yield f"whose code is no Python: {error.msg} in line {error.lineno}"
        return
    except (ValueError, RecursionError):
        return
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    names |= {each.id for node in ast.walk(tree) if isinstance(node, ast.Assign) for each in node.targets
              if isinstance(each, ast.Name)}  # fmt: skip
    imported = {alias.asname or alias.name for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
                for alias in node.names}  # fmt: skip
    if handler and handler not in names | imported and "*" not in imported:
        yield f"whose code has no {handler[:60]}, which its Handler names"
    for node in tree.body:
        named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        named += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
        for one in named:
            first = one.partition(".")[0]
            if first not in sys.stdlib_module_names and first not in _BROUGHT and not layered:
                yield f"whose code imports {first}, which Lambda does not bring"
    own = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == handler), None)
    if own is not None:
        yield from _of_handler(code, own, timeout)


def _of_handler(code: str, handler: ast.FunctionDef, timeout: int) -> Iterator[str]:
    statements = [
        each for each in handler.body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
    ]
    if statements and isinstance(statements[0], ast.Raise):
        yield "whose code raises an exception at once"
    slept = [
        call.args[0].value
        for each in statements
        if isinstance(each, ast.Expr)
        and isinstance(call := each.value, ast.Call)
        and ast.unparse(call.func).endswith("sleep")
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, int | float)
    ]
    if sum(slept) >= timeout:
        yield f"whose code sleeps longer than its Timeout of {timeout} s"
    sent = {name for name in _ENDS if re.search(rf"\b{name}\b", code)}
    if sent == {"FAILED"}:
        yield "whose code answers nothing but FAILED"
    if not handler.decorator_list and (handled := _requests(handler)):
        answers = re.compile(r"\bsend\w*\(|ResponseURL|urlopen|\.request\(|requests\.put")
        outside = "\n".join(ast.unparse(each) for each in statements if not isinstance(each, ast.If | ast.Try))
        if len(statements) == 1 and "Create" not in handled and not answers.search(outside):
            yield f"whose code answers to {', '.join(sorted(handled))} only, and not to Create"


def _requests(handler: ast.FunctionDef) -> set[str]:
    """The types of requests that a handler of one ``if`` without ``else`` looks for; none where it is anything else."""
    only = handler.body[-1]
    if not isinstance(only, ast.If) or only.orelse or len(handler.body) != 1:
        return set()
    test = ast.unparse(only.test)
    return set(re.findall(r"'(Create|Update|Delete)'", test)) if "RequestType" in test and "!=" not in test else set()


REFUSALS: Refusals = {
    "AWS::CloudFormation::CustomResource": (inline_code,),
}
