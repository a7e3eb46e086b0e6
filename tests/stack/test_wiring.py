"""The ways in which real templates pass ids from stack to stack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.stack import (
    Choice,
    Graph,
    Listing,
    Literal,
    Mapping,
    Pseudo,
    Reference,
    Resource,
    Text,
    Unknown,
    by_default,
    document,
    edge_errors,
    load,
    trace,
    why_unknown,
)

Files = Callable[..., Graph]
SUBNETS = Listing((Reference("Net/A"), Reference("Net/B")))
NETWORK = """\
Parameters: {Environment: {Type: String, Default: x}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {EnableDnsSupport: "True", EnableDnsHostnames: true}}
  A: {Type: AWS::EC2::Subnet}
  B: {Type: AWS::EC2::Subnet}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: -1}, {IpProtocol: TCP}]}}
Outputs:
  Name: {Value: !Ref AWS::StackName}
  Joined: {Value: !Join [",", [!Ref A, !Ref B]]}
  Substituted: {Value: !Sub "${A},${B}"}
  GroupId: {Value: !GetAtt Group.GroupId, Export: {Name: !Sub "${Environment}-app-Group"}}
  VpcId: {Value: !Ref Vpc, Export: {Name: !Sub "${AWS::StackName}-VpcId"}}
"""


def get(graph: Graph, path: str) -> Resource:
    found = graph.resource(path)
    assert found is not None
    return found


def app(parameters: str, body: str, declared: str, more: str = "") -> dict[str, str]:
    root = f"""\
Parameters: {{Environment: {{Type: String}}, Unset: {{Type: "List<AWS::EC2::Subnet::Id>"}}}}
Resources:
  Net: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: net.yaml, Parameters: {{{more}}}}}}}
  App: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: app.yaml, Parameters: {{{parameters}}}}}}}
"""
    child = (
        f"Parameters: {{{declared}}}\nResources: {{Probe: {{Type: AWS::ECS::Service, Properties: {{P: {body}}}}}}}\n"
    )
    return {"root.yaml": root, "net.yaml": NETWORK, "app.yaml": child}


@pytest.mark.parametrize("output", ["Joined", "Substituted"])
@pytest.mark.parametrize(
    ("declared", "body", "expected"),
    [
        ("S: {Type: CommaDelimitedList}", "!Ref S", SUBNETS),
        ('S: {Type: "List<AWS::EC2::Subnet::Id>"}', "!Ref S", SUBNETS),
        ("S: {Type: String}", '!Split [",", !Ref S]', SUBNETS),
        ("S: {Type: String}", '[!Select [1, !Split [",", !Ref S]]]', Listing((Reference("Net/B"),))),
        (
            "S: {Type: CommaDelimitedList}",
            '!Join [",", !Ref S]',
            Text((SUBNETS.items[0], Literal(","), SUBNETS.items[1])),
        ),
    ],
)
def test_lists_travel_as_comma_strings(read: Files, output: str, declared: str, body: str, expected: Listing) -> None:
    graph = read(app(f"S: !GetAtt Net.Outputs.{output}", body, declared))
    assert get(graph, "App/Probe").get("P") == expected


def test_a_list_that_is_passed_on_unread_stays_the_same_unknown(read: Files) -> None:
    graph = read(app('S: !Join [",", !Ref Unset]', "!Ref S", 'S: {Type: "List<AWS::EC2::Subnet::Id>"}'))
    assert get(graph, "App/Probe").get("P") == Unknown("parameter Unset", "")


def test_exports_match_by_symbolic_name(read: Files) -> None:
    files = app(
        "Env: !Ref Environment",
        '!ImportValue {"Fn::Sub": "${Env}-app-Group"}',
        "Env: {Type: String}",
        more="Environment: !Ref Environment",
    )
    assert get(read(files), "App/Probe").get("P") == Reference("Net/Group")
    files["root.yaml"] = files["root.yaml"].replace("Env: !Ref Environment", "Env: other")
    wrong = get(read(files), "App/Probe").get("P")
    assert isinstance(wrong, Unknown)
    assert wrong.kind == "import"
    assert "exports other-app-Group" in wrong.reason


def test_a_child_is_imported_from_by_its_stack_name(read: Files) -> None:
    graph = read(
        app("Stack: !GetAtt Net.Outputs.Name", '!ImportValue {"Fn::Sub": "${Stack}-VpcId"}', "Stack: {Type: String}")
    )
    assert get(graph, "App/Probe").get("P") == Reference("Net/Vpc")


def test_the_id_of_a_nested_stack_is_no_name_to_import_by(read: Files) -> None:
    graph = read(app("Stack: !Ref Net", '!ImportValue {"Fn::Sub": "${Stack}-VpcId"}', "Stack: {Type: String}"))
    assert isinstance(get(graph, "App/Probe").get("P"), Unknown)


def test_a_name_that_two_stacks_export_is_open(read: Files) -> None:
    files = app("S: x", "!ImportValue x-app-Group", "S: {Type: String}")
    assert get(read(files), "App/Probe").get("P") == Reference("Net/Group")
    files["root.yaml"] += "  Again: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: net.yaml}}\n"
    assert isinstance(get(read(files), "App/Probe").get("P"), Unknown)


ROLES = {
    "root.yaml": """\
