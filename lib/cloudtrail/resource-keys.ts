/**
 * Which fields of requestParameters and responseElements name a resource. ARNs and EC2-like ids (`i-0abc…`) are known
 * by their form wherever they stand, so only names and ids without a form of their own are listed. Lower case, since
 * services disagree (`dBInstanceIdentifier`, `RoleName`); plurals are found without their `s`.
 */
const NAMES_EVERYWHERE = `
  bucketname bucket s3bucketname s3bucket
  username rolename groupname instanceprofilename serverid samlproviderarn
  groupid securitygroupid instanceid volumeid snapshotid imageid vpcid subnetid networkinterfaceid networkaclid
  routetableid internetgatewayid natgatewayid vpcendpointid vpcpeeringconnectionid transitgatewayid allocationid
  flowlogid launchtemplateid launchtemplatename keyname keypairid
  functionname layername eventsourcemappinguuid
  keyid targetkeyid aliasname
  tablename indexname backuparn streamname deliverystreamname
  stackname stackid changesetname stacksetname
  dbinstanceidentifier dbclusteridentifier dbsnapshotidentifier dbclustersnapshotidentifier dbparametergroupname
  dbsubnetgroupname clusteridentifier cacheclusterid replicationgroupid snapshotidentifier
  clustername nodegroupname addonname fargateprofilename repositoryname
  secretid documentname commandid automationexecutionid maintenancewindowid
  queueurl queuename topicarn topicname subscriptionarn
  loadbalancername targetgroupname autoscalinggroupname launchconfigurationname
  trailname eventdatastore loggroupname alarmname rulename eventbusname
  hostedzoneid distributionid domainname certificatearn restapiid apiid userpoolid identitypoolid
  filesystemid vaultname backupvaultname pipelinename projectname applicationname environmentname
  detectorid ipsetid configurationrecordername configrulename deliverychannelname
  jobname jobqueue workgroup databasename crawlername modelid guardrailid notebookinstancename endpointname
  organizationalunitid policyid handshakeid permissionsetarn networkfirewallname webaclid assessmenttargetarn
  statemachinearn executionarn taskdefinition containerinstance
`;

/** Fields too common to mean a resource everywhere: the services in which they do. */
const NAMES_IN_SERVICES: { readonly [key: string]: string } = {
  name: `cloudtrail ssm eks secretsmanager codebuild codepipeline events scheduler states elasticloadbalancing wafv2 sns
    kms bedrock guardduty glue ecr config organizations iot lambda firehose kinesis logs batch`,
  id: 'cloudfront events guardduty apigateway cognito-identity',
  accesskeyid: 'iam',
  cluster: 'ecs',
  service: 'ecs',
  task: 'ecs',
  rule: 'events',
  target: 'ssm',
  accountid: 'organizations account',
  alias: 'kms',
  policyname: 'iam autoscaling elasticloadbalancing',
  sessionid: 'ssm',
};

/**
 * Neither looked at nor into: secrets, tags, and ids that are new with every call. KMS's encryption context is one of
 * these: with the name of each S3 object in it, the list of resources would grow like the events.
 */
const IGNORED = `
  credentials tagset tag tagspecificationset userdata policydocument policy assumerolepolicydocument template templatebody
  reservationid requestid clienttoken clientrequesttoken clientrequestidempotencytoken nexttoken host attachmentid
  encryptioncontext runtimeversionconfig
`;

/** A set names the services in which the field is a resource. */
export type KeyRule = 'resource' | 'ignored' | 'plain' | ReadonlySet<string>;

const RULES = buildRules();

/** Field names come from outside, so what is remembered of them is bounded. */
const remembered = new Map<string, KeyRule>();
const MAX_REMEMBERED = 10_000;
const LONGEST_NAME = 64;

export function keyRule(key: string): KeyRule {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (key.length > LONGEST_NAME) return 'plain';
  const lowerCase = key.toLowerCase();
  const rule =
    RULES.get(lowerCase) ??
    (lowerCase.endsWith('s') ? RULES.get(lowerCase.slice(0, -1)) : undefined) ??
    'plain';
  if (remembered.size < MAX_REMEMBERED) remembered.set(key, rule);
  return rule;
}

function buildRules(): Map<string, KeyRule> {
  const rules = new Map<string, KeyRule>();
  for (const key of words(NAMES_EVERYWHERE)) rules.set(key, 'resource');
  for (const key of words(IGNORED)) rules.set(key, 'ignored');
  for (const [key, services] of Object.entries(NAMES_IN_SERVICES)) rules.set(key, new Set(words(services)));
  return rules;
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
