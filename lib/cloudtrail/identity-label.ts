import type { IdentityType, LabelSource } from './event.ts';
import { asObject, type JsonObject } from './json-value.ts';
import type { RecordFields } from './record-fields.ts';
import { HIDDEN_USER, isRedacted, UNKNOWN_USER } from './redaction.ts';
import { LABEL_BYTES, type TextMarks, textOf } from './text.ts';

export type LabelInput = {
  record: RecordFields;
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
  const { identity } = input;
  switch (input.type) {
    case 'Root':
      return { text: 'root', source: 'root' };
    case 'AssumedRole':
    case 'Role':
      return roleLabel(input, marks);
    case 'IAMUser':
      return (
        named(identity.userName, 'user-name', marks) ??
        named(iamUserOf(input.arn), 'user-name', marks) ??
        fallback(input, marks)
      );
    case 'AWSService':
      return (
        named(identity.invokedBy, 'service', marks) ??
        named(input.record.sourceIPAddress, 'fallback', marks) ??
        fallback(input, marks)
      );
    case 'FederatedUser':
      return (
        named(input.sessionName, 'federated', marks) ??
        named(identity.userName, 'federated', marks) ??
        fallback(input, marks)
      );
    case 'SAMLUser':
    case 'WebIdentityUser':
      return (
        named(identity.userName, 'federated', marks) ??
        named(afterLast(input.principalId, ':'), 'fallback', marks) ??
        fallback(input, marks)
      );
    case 'AWSAccount':
      return named(identity.accountId, 'account', marks) ?? fallback(input, marks);
    case 'IdentityCenterUser':
      return identityCenterLabel(input, marks);
    case 'Directory':
    case 'Unknown':
      if (identity.onBehalfOf !== undefined) return identityCenterLabel(input, marks);
      return (
        named(identity.userName, 'user-name', marks) ??
        named(identity.invokedBy, 'service', marks) ??
        fallback(input, marks)
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
  return named(role, 'role', marks) ?? named(input.sessionName, 'fallback', marks) ?? fallback(input, marks);
}

/** Since July 2025 a user id alone; before that AWS added the name. */
function identityCenterLabel(input: LabelInput, marks: TextMarks): Label {
  return (
    named(input.identity.userName, 'identity-center', marks) ??
    named(asObject(input.identity.onBehalfOf)?.userId, 'identity-center', marks) ??
    named(input.identity.credentialId, 'fallback', marks) ??
    fallback(input, marks)
  );
}

/** Null where the record gives no such name, or AWS took it out. */
function named(value: unknown, source: LabelSource, marks: TextMarks): Label | null {
  const text = nameOf(value, marks);
  return text === '' ? null : { text, source };
}

/** What any identity may have, the most telling first. */
function fallback({ identity, arn, principalId }: LabelInput, marks: TextMarks): Label {
  const isHidden = typeof identity.userName === 'string' && isRedacted(identity.userName);
  const text =
    (isHidden && HIDDEN_USER) ||
    afterLast(arn, arn.includes('/') ? '/' : ':') ||
    principalId ||
    nameOf(identity.accessKeyId, marks) ||
    UNKNOWN_USER;
  return { text, source: 'fallback' };
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