Parameters: {Env: {Type: String}}
Resources:
  Iam: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: iam.yaml, Parameters: {Env: !Ref Env}}}
  App:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: app.yaml
      Parameters: {Arn: !GetAtt Iam.Outputs.Arn, Name: !GetAtt Iam.Outputs.Name, Env: !Ref Env}
""",
    "iam.yaml": """\
Parameters: {Env: {Type: String}}
Resources: {Role: {Type: AWS::IAM::Role, Properties: {RoleName: !Sub "${Env}-task"}}}
Outputs: {Arn: {Value: !GetAtt Role.Arn}, Name: {Value: !Ref Role, Export: {Name: role}}}
""",
    "app.yaml": """\
Parameters: {Arn: {Type: String}, Name: {Type: String}, Env: {Type: String}}
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: ROLE}}
""",
}


@pytest.mark.parametrize(
    "role",
    [
        "!Ref Arn",
        "!Ref Name",
        "!Sub '${Env}-task'",
        "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Env}-task'",
        "!Sub 'arn:aws:iam::${AWS::AccountId}:role/path/${Name}'",
        "!ImportValue role",
    ],
)
def test_a_role_is_found_by_arn_name_or_export(read: Files, role: str) -> None:
    graph = read(ROLES | {"app.yaml": ROLES["app.yaml"].replace("ROLE", role)})
    value = get(graph, "App/Task").get("ExecutionRoleArn")
    assert graph.target(value, "AWS::IAM::Role") is graph.resource("Iam/Role")


@pytest.mark.parametrize("role", ["!Sub '${Env}-other'", "!Ref Env", "arn:aws:iam::1:role/x"])
def test_another_name_finds_no_role(read: Files, role: str) -> None:
    graph = read(ROLES | {"app.yaml": ROLES["app.yaml"].replace("ROLE", role)})
    assert graph.target(get(graph, "App/Task").get("ExecutionRoleArn"), "AWS::IAM::Role") is None


def test_types_of_a_target_are_kept(read: Files) -> None:
    graph = read(ROLES)
    assert graph.target(Reference("Iam/Role"), "AWS::IAM::Role") is graph.resource("Iam/Role")
    assert graph.target(Reference("Iam/Role"), "AWS::EC2::VPC") is None
    assert graph.target(Literal("x")) is None


@pytest.mark.parametrize(
    "policy",
    [
        "{Statement: [{Action: 's3:*', Resource: !GetAtt Bucket.Arn}]}",
        """'{"Statement": [{"Action": "s3:*", "Resource": "arn"}]}'""",
        """!Sub '{"Statement": [{"Action": "s3:*", "Resource": "${Bucket.Arn}"}]}'""",
        """{"Fn::ToJsonString": {Statement: [{Action: "s3:*", Resource: !GetAtt Bucket.Arn}]}}""",
    ],
)
def test_policies_are_read_whether_written_out_or_as_json(read: Files, policy: str) -> None:
    graph = read(f"""\
