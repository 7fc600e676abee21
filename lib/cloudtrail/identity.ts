import type { DerivedMemo } from './derived-memo.ts';
import type { Actor, IdentityType } from './event.ts';
import { type LabelInput, labelOf } from './identity-label.ts';
import { asObject, type JsonObject } from './json-value.ts';
import type { RecordFields } from './record-fields.ts';
import { isRedacted } from './redaction.ts';
import { FIELD_BYTES, LABEL_BYTES, type TextMarks, textOf } from './text.ts';

/** Who acted, as one label with the identity fields beside it. Never fails, whatever userIdentity is. */
export function actorOf(record: RecordFields, marks: TextMarks, derived?: DerivedMemo): Actor {
  const identity = asObject(record.userIdentity);
  // What a sign-in says of itself goes into the actor too.
  if (!derived || !identity || asObject(record.additionalEventData)) return makeActor(record, marks);
  const known = derived.actors.get(identity);
  if (known) return known;
  const actor = makeActor(record, marks);
  const isOfIdentityAlone = actor.identityType !== 'AWSService' || actor.labelSource === 'service';
  if (isOfIdentityAlone && !marks.cleaned) derived.actors.set(identity, actor);
  return actor;
}

function makeActor(record: RecordFields, marks: TextMarks): Actor {
  const identity = asObject(record.userIdentity) ?? {};
  const context = asObject(identity.sessionContext);
  const issuer = asObject(context?.sessionIssuer);
  const type = identityTypeOf(identity);
  const arn = textOf(identity.arn, LABEL_BYTES, marks);
  const principalId = textOf(identity.principalId, FIELD_BYTES, marks);
  const sessionName = sessionNameOf(type, principalId, arn);
  const input: LabelInput = { identity, issuer, type, arn, principalId, sessionName, record };
  const label = labelOf(input, marks);
  return {
    identityType: type,
    label: label.text,
    labelSource: label.source,
    arn,
    principalArn: issuer === null ? arn : textOf(issuer.arn, LABEL_BYTES, marks) || arn,
    sessionName,
    accessKeyId: accessKeyOf(identity.accessKeyId, marks),
    mfa: mfaOf(record, context, label.source === 'sso-session'),
  };
}

function identityTypeOf(identity: JsonObject): IdentityType {
  switch (identity.type) {
    case 'Root':
    case 'IAMUser':
    case 'AssumedRole':
    case 'Role':
    case 'FederatedUser':
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'IdentityCenterUser':
    case 'AWSAccount':
    case 'AWSService':
    case 'Directory':
      return identity.type;
    default:
      return 'Unknown';
  }
}

/** After the `:` of principalId; a role session without one names its session last in the STS ARN. */
function sessionNameOf(type: IdentityType, principalId: string, arn: string): string {
  switch (type) {
    case 'AssumedRole':
    case 'Role':
    case 'FederatedUser': {
      const colon = principalId.indexOf(':');
      if (colon !== -1) return principalId.slice(colon + 1);
      return arn.includes(':assumed-role/') || arn.includes(':federated-user/')
        ? arn.slice(arn.lastIndexOf('/') + 1)
        : '';
    }
    case 'AWSAccount':
      return principalId.startsWith('AROA') && principalId.includes(':')
        ? principalId.slice(principalId.indexOf(':') + 1)
        : '';
    default:
      return '';
  }
}

function accessKeyOf(value: unknown, marks: TextMarks): string {
  const key = textOf(value, FIELD_BYTES, marks);
  return isRedacted(key) ? '' : key;
}

/**
 * What a console sign-in says of itself goes before what its session says. Sessions of AWS SSO always say "false",
 * because the second factor was asked for elsewhere: that is no answer.
 */
function mfaOf(record: RecordFields, context: JsonObject | null, isSsoSession: boolean): boolean | null {
  const said =
    yesOrNo(asObject(record.additionalEventData)?.MFAUsed) ??
    yesOrNo(asObject(context?.attributes)?.mfaAuthenticated);
  return isSsoSession && said === false ? null : said;
}

/** CloudTrail writes these as text. */
function yesOrNo(value: unknown): boolean | null {
  if (value === 'true' || value === 'Yes' || value === true) return true;
  return value === 'false' || value === 'No' || value === false ? false : null;
}
