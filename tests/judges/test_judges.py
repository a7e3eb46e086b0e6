"""Each judge reads cases of the form that its project has, and tells agreement, doubt, difference and what is not ours.

The cases here are our own; those of the projects are not in this repository.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.judges.__main__ import FOLDERS, JUDGES, main
from tests.judges.compared import figure

_ROLE = "arn:aws:iam::111122223333:role/app"
_PULL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}}


def _request(action: str, resource: str = "*") -> dict[str, Any]:
    told = {"resource": resource, "accountId": "111122223333"}
    return {"action": action, "principal": _ROLE, "resource": told, "context": {}}


def _iam(action: str, response: str, **more: Any) -> dict[str, Any]:
    request = _request(action, more.pop("resource", "*"))
    return {"name": action, "request": request, "identityPolicies": [_PULL], "expected": {"response": response}, **more}


IAM = [
    _iam("ecr:BatchGetImage", "Allowed"),
    _iam("s3:GetObject", "ImplicitlyDenied"),
    _iam("s3:PutObject", "Allowed"),
    _iam("ecr:ListImages", "Allowed", identityPolicies=[{"Version": "1999-10-17", "Statement": []}]),
    _iam("ecr:ListImages", "Allowed", simulation={"mode": "Discovery"}),
    _iam("ecr:ListImages", "Allowed", serviceControlPolicies=[{}]),
    _iam("ecr:ListImages", "Allowed", resource="arn:aws:ecr:us-east-1:111122223333:repository/*"),
    _iam("ecr:ListImages", "Allowed", permissionBoundaries=[_PULL, _PULL]),
]

MALFORMED = """\
import somewhere_else
invalid_policy_document_test_cases = [
    {"document": {"Version": "2012-10-17"}, "error_message": "no"},
    {"document": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}},
     "error_message": "no"},
]
valid_policy_documents = [
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}},
]
"""

INTRINSICS = """\
class Joining:
    def setUp(self):
        self.resolver = IntrinsicResolver(template={}, symbol_resolver=IntrinsicsSymbolTable())

    def test_join(self):
        result = self.resolver.intrinsic_property_resolver({"Fn::Join": ["-", ["a", {"Ref": "AWS::Region"}]]}, True)
        self.assertEqual(result, "a-us-east-1")

    def test_wrong(self):
        self.assertEqual(self.resolver.intrinsic_property_resolver({"Fn::Join": ["-", ["a", "b"]]}, True), "ab")

    def test_true(self):
        self.assertTrue(self.resolver.intrinsic_property_resolver({"Fn::Equals": ["a", "a"]}, True))

    @parameterized.expand([("{}".format(item), item) for item in [True, "text"]])
    def test_refused(self, name, item):
        with self.assertRaises(Wrong, msg=name):
            self.resolver.intrinsic_property_resolver({"Fn::Join": item}, True)

    def test_refused_for_a_part(self):
        with self.assertRaises(Wrong):
            self.resolver.intrinsic_property_resolver({"Fn::Join": ["", ["a", {"b": "c"}]]}, True)

    def test_unseen(self):
        self.assertEqual(self.resolver.intrinsic_property_resolver({"Fn::ImportValue": "x"}, True), "y")

    def test_of_its_own_machinery(self):
        with patch("somewhere"):
            self.resolver.run()
"""

TERRAFORM = """\
resource "aws_nat_gateway" "plain" {
  subnet_id = "subnet-1" # where it stands
}

resource "aws_nat_gateway" "used" {
  subnet_id = aws_subnet.one.id
}

resource "aws_nat_gateway" "each" {
  for_each  = { "a" : { subnet : "subnet-1" } }
  subnet_id = each.value.subnet
}