Resources:
  Bucket: {{Type: AWS::S3::Bucket}}
  Policy: {{Type: AWS::IAM::Policy, Properties: {{PolicyDocument: {policy}}}}}
""")
    value = document(get(graph, "Policy").get("PolicyDocument"))
    assert isinstance(value, Mapping)
    statements = value.get("Statement")
    assert isinstance(statements, Listing)
    (statement,) = statements.items
    assert isinstance(statement, Mapping)
    assert statement.get("Action") == Literal("s3:*")
    assert statement.get("Resource") in (Reference("Bucket", "Arn"), Literal("arn"))


def test_a_text_that_is_no_json_is_unknown() -> None:
    assert isinstance(document(Literal("{nonsense")), Unknown)
    assert isinstance(document(Text((Literal('{"a": '), Reference("X"), Literal("}")))), Unknown)
    assert document(Reference("X")) == Reference("X")


def test_a_list_as_default_is_taken(read: Files) -> None:
    graph = read("""\
Parameters: {S: {Type: CommaDelimitedList, Default: [a, b]}, T: {Type: String, Default: {a: b}}}
Resources: {R: {Type: AWS::SNS::Topic, Properties: {S: !Ref S, T: !Ref T}}}
""")
    assert get(graph, "R").get("S", 1) == Literal("b")
    assert isinstance(get(graph, "R").get("T"), Unknown)


def test_a_parameter_left_out_in_one_case_falls_back_to_its_default(read: Files) -> None:
    graph = read(
        {
            "root.yaml": """\
Parameters: {Big: {Type: String}}
Conditions: {IsBig: !Equals [!Ref Big, "true"]}
Resources:
  C:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: c.yaml, Parameters: {Cpu: !If [IsBig, 512, !Ref AWS::NoValue]}}
""",
            "c.yaml": """\
Parameters: {Cpu: {Type: Number, Default: 256}}
Resources: {T: {Type: AWS::ECS::TaskDefinition, Properties: {Cpu: !Ref Cpu}}}
""",
        }
    )
    cpu = get(graph, "C/T").get("Cpu")
    assert cpu == Choice("IsBig", Literal("512"), Literal("256"))
    assert by_default(cpu)
    assert why_unknown(cpu) == ("the condition IsBig is not decided",)


def test_numbers_and_booleans_in_any_spelling(read: Files) -> None:
    vpc = get(read(app("", "x", "")), "Net/Vpc")
    values = [vpc.get("EnableDnsSupport"), vpc.get("EnableDnsHostnames")]
    assert [value.boolean for value in values if isinstance(value, Literal)] == [True, True]
    assert get(read(app("", "x", "")), "Net/Group").get("SecurityGroupIngress", 0, "IpProtocol") == Literal("-1")


def test_a_value_tells_the_way_it_came(read: Files) -> None:
    graph = read(
        app(
            "V: !GetAtt Net.Outputs.VpcId, W: !Ref Environment",
            "[!Ref V, !Ref W, !Ref D]",
            "V: {Type: String}, W: {Type: String}, D: {Type: String, Default: d}",
        )
    )
    probe = get(graph, "App/Probe")
    vpc = probe.get("P", 0)
    assert trace(vpc) == "app.yaml: V -> root.yaml: Net.Outputs.VpcId -> net.yaml: Vpc"
    assert [(step.line, step.column) for step in vpc.via] == [(2, 63), (4, 95), (12, 18)]
    assert trace(probe.get("P", 1)) == "app.yaml: W -> root.yaml: Environment"
    assert trace(probe.get("P", 2)) == "app.yaml: D (default)"
    assert not by_default(vpc)
    assert by_default(probe.get("P", 2))
    assert vpc == Reference("Net/Vpc")
    assert why_unknown(probe.get("P", 1)) == ("the parameter Environment of root.yaml has no value",)


def test_given_values_are_marked(read: Files) -> None:
    graph = read(
        "Parameters: {A: {Type: String}}\nResources: {R: {Type: T, Properties: {P: !Ref A}}}", parameters={"A": "x"}
    )
    assert trace(get(graph, "R").get("P")) == "root.yaml: A (given)"


@pytest.fixture
def siblings(tmp_path: Path) -> Path:
    (tmp_path / "net.yaml").write_text(NETWORK)
    (tmp_path / "app.yaml").write_text("""\
