/** How AWS's messages name a kind of policy, what a reader should know of it, and what it leaves open. */
type PolicyKind = { inMessage: string; name: string; note: string };

const POLICY_KINDS: readonly PolicyKind[] = [
  {
    inMessage: 'service control polic',
    name: 'service control policy (SCP) of the organisation',
    note: 'The caller itself may be allowed.',
  },
  {
    inMessage: 'resource control polic',
    name: 'resource control policy (RCP) of the organisation',
    note: 'The caller itself may be allowed.',
  },
  {
    inMessage: 'role trust polic',
    name: 'trust policy of the role',
    note: 'It says who may assume the role.',
  },
  {
    inMessage: 'vpc endpoint polic',
    name: 'policy of the VPC endpoint',
    note: 'Another way into the network may be allowed.',
  },
  {
    inMessage: 'permissions boundar',
    name: 'permissions boundary of the caller',
    note: 'Its own policies may allow more.',
  },
  { inMessage: 'session polic', name: 'policy of the session', note: 'The role itself may be allowed.' },
  {
    inMessage: 'resource-based polic',
    name: 'policy of the resource',
    note: 'The caller itself may be allowed.',
  },
  { inMessage: 'identity-based polic', name: 'policy of the caller', note: '' },
];

/** Names of kinds stand near their marker; further on there is only the action. */
const KIND_WITHIN = 48;

/**
 * Why a call was denied, as far as AWS's message tells: a clause that completes "Why denied: …", or null where neither
 * code nor message says it.
 */
export function denialReason(errorCode: string, errorMessage: string): string | null {
  const message = errorMessage.toLowerCase();
  const forbidding = kindAfter(message, 'explicit deny in ');
  if (forbidding !== null) return sentence(`an explicit deny in a ${forbidding.name}`, forbidding.note);
  const missing = kindAfter(message, 'because no ');
  if (missing !== null) return sentence(`no ${missing.name} allows it`, missing.note);
  if (message.includes('explicit deny'))
    return sentence('an explicit deny in a policy that AWS does not name', '');
  if (message.includes('encoded authorization failure message')) {
    return sentence(
      'AWS gives the reason in encoded form only',
      'sts:DecodeAuthorizationMessage makes it readable.',
    );
  }
  if (errorCode.toLowerCase() === 'vpceaccessdenied')
    return sentence('the policy of the VPC endpoint does not allow it', '');
  return null;
}

function kindAfter(message: string, marker: string): PolicyKind | null {
  const at = message.indexOf(marker);
  if (at === -1) return null;
  const near = message.slice(at + marker.length, at + marker.length + KIND_WITHIN);
  return POLICY_KINDS.find(({ inMessage }) => near.includes(inMessage)) ?? null;
}

function sentence(clause: string, note: string): string {
  return note === '' ? `${clause}.` : `${clause}. ${note}`;
}