resource "aws_nat_gateway" "computed" {
  subnet_id = cidrsubnet("10.0.0.0/16", 8, 1)
}
"""
GOLDEN = """\
 aws_nat_gateway.plain
 ├─ NAT gateway                  730  hours                   $32.85
 ├─ NAT gateway (reserved)       730  hours                   $12.00
 └─ Data processed    Monthly cost depends on usage: $0.045 per GB

 aws_nat_gateway.used
 ├─ NAT gateway                  730  hours                   $31.00
 └─ Data processed               100  GB                       $4.50  *

 aws_nat_gateway.each["a"]
 └─ NAT gateway                  730  hours                   $32.85
"""
WAYS = """
private static String TESTCONFIGS_DIR = "one";
private static String _a = "i-a"; private static String _b = "i-b"; private static Ip _bIp = Ip.parse("10.0.0.2");
@Test
public void testOut() {
  testTrace(getAnyFlow(_a, Ip.parse("8.8.8.8"), _batfish), FlowDisposition.NO_ROUTE, x);
  testTrace(getTcpFlow(_a, _bIp, 22, _batfish), FlowDisposition.ACCEPTED, x);
  testTrace(getTcpFlow(_a, _bIp, 23, _batfish), FlowDisposition.ACCEPTED, x);
  testTrace(getTcpFlow(_internet, _bIp, 23, _batfish), FlowDisposition.ACCEPTED, x);
"""
_ANYBODY = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
_INSTANCE = {"SubnetId": "subnet-0000000a", "SecurityGroups": [{"GroupId": "sg-0000000a"}]}
RECORDED: dict[str, list[dict[str, object]]] = {
    "Vpcs": [{"VpcId": "vpc-0000000a", "CidrBlock": "10.0.0.0/16"}],
    "Subnets": [{"SubnetId": "subnet-0000000a", "VpcId": "vpc-0000000a", "CidrBlock": "10.0.0.0/24"}],
    "RouteTables": [{"RouteTableId": "rtb-0000000a", "VpcId": "vpc-0000000a", "Associations": [{"Main": True}]}],
    "SecurityGroups": [{
        "GroupId": "sg-0000000a", "GroupName": "g", "VpcId": "vpc-0000000a",
        "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, **_ANYBODY}],
        "IpPermissionsEgress": [{"IpProtocol": "-1", **_ANYBODY}],
    }],
    "Reservations": [{"Instances": [
        {"InstanceId": "i-a", "PrivateIpAddress": "10.0.0.1", **_INSTANCE},
        {"InstanceId": "i-b", "PrivateIpAddress": "10.0.0.2", **_INSTANCE},
    ]}],
}  # fmt: skip

DIAGNOSING = """\
  test('a failure', async () => {
      events.unshift({ LogicalResourceId: 'Topic', ResourceType: 'AWS::SNS::Topic', ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: 'Zzyzx is out of frobs' });
      expect(result).toMatchObject({ problems: [{ logicalId: 'Topic', message: 'Zzyzx is out of frobs' }] });
  });
  test('another resource', async () => {
      events.unshift({ LogicalResourceId: 'Topic', ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: 'Zzyzx' });
      expect(result).toMatchObject({ problems: [{ logicalId: 'Queue' }] });
  });
  test('a deployment that went well', async () => {
      events.unshift({ LogicalResourceId: 'Topic', ResourceStatus: 'CREATE_COMPLETE' });
      expect(result).toMatchObject({ type: 'no-problem' });
  });
  test('its own parts', async () => { expect(parse('a/b')).toEqual({}); });
  test('a report', () => {
      const msg = report({ problems: [tracedError({ logicalId: 'Queue', message: 'Zzyzx is out of frobs' })] });
      expect(msg).toMatchSnapshot();
  });
  function failedChangeSet() {
    return { Status: 'FAILED', StatusReason: 'Zzyzx is out of frobs' };
  }
  test('a change set', async () => {
      await diagnose(failedChangeSet());
      expect(result).toMatchObject({ type: 'problem' });
  });
"""

TROUBLESHOOTING = """\
@pytest.mark.parametrize("container,expected", [
    ({"exitCode": 139}, "segmentation_fault"), ({"reason": "CannotPullContainerError: x"}, "other"), ({}, "other"),
])
def test_categories(container, expected):
    assert categorize(container) == expected

def test_quiet():
    ecs.describe_services.return_value = {"services": [{"serviceName": "web", "events": [
        {"message": "(service web) has reached a steady state."}], "createdAt": now}]}
    assert result["issues"] == []

def test_own():
    assert parse("x") == 1
"""

TOPIC_CHANGE = {"LogicalResourceId": "Topic", "ResourceType": "AWS::SNS::Topic", "PhysicalResourceId": "arn-1"}
DISPLAYED = {"Attribute": "Properties", "Name": "DisplayName", "RequiresRecreation": "Never"}
BRANCHES = {"BeforeContext": {"Properties": {"DisplayName": "a"}}, "AfterContext": {"Properties": {"DisplayName": "b"}}}
ECHO_CHANGE = {
    "LogicalResourceId": "Echo",
    "ResourceType": "AWS::SNS::Topic",
    "Action": "Modify",
    "Replacement": "False",
}


def _change_set(*changes: dict[str, object], **more: object) -> dict[str, object]:
    listed = [{"Type": "Resource", "ResourceChange": change} for change in changes]
    return {"ChangeSetName": "c", "Status": "CREATE_COMPLETE", "Changes": listed, **more}


def _detail(**more: object) -> dict[str, object]:
    return {"Target": DISPLAYED, "Evaluation": "Static", **more}


def _events(*statuses: str) -> list[dict[str, str]]:
    return [{"ResourceStatus": status, "PhysicalResourceId": "arn-1"} for status in statuses]


RECORDINGS = {
    "test_x.py::T::test_two": {
        "recorded-content": {
            "describe-change-set-1-prop-values": _change_set({**TOPIC_CHANGE, "Action": "Add"}),
            "describe-change-set-2-prop-values": _change_set(
                {**TOPIC_CHANGE, "Action": "Modify", "Replacement": "False", "Details": [_detail()], **BRANCHES},
            ),
            "describe-change-set-2": _change_set(
                {**TOPIC_CHANGE, "Action": "Modify", "Replacement": "False", "Details": [_detail()]},
                {**ECHO_CHANGE, "Details": [_detail(Evaluation="Dynamic")]},
            ),
            "per-resource-events": {
                "Topic": _events("CREATE_COMPLETE", "UPDATE_COMPLETE"),
                "Echo": _events("CREATE_COMPLETE"),
                "Other": _events("CREATE_COMPLETE", "UPDATE_COMPLETE"),
            },
            "post-create-2-describe": {"StackStatus": "UPDATE_COMPLETE"},
        }
    },
    "test_x.py::T::test_said": {
        "recorded-content": {
            "error": {"Error": {"Code": "ValidationError", "Message": "Stack [x] does not exist"}},
            "failed": {"Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."},
            "progress": {"ResourceStatus": "CREATE_IN_PROGRESS", "ResourceStatusReason": "User Initiated"},
            "odd": {"ResourceStatus": "CREATE_FAILED", "ResourceStatusReason": "Zzyzx is out of frobs"},
            "wrong": {
                "ResourceStatus": "CREATE_FAILED",
                "ResourceStatusReason": "FATAL: sorry, too many clients already",
            },
        }
    },
}
RECORDED_TEST = """\
class T:
    def test_two(self, snapshot, capture_update_process):
        name1 = f"name-{long_uid()}"
        snapshot.add_transformer(RegexTransformer(name1, "name-one"))
        topic = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a"}}
        template_1 = {"Resources": {"Topic": topic}}
        changed = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "b"}}
        template_2 = {"Resources": {"Topic": changed}}
        capture_update_process(snapshot, template_1, template_2)
