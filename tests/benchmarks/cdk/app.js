// The benchmark's other yardstick: the same architecture in CDK's own constructs, a nested stack for each service.
const cdk = require("aws-cdk-lib");
const { aws_ec2: ec2, aws_ecs: ecs, aws_elasticloadbalancingv2: elb, aws_kms: kms, aws_logs: logs, aws_rds: rds } = cdk;

const services = Number(process.env.SERVICES);
const app = new cdk.App();
const root = new cdk.Stack(app, "Bench", { env: { region: "us-east-1" } });
const vpc = new ec2.Vpc(root, "Vpc", {
  maxAzs: 2,
  natGateways: 0,
  subnetConfiguration: [
    { name: "public", subnetType: ec2.SubnetType.PUBLIC },
    { name: "tasks", subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    { name: "data", subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  ],
});
for (const api of ["ECR", "ECR_DOCKER", "CLOUDWATCH_LOGS", "SECRETS_MANAGER"]) {
  vpc.addInterfaceEndpoint(api, { service: ec2.InterfaceVpcEndpointAwsService[api] });
}
vpc.addGatewayEndpoint("S3", { service: ec2.GatewayVpcEndpointAwsService.S3 });
const key = new kms.Key(root, "Key", { enableKeyRotation: true });
const cluster = new ecs.Cluster(root, "Cluster", { vpc, defaultCloudMapNamespace: { name: "bench.internal" } });
const database = new rds.DatabaseInstance(root, "Database", {
  engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }),
  vpc,
  vpcSubnets: { subnetGroupName: "data" },
  storageEncryptionKey: key,
});
const balancer = new elb.ApplicationLoadBalancer(root, "Balancer", { vpc, internetFacing: true });
const listener = balancer.addListener("Http", {
  port: 80,
  defaultAction: elb.ListenerAction.fixedResponse(404),
});
let previous;
for (let number = 0; number < services; number++) {
  const name = `service-${String(number).padStart(3, "0")}`;
  const stack = new cdk.NestedStack(root, name);
  const task = new ecs.FargateTaskDefinition(stack, "Task", { cpu: 256, memoryLimitMiB: 512 });
  task.addContainer("app", {
    image: ecs.ContainerImage.fromRegistry(`111122223333.dkr.ecr.us-east-1.amazonaws.com/${name}:v1`),
    portMappings: [{ containerPort: 3000 }],
    environment: { DB_HOST: database.dbInstanceEndpointAddress },
    secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(database.secret, "password") },
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: name, logGroup: new logs.LogGroup(stack, "Log") }),
  });
  const group = new ec2.SecurityGroup(stack, "Group", { vpc, allowAllOutbound: false });
  const service = new ecs.FargateService(stack, "Service", {
    cluster,
    taskDefinition: task,
    securityGroups: [group],
    vpcSubnets: { subnetGroupName: "tasks" },
    cloudMapOptions: { name },
  });
  const target = new elb.ApplicationTargetGroup(stack, "Targets", {
    vpc,
    port: 3000,
    protocol: elb.ApplicationProtocol.HTTP,
    targets: [service],
    healthCheck: { path: `/${name}` },
  });
  new elb.ApplicationListenerRule(stack, "Rule", {
    listener,
    priority: number + 1,
    conditions: [elb.ListenerCondition.pathPatterns([`/${name}/*`])],
    action: elb.ListenerAction.forward([target]),
  });
  group.connections.allowTo(database, ec2.Port.tcp(5432));
  if (previous) group.connections.allowTo(previous, ec2.Port.tcp(3000));
  previous = group;
}
