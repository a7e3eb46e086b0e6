"""Messages as people have met them, word for word, by the lesson that they taught."""

from __future__ import annotations

LESSONS = {
    1: """\
ResourceInitializationError: unable to pull secrets or registry auth:\x20
unable to retrieve secret from asm: There is a connection issue between\x20
the task and AWS Secrets Manager. Check your task network configuration.\x20
failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:rds-credentials-aAhHLW\x20
from secrets manager: operation error Secrets Manager: GetSecretValue,\x20
https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded
""",
    2: """\
ResourceInitializationError: failed to validate logger args:\x20
The task cannot find the Amazon CloudWatch log group defined in the task definition.\x20
There is a connection issue between the task and Amazon CloudWatch.\x20
Check your network configuration. signal: killed
""",
    3: """\
api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/ecsTaskExecutionRole/...\x20
is not authorized to perform: secretsmanager:GetSecretValue\x20
because no identity-based policy allows the secretsmanager:GetSecretValue action
""",
    5: "ResourceInitializationError: unable to pull secrets or registry auth\n",
    8: """\
(service task-service) (task b5067ed30cc5431d89fe74c47fd9981f) failed container health checks.
(service task-service) (deployment ecs-svc/4135006185409410497) deployment failed: tasks failed to start.
""",
    9: """\
Registration error: error: no pg_hba.conf entry for host "10.0.101.27",\x20
user "dbadmin", database "taskmanagement", no encryption
""",
    10: """\
curl http://auth-service.task-management.local:3000/auth/health
curl: (6) Could not resolve host: auth-service.task-management.local
""",
}

BENIGN = """\
(service web) has reached a steady state.
(service web) (deployment ecs-svc/4135006185409410497) deployment completed.
(service web) has started 2 tasks: (task 1f2e) (task 3d4c).
(service web) registered 1 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/w/1)
(service web) has stopped 1 running tasks: (task 1f2e).
(service web) has begun draining connections on 1 tasks.
Task Service listening on port 3000
GET /tasks/health 200 3ms
GET /favicon.ico 404 not found
CREATE_COMPLETE AWS::ECS::Service AuthService
UPDATE_IN_PROGRESS AWS::CloudFormation::Stack task-management-dev
Successfully created/updated stack - task-management-dev
npm warn deprecated rimraf@2.7.1: no longer supported
Step 4/9 : RUN npm ci --omit=dev
Pushed 111122223333.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0.2
Downloaded newer image for public.ecr.aws/docker/library/node:24-alpine
digest: sha256:625d54dc4bb9e0bc63362cc2b96ba3f5cd3368fdaea22e6f0d232829e8b49931 size: 1570
Connected to database taskmanagement on db.example.us-east-1.rds.amazonaws.com:5432
container exited with code 0
"exitCode": 0
the directory already exists, skipping
number of services 12, number of subnets 4
secretsmanager:GetSecretValue is allowed on arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf
Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, logs:CreateLogStream, kms:Decrypt]
rsync: not found, using cp
request completed in 137 ms, 53300 rows
operation in progress, please wait
the user does not exist yet and will be created
healthStatus: HEALTHY, lastStatus: RUNNING, desiredStatus: RUNNING
arn:aws:iam::111122223333:role/app-access-denied-page
""".splitlines()
