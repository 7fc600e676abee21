import type { AccountCredentialsInput } from './schema.ts';

/** The form's fields as text; what is not on the screen is not there. */
type Fields = Record<string, string | undefined>;

/** The form of an account's credentials as `setAccountCredentials` takes it. Wrong values pass through: the schema says what is wrong. */
export function credentialsFromForm(fields: Fields): AccountCredentialsInput {
  const { accessKeyId = '', secretAccessKey, roleArn = '', externalId, endpoint } = fields;
  if (fields.credentials === 'default') return { credentials: { kind: 'default' }, endpoint };
  if (fields.credentials === 'role')
    return { credentials: { kind: 'role', roleArn, externalId, accessKeyId, secretAccessKey }, endpoint };
  return { credentials: { kind: 'access-key', accessKeyId, secretAccessKey }, endpoint };
}
