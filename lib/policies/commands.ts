import { setupNames } from './setup-names.ts';
import { NEW_KEY_ARN, type SetupPlan } from './setup-plan.ts';

/** One step of the guide: what it is for, and the commands that do it. */
export type CommandStep = { title: string; lines: string[] };

/** What is done once, in the audit account, in this order: the bucket must be there before a trail can deliver to it. */
export function auditCommands(plan: SetupPlan): CommandStep[] {
  const { bucket, region, key } = plan;
  const { files, readPolicy } = setupNames(plan);
  // us-east-1 is the one region that must not be named here.
  const location =
    region === 'us-east-1' ? [] : [`--create-bucket-configuration LocationConstraint=${region}`];
  const named = `--bucket ${quote(bucket)}`;
  return [
    {
      title: 'Make the bucket, closed to the public',
      lines: [
        command('aws s3api create-bucket', named, `--region ${region}`, ...location),
        command(
          'aws s3api put-public-access-block',
          named,
          '--public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
        ),
        command('aws s3api put-bucket-versioning', named, '--versioning-configuration Status=Enabled'),
      ],
    },
    {
      title: 'Let CloudTrail write into it',
      lines: [command('aws s3api put-bucket-policy', named, `--policy file://${files.bucket}`)],
    },
    ...(key === null ? [] : [keyStep(plan)]),
    {
      title: 'Make the policy that Trailkeep reads with',
      lines: [
        command(
          'aws iam create-policy',
          `--policy-name ${readPolicy}`,
          `--policy-document file://${files.collector}`,
        ),
      ],
    },
  ];
}

function keyStep(plan: SetupPlan): CommandStep {
  const { key, region } = plan;
  const policy = `--policy file://${setupNames(plan).files.key}`;
  if (key === 'new')
    return {
      title: 'Make the key; its ARN is what this prints',
      lines: [
        command(
          'aws kms create-key',
          `--region ${region}`,
          policy,
          "--description 'CloudTrail logs'",
          '--query KeyMetadata.Arn',
          '--output text',
        ),
        command('aws kms enable-key-rotation', `--region ${region}`, `--key-id ${NEW_KEY_ARN}`),
      ],
    };
  return {
    title: 'Let CloudTrail use the key',
    lines: [
      command(
        'aws kms put-key-policy',
        `--region ${region}`,
        `--key-id ${quote(key?.arn ?? '')}`,
        '--policy-name default',
        policy,
      ),
    ],
  };
}

/** What is done in each account that has a trail; the same in all of them. */
export function memberCommands(plan: SetupPlan): CommandStep[] {
  const { trailName, region, bucket, prefix, key } = plan;
  const keyId = key === 'new' ? NEW_KEY_ARN : key?.arn;
  const of = [`--name ${quote(trailName)}`, `--region ${region}`];
  return [
    {
      title: 'Make the trail',
      lines: [
        command(
          'aws cloudtrail create-trail',
          ...of,
          `--s3-bucket-name ${quote(bucket)}`,
          ...(prefix === '' ? [] : [`--s3-key-prefix ${quote(prefix.slice(0, -1))}`]),
          '--is-multi-region-trail',
          '--include-global-service-events',
          '--enable-log-file-validation',
          ...(keyId ? [`--kms-key-id ${quote(keyId)}`] : []),
        ),
      ],
    },
    {
      title: 'Say what it records: all management events',
      lines: [
        command(
          'aws cloudtrail put-event-selectors',
          `--trail-name ${quote(trailName)}`,
          `--region ${region}`,
          `--event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true}]'`,
        ),
      ],
    },
    { title: 'Switch it on', lines: [command('aws cloudtrail start-logging', ...of)] },
    {
      title: 'See, some ten minutes later, that it delivers',
      lines: [
        command(
          'aws cloudtrail get-trail-status',
          ...of,
          "--query '[IsLogging,LatestDeliveryTime,LatestDeliveryError]'",
        ),
      ],
    },
  ];
}

/** One command, an option to a line. */
export function command(name: string, ...options: string[]): string {
  return [name, ...options].join(' \\\n  ');
}

/** A word for the shell: as it is where that is safe. */
function quote(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