Parameters: {Stack: {Type: String}, Env: {Type: String}}
Resources:
  Probe:
    Type: AWS::ECS::Service
    Properties:
      Vpc: !ImportValue {"Fn::Sub": "${Stack}-VpcId"}
      Group: !ImportValue {"Fn::Sub": "${Env}-app-Group"}
      Name: !Ref AWS::StackName
""")
    (tmp_path / "stacks.yaml").write_text("""\
network: {template: net.yaml, parameters: {Environment: dev}}
app: {template: app.yaml, parameters: {Stack: network, Env: dev}}
""")
    return tmp_path


def test_declared_stacks_import_from_each_other(siblings: Path) -> None:
    graph = load(siblings / "app.yaml", stacks=siblings / "stacks.yaml", project=siblings)
    probe = get(graph, "Probe")
    assert probe.get("Vpc") == Reference("network:Vpc")
    assert graph.target(probe.get("Vpc")) is graph.resource("network:Vpc")
    assert graph.target(probe.get("Group"), "AWS::EC2::SecurityGroup") is graph.resource("network:Group")
    assert probe.get("Name") == Literal("app")
    assert (probe.root, get(graph, "network:Vpc").root) == ("app.yaml", "net.yaml")


def test_without_the_declaration_imports_are_unknown(siblings: Path) -> None:
    graph = load(siblings / "app.yaml", project=siblings)
    assert isinstance(get(graph, "Probe").get("Vpc"), Unknown)
    assert get(graph, "Probe").get("Name") == Pseudo("AWS::StackName")


def test_parameters_given_win_over_declared_ones(siblings: Path) -> None:
    graph = load(siblings / "app.yaml", {"Stack": "other"}, siblings / "stacks.yaml", siblings)
    assert isinstance(get(graph, "Probe").get("Vpc"), Unknown)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "declares no stacks"),
        ("a: 1", "a: is not a mapping"),
        ("a: {template: 1}", "a.template: is not the path"),
        ("a: {template: none.yaml}", "a.template: there is no such file (got none.yaml)"),
        ("a: {template: ../x.yaml}", "a.template: is outside the project"),
        ("a: {template: net.yaml, paramters: {}}", "did you mean parameters?"),
        ("a: {template: net.yaml, parameters: [1]}", "a.parameters: is not a mapping"),
        ("a: {template: net.yaml, parameters: {P: {}}}", "a.parameters.P: is not a text"),
        ("a: [", "is not valid YAML"),
        ('a: {template: "x\\0y"}', "a.template: is not the path"),
    ],
)
def test_mistakes_in_a_stacks_file_are_told(siblings: Path, text: str, message: str) -> None:
    (siblings / "stacks.yaml").write_text(text)
    with pytest.raises(InputError) as error:
        load(siblings / "app.yaml", stacks=siblings / "stacks.yaml", project=siblings)
    assert message in str(error.value)
    assert "stacks.yaml" in str(error.value)


def test_a_child_completes_what_it_was_given(read: Files) -> None:
    graph = read(
        app(
            "G: !GetAtt Net.Outputs.GroupId, Gateway: !Ref Net",
            "x}}, Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref G, FromPort: 443",
            "G: {Type: String}, Gateway: {Type: String}",
        )
    )
    (rule,) = graph.of_type("AWS::EC2::SecurityGroupIngress")
    assert rule.path == "App/Rule"
    assert graph.target(rule.get("GroupId")) is graph.resource("Net/Group")


def test_an_internet_gateway_is_no_nat_gateway_even_from_another_stack(read: Files) -> None:
    graph = read(
        {
            "root.yaml": """\
