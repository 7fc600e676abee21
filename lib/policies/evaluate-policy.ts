import type { ParsedStatement } from './parse-policy.ts';

/** A request as AWS would judge it. Context keys in lower case: AWS compares them without case. */
export type PolicyRequest = {
  /** `anonymous` is nobody in particular: what only a `*` lets in. */
  principal: { Service: string } | { AWS: string } | 'anonymous';
  action: string;
  resource: string;
  context: Readonly<Record<string, string>>;
};

export type ConditionResult = { operator: string; key: string; values: string[]; met: boolean };

/** Which parts of a statement let a request through. */
export type Match = {
  principal: boolean;
  action: boolean;
  resource: boolean;
  conditions: ConditionResult[];
};

/** Whether the policy by itself lets the request through: some statement allows it, and none denies it. */
export function isAllowed(policy: readonly ParsedStatement[], request: PolicyRequest): boolean {
  return allowedBy(policy, request).length > 0 && deniedBy(policy, request).length === 0;
}

export function allowedBy(policy: readonly ParsedStatement[], request: PolicyRequest): ParsedStatement[] {
  return policy.filter((one) => one.Effect === 'Allow' && isWhole(matchStatement(one, request)));
}

export function deniedBy(policy: readonly ParsedStatement[], request: PolicyRequest): ParsedStatement[] {
  return policy.filter((one) => one.Effect === 'Deny' && isWhole(matchStatement(one, request)));
}

function isWhole(match: Match): boolean {
  return match.principal && match.action && match.resource && match.conditions.every(({ met }) => met);
}

/** How a statement takes a request, part by part. */
export function matchStatement(statement: ParsedStatement, request: PolicyRequest): Match {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  const action = request.action.toLowerCase();
  const likeAction = (pattern: string) => isLike(pattern.toLowerCase(), action);
  const likeResource = (pattern: string) => isLike(pattern, request.resource);
  return {
    principal: NotPrincipal ? !names(NotPrincipal, request) : names(Principal ?? {}, request),
    action: NotAction ? !NotAction.some(likeAction) : (Action ?? []).some(likeAction),
    resource: NotResource ? !NotResource.some(likeResource) : (Resource ?? []).some(likeResource),
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        operator,
        key,
        values,
        met: isMet(operator, values, request.context[key.toLowerCase()]),
      })),
    ),
  };
}

/** Whether everybody is let in by name: `"*"` or `{"AWS": "*"}`. */
export function namesEveryone({ Principal }: ParsedStatement): boolean {
  return Object.values(Principal ?? {}).some((list) => list.includes('*'));
}

function names(principal: Readonly<Record<string, string[]>>, { principal: who }: PolicyRequest): boolean {
  if (principal.AWS?.includes('*')) return true;
  if (who === 'anonymous') return false;
  if ('Service' in who) return (principal.Service ?? []).some((one) => one === who.Service || one === '*');
  const account = who.AWS.split(':')[4];
  return (principal.AWS ?? []).some((one) => one === who.AWS || one === account);
}

type Test = (pattern: string, value: string) => boolean;
const TESTS: Record<string, Test> = {
  stringequals: (wanted, value) => wanted === value,
  stringequalsignorecase: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  stringlike: isLike,
  arnequals: isArnLike,
  arnlike: isArnLike,
  bool: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
};

/** Operators for addresses, dates and numbers are never met: no context that is asked about here holds such a value. */
function isMet(operator: string, values: readonly string[], value: string | undefined): boolean {
  const bare = operator.toLowerCase().replace(/^for(any|all)values?:/, '');
  if (bare === 'null') return values.some((wanted) => (wanted === 'true') === (value === undefined));
  const name = bare.replace(/ifexists$/, '');
  const negated = /^(string|arn)not/.test(name);
  if (value === undefined) return negated || bare !== name;
  const test = TESTS[name.replace(/^(string|arn)not/, '$1')];
  if (!test) return false;
  return values.some((wanted) => test(wanted, value)) !== negated;
}

/** `*` is any run of characters, `?` any one. In time of pattern × value at most, whatever the pattern. */
export function isLike(pattern: string, value: string): boolean {
  let [at, inPattern] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < value.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      resume = at;
    } else if (wanted === '?' || wanted === value[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}

/** Part by part between the first five colons, so that a star does not reach over them. */
function isArnLike(pattern: string, value: string): boolean {
  const [wanted, parts] = [arnParts(pattern), arnParts(value)];
  return wanted.length === parts.length && wanted.every((part, index) => isLike(part, parts[index] ?? ''));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
