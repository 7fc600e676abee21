import type { NewSourceInput, SourceChangeInput } from './schema.ts';

/** The bucket form's fields as text; what is not on the screen (a role's ARN under an access key) is not there. */
type Fields = Record<string, string | undefined>;

/** The form of a bucket as `createSource` takes it. Wrong values pass through: the schema says what is wrong, field by field. */
export function newSourceFromForm(fields: Fields): NewSourceInput {
  return { kind: 's3', bucket: fields.bucket ?? '', ...changeFromForm(fields) };
}

export function changeFromForm(fields: Fields): SourceChangeInput {
  return {
    prefix: fields.prefix,
    region: fields.region,
    endpoint: fields.endpoint,
    sqsQueueUrl: fields.sqsQueueUrl,
    // An empty box means that nothing was said, not zero days.
    collectDays: fields.collectDays || undefined,
    regions: fields.regions ?? '',
    accountIds: fields.accountIds ?? '',
    credentials: credentialsFromForm(fields),
  };
}

function credentialsFromForm(fields: Fields): SourceChangeInput['credentials'] {
  const { accessKeyId = '', secretAccessKey } = fields;
  if (fields.credentials === 'default') return { kind: 'default' };
  if (fields.credentials === 'role') {
    const { roleArn = '', externalId } = fields;
    return { kind: 'role', roleArn, externalId, accessKeyId, secretAccessKey };
  }
  return { kind: 'access-key', accessKeyId, secretAccessKey };
}