Resources:
  Gateway: {Type: AWS::EC2::InternetGateway}
  Routes:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: routes.yaml, Parameters: {InternetGatewayId: !Ref Gateway}}
""",
            "routes.yaml": """\
Parameters: {InternetGatewayId: {Type: String}}
Resources:
  Route: {Type: AWS::EC2::Route, Properties: {NatGatewayId: !Ref InternetGatewayId}}
""",
        }
    )
    (error,) = edge_errors(graph)
    assert error.message == (
        "Routes/Route: NatGatewayId takes NatGateway, but gets Gateway, of type InternetGateway"
        " (routes.yaml: InternetGatewayId -> root.yaml: Gateway)"
    )
    assert error.place == ("routes.yaml", 3, 47)


def test_what_stands_in_a_list_is_of_the_kind_that_is_taken(read: Files) -> None:
    graph = read("""\
Resources:
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}
  Service:
    Type: AWS::ECS::Service
    Properties: {LoadBalancers: [{TargetGroupArn: !Ref Targets}, {TargetGroupArn: !Ref Listener}]}
""")
    (error,) = edge_errors(graph)
    assert error.steps == ("LoadBalancers", 1, "TargetGroupArn")
    assert error.message.startswith(
        "Service: LoadBalancers.1.TargetGroupArn takes TargetGroup, but gets Listener, of type Listener"
    )


def test_one_of_two_associations_stands_in_every_scenario(read: Files) -> None:
    graph = read("""\
Parameters: {Public: {Type: String}}
Conditions: {IsPublic: !Equals [!Ref Public, "true"], IsPrivate: !Not [!Condition IsPublic]}
Resources:
  Open: {Type: AWS::EC2::RouteTable}
  Shut: {Type: AWS::EC2::RouteTable}
  A: {Type: AWS::EC2::SubnetRouteTableAssociation, Condition: IsPublic, Properties: {RouteTableId: !Ref Open}}
  B: {Type: AWS::EC2::SubnetRouteTableAssociation, Condition: IsPrivate, Properties: {RouteTableId: !Ref Shut}}
""")
    kind = "AWS::EC2::SubnetRouteTableAssociation"
    tables = {
        str(each.scenario): [str(association.get("RouteTableId")) for association in each.of_type(kind)]
        for each in graph.scenarios([kind])
    }
    assert tables == {"Public is true": ["${Open}"], "Public is not true": ["${Shut}"]}


EXPORTS = """\
Parameters: {P: {Type: String}}
Conditions: {Never: !Equals [a, b], Open: !Equals [!Ref P, x]}
Resources:
  A: {Type: AWS::EC2::VPC}
  B: {Type: AWS::EC2::VPC}
  R: {Type: T, Properties: {P: !ImportValue vpc}}
Outputs:
  A: {Value: !Ref A, Condition: FIRST, Export: {Name: vpc}}
  B: {Value: !Ref B, Condition: SECOND, Export: {Name: vpc}}
"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Never", "Open", Reference("B")),
        ("Open", "Never", Reference("A")),
        ("Open", "Open", None),
        ("Never", "Never", None),
    ],
)
def test_an_export_that_cannot_exist_takes_no_part(read: Files, first: str, second: str, expected: Reference) -> None:
    value = get(read(EXPORTS.replace("FIRST", first).replace("SECOND", second)), "R").get("P")
    assert value == expected if expected else isinstance(value, Unknown)


def test_a_name_that_two_resources_bear_finds_neither(read: Files) -> None:
    one = "  {}: {{Type: AWS::IAM::Role, Properties: {{RoleName: {}}}}}\n"
    graph = read("Resources:\n" + one.format("A", "x") + one.format("B", "x") + one.format("C", "y"))
    assert graph.target(Literal("x"), "AWS::IAM::Role") is None
    assert graph.target(Literal("y"), "AWS::IAM::Role") is graph.resource("C")
    assert graph.named("AWS::IAM::Role", Reference("A")) is graph.resource("A")
