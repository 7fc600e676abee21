import type { IdentityType, LabelSource } from './event.ts';
import { asObject, type JsonObject } from './json-value.ts';
import { HIDDEN_USER, isRedacted, UNKNOWN_USER } from './redaction.ts';
import { LABEL_BYTES, type TextMarks, textOf } from './text.ts';

export type LabelInput = {
  record: JsonObject;
  identity: JsonObject;
  /** sessionContext.sessionIssuer: the role or user whose credentials a session uses. */
  issuer: JsonObject | null;
  type: IdentityType;
  arn: string;
  principalId: string;
  sessionName: string;
};

export type Label = { text: string; source: LabelSource };

/** Roles that AWS IAM Identity Center makes; a person's session in one carries the person's name. */
const SSO_ROLE = 'AWSReservedSSO_';

/** The one label that a person would use for who acted, and where it comes from. Never empty. */
export function labelOf(input: LabelInput, marks: TextMarks): Label {
  switch (input.type) {
    case 'Root':
      return { text: 'root', source: 'root' };
    case 'AssumedRole':
    case 'Role':
      return roleLabel(input, marks);
    case 'IAMUser':
      return first(
        input,
        marks,
        [nameOf(input.identity.userName, marks), 'user-name'],
        [iamUserOf(input.arn), 'user-name'],
      );
    case 'AWSService':
      return first(
        input,
        marks,
        [nameOf(input.identity.invokedBy, marks), 'service'],
        [nameOf(input.record.sourceIPAddress, marks), 'fallback'],
      );
    case 'FederatedUser':
      return first(
        input,
        marks,
        [input.sessionName, 'federated'],
        [nameOf(input.identity.userName, marks), 'federated'],
      );
    case 'SAMLUser':
    case 'WebIdentityUser':
      return first(
        input,
        marks,
        [nameOf(input.identity.userName, marks), 'federated'],
        [afterLast(input.principalId, ':'), 'fallback'],
      );
    case 'AWSAccount':
      return first(input, marks, [nameOf(input.identity.accountId, marks), 'account']);
    case 'IdentityCenterUser':
      return identityCenterLabel(input, marks);
    case 'Directory':
    case 'Unknown':
      if (input.identity.onBehalfOf !== undefined) return identityCenterLabel(input, marks);
      return first(
        input,
        marks,
        [nameOf(input.identity.userName, marks), 'user-name'],
        [nameOf(input.identity.invokedBy, marks), 'service'],
      );
  }
}

/** The role's name, whatever path it has; the STS ARN carries no path, the issuer's ARN does. */
function roleLabel(input: LabelInput, marks: TextMarks): Label {
  const role =
    nameOf(input.issuer?.userName, marks) ||
    roleOfStsArn(input.arn) ||
    afterLast(nameOf(input.issuer?.arn, marks), '/') ||
    (input.arn.includes(':role/') ? afterLast(input.arn, '/') : '');
  if (input.sessionName !== '' && role.startsWith(SSO_ROLE))
    return { text: input.sessionName, source: 'sso-session' };
  return first(input, marks, [role, 'role'], [input.sessionName, 'fallback']);
}

/** Since July 2025 a user id alone; before that AWS added the name. */
function identityCenterLabel(input: LabelInput, marks: TextMarks): Label {
  return first(
    input,
    marks,
    [nameOf(input.identity.userName, marks), 'identity-center'],
    [nameOf(asObject(input.identity.onBehalfOf)?.userId, marks), 'identity-center'],
    [nameOf(input.identity.credentialId, marks), 'fallback'],
  );
}

/** The first that is there, and after them what every identity may have. */
function first(input: LabelInput, marks: TextMarks, ...choices: [string, LabelSource][]): Label {
  for (const [text, source] of choices) if (text !== '') return { text, source };
  return { text: fallbackLabel(input, marks), source: 'fallback' };
}

function fallbackLabel({ identity, arn, principalId }: LabelInput, marks: TextMarks): string {
  if (typeof identity.userName === 'string' && isRedacted(identity.userName)) return HIDDEN_USER;
  return (
    afterLast(arn, arn.includes('/') ? '/' : ':') ||
    principalId ||
    nameOf(identity.accessKeyId, marks) ||
    UNKNOWN_USER
  );
}

function nameOf(value: unknown, marks: TextMarks): string {
  const text = textOf(value, LABEL_BYTES, marks);
  return isRedacted(text) ? '' : text;
}

function iamUserOf(arn: string): string {
  return arn.includes(':user/') ? afterLast(arn, '/') : '';
}

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
function roleOfStsArn(arn: string): string {
  const at = arn.indexOf(':assumed-role/');
  if (at === -1) return '';
  const rest = arn.slice(at + ':assumed-role/'.length);
  const slash = rest.indexOf('/');
  return slash === -1 ? rest : rest.slice(0, slash);
}

function afterLast(text: string, separator: string): string {
  return text.slice(text.lastIndexOf(separator) + 1);
}