"""
SNAPSHOTS = {"test_x.snapshot.json": json.dumps(RECORDINGS), "test_x.py": RECORDED_TEST}

FILES: dict[str, dict[str, str]] = {
    "changing": SNAPSHOTS,
    "rehearsing": SNAPSHOTS,
    "telling": SNAPSHOTS,
    "prices": {
        "nat_gateway_test/nat_gateway_test.tf": TERRAFORM,
        "nat_gateway_test/nat_gateway_test.golden": GOLDEN,
        "nat_gateway_test/nat_gateway_test.usage.yml": (
            "resource_usage:\n  aws_nat_gateway.used:\n    monthly_data_processed_gb: 100\n"
        ),
    },
    "iam": {"coreEngineTests/x/cases.json": json.dumps(IAM)},
    "malformed": {"test_iam_policies.py": MALFORMED},
    "managed": {
        "a.json": json.dumps({
            "arn": "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess", "version": "v1",
            "document": {"Statement": [
                {"Effect": "Allow", "Resource": "*", "Action": ["ssm:List*", "ssm:Get*"]},
                {"Effect": "Allow", "Resource": ["*"], "Action": "ssm:Describe*"},
            ]},
        }),
        "b.json": json.dumps({
            "arn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "version": "v9",
            "document": {"Statement": {"Effect": "Allow", "Resource": "*", "Action": "s3:*"}},
        }),
        "c.json": json.dumps({
            "arn": "arn:aws:iam::aws:policy/AmazonNobodyKnows", "version": "v1",
            "document": {"Statement": {"Effect": "Allow", "Resource": "*", "Action": "s3:*"}},
        }),
        "d.json": json.dumps({
            "arn": "arn:aws:iam::aws:policy/AmazonNobodyKnowsThatItRefuses", "version": "v1",
            "document": {"Statement": {"Effect": "Deny", "Resource": "*", "Action": "s3:*"}},
        }),
        "e.json": json.dumps({"name": "Old", "document": {"Statement": []}}),
    },
    "intrinsics": {"test_intrinsic_resolver.py": INTRINSICS},
    "arns": {
        "cfn_to_arn_map.json": json.dumps({
            "KMS": {"Key": {"Arn": {"Value": "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}"}}},
            "S3": {"Bucket": {"Arn": {"Value": "arn:${Partition}:s3:${Region}::${Name}"}}},
            "Nothing": {"Thing": {"Arn": {"Value": "arn:x"}}},
        }),
        "services_where_ref_returns_arn.json": json.dumps({"Resources": ["AWS::Nothing::Thing"]}),
    },
    "dockerfiles": {
        "one/Dockerfile": (
            'FROM alpine AS a\nENV A="b c"  D=e\nCOPY --from=a -- x /y/\nHEALTHCHECK CMD ["true"]\nUSER me\n'
        ),
        "one/result": (
            '(from "alpine" "AS" "a")\n(env "A" "\\"b c\\"" "=" "D" "e" "=")\n(copy ["--from=a"] "x" "/y/")\n'
            '(healthcheck "CMD" "true")\n(user "you")\n'
        ),
    },
    "words": {
        "envVarTest": "# words\nA|x${PWD}  |  x/home\nA|${OTHER}  |  x\nA|'x  |  error\nA|x  |  y\nW|x  |  x\n",
        "wordsTest": "a${b}c | ac\nENV b= d \na${b}c | a,d,c\n\"a | error\n",
    },
    "diagnosing": {"stack.test.ts": DIAGNOSING},
    "troubleshooting": {"test_fetch.py": TROUBLESHOOTING},
    "images": {
        "repos/alpine/local/3.22.md": "### `apk` package: `busybox`\n\n### `apk` package: `curl`\n",
        "repos/debian/local/12.md": "Binary Packages:\n\n- `bash=5.2`\n- `libc6:amd64=2.36`\n- `perl-base=5.36`\n",
    },
    "ways": {
        "java/org/batfish/representation/aws/AwsConfigurationOneTest.java": WAYS,
        **{f"resources/one/{name}.json": json.dumps({name: told}) for name, told in RECORDED.items()},
    },
}  # fmt: skip

FIGURES = {
    "changing": "6 cases: 3 agree, 1 unknown, 1 differ, 1 not applicable",
    "rehearsing": "6 cases: 4 agree, 0 unknown, 1 differ, 1 not applicable",
    "telling": "7 cases: 4 agree, 1 unknown, 1 differ, 1 not applicable",
    "prices": "8 cases: 4 agree, 0 unknown, 2 differ, 2 not applicable",
    "iam": "8 cases: 2 agree, 1 unknown, 1 differ, 4 not applicable",
    "malformed": "3 cases: 2 agree, 0 unknown, 1 differ, 0 not applicable",
    "managed": "5 cases: 1 agree, 1 unknown, 2 differ, 1 not applicable",
    "intrinsics": "8 cases: 5 agree, 1 unknown, 1 differ, 1 not applicable",
    "arns": "5 cases: 3 agree, 0 unknown, 1 differ, 1 not applicable",
    "dockerfiles": "5 cases: 4 agree, 0 unknown, 1 differ, 0 not applicable",
    "diagnosing": "6 cases: 4 agree, 0 unknown, 1 differ, 1 not applicable",
    "troubleshooting": "5 cases: 3 agree, 0 unknown, 1 differ, 1 not applicable",
    "words": "8 cases: 4 agree, 2 unknown, 1 differ, 1 not applicable",
    "ways": "4 cases: 2 agree, 0 unknown, 1 differ, 1 not applicable",
}


def _written(folder: Path, judge: str) -> Path:
    for name, text in FILES[judge].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.mark.parametrize("judge", FIGURES)
def test_a_judge_counts_what_became_of_its_cases(tmp_path: Path, judge: str) -> None:
    assert figure(JUDGES[judge](_written(tmp_path, judge))) == FIGURES[judge]


def test_images_are_judged_by_their_packages(tmp_path: Path) -> None:
    found = {case.name: case.outcome.value for case in JUDGES["images"](_written(tmp_path, "images"))}
    names = [
        "alpine:3.22 curl",
        "alpine:3.22 wget",
        "alpine:3.22 bash",
        "alpine:3.22 git",
        "debian:12 bash",
        "debian:12 perl",
    ]
    assert [found[name] for name in names] == ["differ", "not applicable", "agree", "unknown", "agree", "agree"]


def test_the_entry_prints_the_figure_and_shows_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["malformed", str(_written(tmp_path, "malformed"))]) == 0
    assert capsys.readouterr().out == f"malformed: {FIGURES['malformed']}\n"
    assert main(["malformed", str(tmp_path), "--show"]) == 0
    assert "differ: refused 2 (no): theirs True, ours False" in capsys.readouterr().out


@pytest.mark.parametrize("judge", JUDGES)
def test_a_folder_that_is_wrong_is_told(tmp_path: Path, judge: str, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, wrong in ((tmp_path / "gone", "is no folder"), (tmp_path, f"holds no case of {judge}")):
        assert main([judge, str(folder)]) == 2
        assert capsys.readouterr().err == f"{folder} {wrong}; {judge} reads {FOLDERS[judge]} (docs/judges.md)\n"


def test_files_that_are_no_longer_as_they_were_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "AdministratorAccess.json").write_text("version https://git-lfs.github.com/spec/v1\n")
    assert main(["managed", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"{tmp_path} holds what managed cannot read (JSONDecodeError: ")
    assert told.count("\n") == 1


def test_the_page_names_the_folder_of_each_judge() -> None:
    page = (Path(__file__).parents[2] / "docs/judges.md").read_text().replace("`", "")
    for judge, folders in FOLDERS.items():
        for whole in folders.split("; or "):
            project, _, folder = whole.partition(", ")
            rows = [row for row in page.splitlines() if row.startswith(f"| {judge} |")]
            assert any((project in row and folder in row) or "the same" in row for row in rows), (judge, whole)
