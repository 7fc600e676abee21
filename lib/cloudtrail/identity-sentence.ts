import type { Actor } from './event.ts';
import { parseEventTime } from './event-time.ts';
import { asObject, type JsonObject } from './json-value.ts';
import { HIDDEN_USER, UNKNOWN_USER } from './redaction.ts';

/** Pieces of running text; `strong` ones name who and where. */
export type SentenceSegment = { text: string; strong?: boolean };

export type IdentitySentenceParts = {
  /** The record as delivered, parsed; null where its object is gone. */
  record: unknown;
  actor: Actor;
  accountId: string;
  accountName?: string | null;
  /** How the viewer's zone writes a time of day, e.g. `13:58:07`. UTC where not given. */
  formatTime?: (timeMs: number) => string;
};

/**
 * Who acted and how, in words, from the record's identity fields: the person or role, through what, since when, with
 * which second factor, and, where the label is a fallback, that it is one. Isomorphic.
 */
export function identitySentence(parts: IdentitySentenceParts): SentenceSegment[] {
  const identity = asObject(asObject(parts.record)?.userIdentity) ?? {};
  return join([
    ...whoActed(parts, identity),
    ...throughService(parts.actor, identity),
    ...sessionBegan(parts, identity),
    ...secondFactor(parts),
    ...caveats(parts.actor, identity),
  ]);
}

function whoActed(
  { actor, accountId, accountName }: IdentitySentenceParts,
  identity: JsonObject,
): SentenceSegment[] {
  const owner = text(identity.accountId) || accountId;
  const inAccount = [
    plain(' in '),
    strong(owner),
    plain(owner === accountId && accountName ? ` (${accountName})` : ''),
  ];
  const label = strong(actor.label);
  switch (actor.labelSource) {
    case 'sso-session':
      return [
        label,
        plain(' signed in through AWS SSO and acted as the role '),
        strong(roleName(actor)),
        ...inAccount,
        plain('.'),
      ];
    case 'role': {
      const session =
        actor.sessionName === '' ? [] : [plain(', in a session named '), strong(actor.sessionName)];
      return [plain('The role '), label, ...inAccount, plain(' acted'), ...session, plain('.')];
    }
    case 'root':
      return [plain('The '), label, plain(' user of account '), strong(owner), plain(' acted.')];
    case 'user-name':
      return [
        plain(actor.identityType === 'IAMUser' ? 'The IAM user ' : ''),
        label,
        ...inAccount,
        plain(' acted.'),
      ];
    case 'service':
      return [plain('The AWS service '), label, plain(' acted.')];
    case 'federated':
      return [label, plain(' acted as a federated user'), ...inAccount, plain('.')];
    case 'identity-center':
      return [plain('The IAM Identity Center user '), label, plain(' acted.')];
    case 'account':
      return [plain('Somebody in account '), label, plain(' acted on this account.')];
    case 'fallback':
      return fallbackActor(actor, inAccount);
  }
}

function fallbackActor(actor: Actor, inAccount: SentenceSegment[]): SentenceSegment[] {
  if (actor.label === HIDDEN_USER) {
    return [
      plain('Somebody tried to act as a user'),
      ...inAccount,
      plain('. AWS hid the name because there is no such user.'),
    ];
  }
  if (actor.label === UNKNOWN_USER) return [plain('CloudTrail does not say who acted.')];
  return [
    strong(actor.label),
    ...inAccount,
    plain(' acted. CloudTrail gives no name: this is the nearest that it says.'),
  ];
}

/** A service may act with somebody's rights: then the person did not make this very call. */
function throughService(actor: Actor, identity: JsonObject): SentenceSegment[] {
  const invokedBy = text(identity.invokedBy);
  if (invokedBy === '' || invokedBy === actor.label) return [];
  const delegate = text(asObject(identity.invokedByDelegate)?.accountId);
  const by = delegate === '' ? '' : `, for account ${delegate}`;
  return [plain(` The call was made by ${invokedBy} on its behalf${by}, not directly.`)];
}

function sessionBegan(
  { formatTime = utcTime }: IdentitySentenceParts,
  identity: JsonObject,
): SentenceSegment[] {
  const created = text(asObject(asObject(identity.sessionContext)?.attributes)?.creationDate);
  const timeMs = created === '' ? null : parseEventTime(created);
  return timeMs === null ? [] : [plain(` The session began at ${formatTime(timeMs)}.`)];
}

function secondFactor({ actor }: IdentitySentenceParts): SentenceSegment[] {
  if (actor.mfa === true) return [plain(' MFA was used.')];
  if (actor.labelSource === 'sso-session')
    return [plain(' CloudTrail does not record MFA for SSO sessions.')];
  if (actor.mfa === false && PEOPLE.has(actor.identityType)) return [plain(' MFA was not used.')];
  return [];
}

/** For roles "not used" says nothing: machines assume them too. */
const PEOPLE = new Set<Actor['identityType']>(['Root', 'IAMUser']);

function caveats(actor: Actor, identity: JsonObject): SentenceSegment[] {
  const context = asObject(identity.sessionContext);
  const sourceIdentity = text(context?.sourceIdentity);
  const said: SentenceSegment[] = [];
  if (sourceIdentity !== '') said.push(plain(' Its source identity is '), strong(sourceIdentity), plain('.'));
  if (context?.assumedRoot !== undefined && String(context.assumedRoot) === 'true') {
    said.push(plain(' It was a central root session (AssumeRoot), opened from the management account.'));
  }
  if (actor.labelSource === 'sso-session' && isOutsideReservedPath(actor.principalArn)) {
    said.push(
      plain(' The role is not in the path that AWS keeps for SSO, so whoever assumed it chose this name.'),
    );
  }
  return said;
}

/** Anybody may give a role a name like those of AWS SSO; only AWS can put one into this path. */
function isOutsideReservedPath(roleArn: string): boolean {
  return roleArn.includes(':role/') && !roleArn.includes(':role/aws-reserved/sso.amazonaws.com/');
}

/** From the role's own ARN, or from the session's where that is all there is. */
function roleName({ principalArn }: Actor): string {
  const segments = principalArn.split('/');
  return (principalArn.includes(':assumed-role/') ? segments[1] : segments.at(-1)) ?? principalArn;
}

function utcTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function plain(words: string): SentenceSegment {
  return { text: words };
}

function strong(words: string): SentenceSegment {
  return { text: words, strong: true };
}

/** Neighbours of one kind become one piece. */
function join(segments: readonly SentenceSegment[]): SentenceSegment[] {
  const joined: SentenceSegment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (segment.text === '') continue;
    if (last !== undefined && last.strong === segment.strong) last.text += segment.text;
    else joined.push({ ...segment });
  }
  return joined;
}
