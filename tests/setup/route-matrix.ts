import type { APIRequestContext } from '@playwright/test';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';

export const ROLES = ['anonymous', 'stranger', 'viewer', 'ownerA', 'ownerB', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export type Statuses = Record<Role, number>;

/** A and B are accounts of the view; A has an owner and a viewer, B another owner. */
export const A = '048213975106';
export const B = '231094857712';
export const VIEW = 'acme-production';

const [firstRule] = BUILT_IN_RULES;
/** What the first rule of the sample's view leaves out by itself. */
export const OWN_EXCLUSION = `own:1:${firstRule?.exclusions.map(exclusionDigest)[0]}`;

/** The same status for each role, but for those that differ. */
export const every = (status: number, but: Partial<Statuses> = {}): Statuses =>
  ({ ...Object.fromEntries(ROLES.map((role) => [role, status])), ...but }) as Statuses;

/** Pages send people who are not signed in to the sign-in (307), and answer 404 for what one may not see. */
const signedIn = every(200, { anonymous: 307 });
const ofView = every(404, { anonymous: 307, manager: 200, admin: 200 });
const ofA = every(404, { anonymous: 307, viewer: 200, ownerA: 200, manager: 200, admin: 200 });
const ofB = every(404, { anonymous: 307, ownerB: 200, manager: 200, admin: 200 });
const ofAdmins = every(404, { anonymous: 307, admin: 200 });
const api = (statuses: Statuses): Statuses => ({ ...statuses, anonymous: 401 });

/**
 * Who may open what: one row for every page and endpoint, with addresses to try and each role's answer. In braces stands what `filled`
 * puts in. A page or endpoint without a row fails the browser tests.
 */
export const MATRIX: Record<string, Record<string, Statuses>> = {
  '/': { '/': signedIn },
  '/log-sources': { '/log-sources': signedIn },
  '/admin': { '/admin': { ...ofAdmins, admin: 307 } },
  '/admin/users': { '/admin/users': ofAdmins, '/admin/users?show=admins&page=9': ofAdmins },
  '/admin/users/[userId]': {
    '/admin/users/{user}': ofAdmins,
    '/admin/users/nobody': every(404, { anonymous: 307 }),
  },
  '/admin/users/[userId]/access': {
    '/admin/users/{user}/access': ofAdmins,
    '/admin/users/nobody/access': every(404, { anonymous: 307 }),
  },
  '/admin/views': { '/admin/views': ofAdmins },
  '/admin/views/[slug]': {
    [`/admin/views/${VIEW}`]: ofAdmins,
    '/admin/views/nowhere': every(404, { anonymous: 307 }),
  },
  '/admin/accounts': { '/admin/accounts': ofAdmins },
  '/admin/accounts/[accountId]': {
    [`/admin/accounts/${A}`]: ofAdmins,
    '/admin/accounts/000000000000': every(404, { anonymous: 307 }),
  },
  '/admin/sign-in': { '/admin/sign-in': ofAdmins },
  '/admin/tokens': { '/admin/tokens': ofAdmins },
  '/admin/retention': { '/admin/retention': ofAdmins },
  '/admin/audit': { '/admin/audit': ofAdmins, '/admin/audit?result=denied&after=junk': ofAdmins },
  '/profile': { '/profile': signedIn },
  '/profile/second-factor': { '/profile/second-factor': signedIn },
  '/set-password': { '/set-password?token=none': every(200) },
  '/sign-in': { '/sign-in': every(307, { anonymous: 200 }) },
  '/sign-in/code': { '/sign-in/code': every(307) },
  '/sign-in/set-up': { '/sign-in/set-up': every(307) },
  '/first-run': { '/first-run?token=none': every(200) },
  '/[scopeKind]/[scopeId]': {
    [`/view/${VIEW}`]: every(404, { anonymous: 307, manager: 307, admin: 307 }),
    [`/account/${A}`]: every(404, { anonymous: 307, viewer: 307, ownerA: 307, manager: 307, admin: 307 }),
  },
  '/[scopeKind]/[scopeId]/trails': {
    [`/view/${VIEW}/trails`]: ofView,
    [`/account/${A}/trails`]: ofA,
    // Another account's credentials are nobody's to ask for: the page answers without them.
    [`/account/${A}/trails?credentials=${B}`]: ofA,
    [`/account/${B}/trails`]: ofB,
  },
  '/[scopeKind]/[scopeId]/alerts': {
    [`/view/${VIEW}/alerts`]: ofView,
    [`/account/${A}/alerts`]: ofA,
    [`/account/${B}/alerts`]: ofB,
  },
  '/[scopeKind]/[scopeId]/alerts/rules': {
    [`/view/${VIEW}/alerts/rules`]: ofView,
    [`/account/${A}/alerts/rules`]: ofA,
    [`/account/${B}/alerts/rules`]: ofB,
  },
  '/[scopeKind]/[scopeId]/alerts/exclusions': {
    [`/view/${VIEW}/alerts/exclusions`]: ofView,
    [`/account/${A}/alerts/exclusions`]: ofA,
    [`/account/${B}/alerts/exclusions?show=past&rule=1`]: ofB,
  },
  '/[scopeKind]/[scopeId]/alerts/rules/new': {
    [`/view/${VIEW}/alerts/rules/new`]: ofView,
    [`/view/${VIEW}/alerts/rules/new?user=nobody`]: ofView,
    [`/view/${VIEW}/alerts/rules/new?copy=builtin:cis-4.3`]: ofView,
    [`/account/${A}/alerts/rules/new`]: every(404, { anonymous: 307, ownerA: 200, admin: 200 }),
    [`/account/${A}/alerts/rules/new?like=${A}:{eventOfA}`]: every(404, {
      anonymous: 307,
      ownerA: 200,
      admin: 200,
    }),
    // Another account's event under one's own scope.
    [`/account/${B}/alerts/rules/new?like=${A}:{eventOfA}`]: every(404, { anonymous: 307 }),
    [`/account/${B}/alerts/rules/new`]: every(404, { anonymous: 307, ownerB: 200, admin: 200 }),
  },
  '/[scopeKind]/[scopeId]/alerts/rules/[ruleKey]': {
    [`/view/${VIEW}/alerts/rules/builtin:cis-4.3`]: ofView,
    [`/view/${VIEW}/alerts/rules/999999999`]: every(404, { anonymous: 307 }),
    [`/account/${A}/alerts/rules/builtin:cis-4.3`]: ofA,
    [`/account/${B}/alerts/rules/builtin:cis-4.3`]: ofB,
  },
  '/[scopeKind]/[scopeId]/alerts/coverage': {
    [`/view/${VIEW}/alerts/coverage`]: ofView,
    [`/account/${A}/alerts/coverage?show=imported`]: ofA,
    [`/account/${B}/alerts/coverage?show=junk`]: ofB,
  },
  '/[scopeKind]/[scopeId]/alerts/channels': {
    [`/view/${VIEW}/alerts/channels`]: ofView,
    [`/account/${A}/alerts/channels`]: every(404, { anonymous: 307, ownerA: 200, admin: 200 }),
    [`/account/${B}/alerts/channels`]: every(404, { anonymous: 307, ownerB: 200, admin: 200 }),
  },
  '/[scopeKind]/[scopeId]/alerts/channels/[channelId]': {
    [`/account/${A}/alerts/channels/999999999?before=junk`]: every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/searches': {
    [`/view/${VIEW}/searches`]: ofView,
    [`/account/${A}/searches`]: ofA,
    [`/account/${B}/searches`]: ofB,
  },
  '/[scopeKind]/[scopeId]/searches/new-places': {
    [`/view/${VIEW}/searches/new-places`]: ofView,
    [`/account/${A}/searches/new-places`]: ofA,
    [`/account/${B}/searches/new-places`]: ofB,
  },
  '/[scopeKind]/[scopeId]/events': {
    [`/view/${VIEW}/events`]: ofView,
    [`/account/${A}/events`]: ofA,
    [`/account/${B}/events`]: ofB,
    '/account/000000000000/events': every(404, { anonymous: 307 }),
    '/planet/mars/events': every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/events/[accountId]/[eventId]': {
    [`/view/${VIEW}/events/${A}/{eventOfA}`]: ofView,
    [`/account/${A}/events/${A}/{eventOfA}`]: ofA,
    // Another account's event under one's own scope.
    [`/account/${B}/events/${A}/{eventOfA}`]: every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/events/saved/[searchId]': {
    [`/view/${VIEW}/events/saved/{search}`]: every(404, { anonymous: 307, admin: 307, manager: 307 }),
    [`/account/${A}/events/saved/{search}`]: every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/summary': {
    [`/view/${VIEW}/summary`]: ofView,
    [`/account/${A}/summary`]: ofA,
    [`/account/${B}/summary`]: ofB,
  },
  '/[scopeKind]/[scopeId]/buckets': {
    [`/view/${VIEW}/buckets`]: ofView,
    [`/account/${A}/buckets`]: every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/access': {
    [`/view/${VIEW}/access`]: ofAdmins,
    [`/account/${A}/access`]: every(404, { anonymous: 307, ownerA: 200, admin: 200 }),
    [`/account/${B}/access`]: every(404, { anonymous: 307, ownerB: 200, admin: 200 }),
  },
  '/[scopeKind]/[scopeId]/setup': {
    [`/view/${VIEW}/setup`]: ofView,
    [`/account/${A}/setup`]: every(404, { anonymous: 307, ownerA: 200, admin: 200 }),
  },
  '/[scopeKind]/[scopeId]/buckets/[sourceId]': {
    [`/view/${VIEW}/buckets/{source}`]: ofView,
    [`/account/${A}/buckets/{source}`]: every(404, { anonymous: 307 }),
  },
  '/api/auth/[...nextauth]': { '/api/auth/csrf': every(200) },
  '/api/health': { '/api/health': every(200) },
  '/api/v1/openapi.json': { '/api/v1/openapi.json': every(200) },
  '/api/v1/scopes': { '/api/v1/scopes': api(every(200)) },
  '/api/v1/events': {
    [`/api/v1/events?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/events?scope=account:${A}`]: api(ofA),
    [`/api/v1/events?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/events/[accountId]/[eventId]': {
    [`/api/v1/events/${A}/{eventOfA}?scope=account:${A}`]: api(ofA),
    [`/api/v1/events/${A}/{eventOfA}?scope=account:${B}`]: api(every(404)),
  },
  '/api/v1/events/groups': {
    [`/api/v1/events/groups?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/events/groups?scope=account:${A}`]: api(ofA),
    [`/api/v1/events/groups?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/events/facets': {
    [`/api/v1/events/facets?scope=account:${A}&facet=user`]: api(ofA),
    [`/api/v1/events/facets?scope=account:${B}&facet=user`]: api(ofB),
  },
  '/api/v1/export': {
    [`/api/v1/export?scope=view:${VIEW}&format=csv&user=nobody`]: api(ofView),
    [`/api/v1/export?scope=account:${A}&format=ndjson&user=nobody`]: api(ofA),
    [`/api/v1/export?scope=account:${B}&format=csv&user=nobody`]: api(ofB),
  },
  '/api/v1/audit-log': { '/api/v1/audit-log?limit=1': api(every(403, { admin: 200 })) },
  '/api/v1/audit-log/export': {
    '/api/v1/audit-log/export?format=csv&person=nobody': api(every(403, { admin: 200 })),
  },
  '/api/v1/alerts/findings': {
    [`/api/v1/alerts/findings?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/alerts/findings?scope=account:${A}`]: api(ofA),
    [`/api/v1/alerts/findings?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/alerts/findings/export': {
    [`/api/v1/alerts/findings/export?scope=view:${VIEW}&format=csv&show=closed`]: api(ofView),
    [`/api/v1/alerts/findings/export?scope=account:${A}&format=ndjson&show=closed`]: api(ofA),
    [`/api/v1/alerts/findings/export?scope=account:${B}&format=csv&show=closed`]: api(ofB),
  },
  '/api/v1/alerts/findings/[findingId]': {
    [`/api/v1/alerts/findings/1?scope=account:${B}`]: api(every(404)),
  },
  '/api/v1/alerts/exclusions': {
    [`/api/v1/alerts/exclusions?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/alerts/exclusions?scope=account:${A}`]: api(ofA),
    [`/api/v1/alerts/exclusions?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/alerts/exclusions/[exclusionId]': {
    [`/api/v1/alerts/exclusions/999999999?scope=account:${B}`]: api(every(404)),
    [`/api/v1/alerts/exclusions/${OWN_EXCLUSION}?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/alerts/exclusions/${OWN_EXCLUSION}?scope=account:${A}`]: api(ofA),
  },
  '/api/v1/alerts/rules': {
    [`/api/v1/alerts/rules?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/alerts/rules?scope=account:${A}`]: api(ofA),
    [`/api/v1/alerts/rules?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/alerts/rules/[ruleKey]': {
    [`/api/v1/alerts/rules/builtin:cis-4.3?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/alerts/rules/builtin:cis-4.3?scope=account:${A}`]: api(ofA),
    [`/api/v1/alerts/rules/builtin:cis-4.3?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/alerts/rules/[ruleKey]/sigma': {
    [`/api/v1/alerts/rules/builtin:cis-4.3/sigma?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/alerts/rules/builtin:cis-4.3/sigma?scope=account:${A}`]: api(ofA),
    [`/api/v1/alerts/rules/builtin:cis-4.3/sigma?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/alerts/channels': {
    [`/api/v1/alerts/channels?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/alerts/channels?scope=account:${A}`]: api(
      every(403, { stranger: 404, ownerB: 404, ownerA: 200, admin: 200 }),
    ),
    [`/api/v1/alerts/channels?scope=account:${B}`]: api(
      every(404, { ownerB: 200, manager: 403, admin: 200 }),
    ),
  },
  '/api/v1/alerts/channels/[channelId]': {
    [`/api/v1/alerts/channels/999999999?scope=view:${VIEW}`]: api(every(404)),
    [`/api/v1/alerts/channels/999999999?scope=account:${A}`]: api(every(404, { viewer: 403, manager: 403 })),
  },
  '/api/v1/alerts/channels/[channelId]/deliveries': {
    [`/api/v1/alerts/channels/999999999/deliveries?scope=view:${VIEW}`]: api(every(404)),
    [`/api/v1/alerts/channels/999999999/deliveries?scope=account:${A}`]: api(
      every(404, { viewer: 403, manager: 403 }),
    ),
  },
  '/api/v1/saved-searches': {
    [`/api/v1/saved-searches?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/saved-searches?scope=account:${A}`]: api(ofA),
  },
  '/api/v1/saved-searches/[searchId]': {
    [`/api/v1/saved-searches/{search}?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/saved-searches/{search}?scope=account:${A}`]: api(every(404)),
  },
  '/api/v1/summary': {
    [`/api/v1/summary?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/summary?scope=account:${A}`]: api(ofA),
    [`/api/v1/summary?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/freshness': {
    [`/api/v1/freshness?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/freshness?scope=account:${A}`]: api(ofA),
    [`/api/v1/freshness?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/trails': {
    [`/api/v1/trails?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/trails?scope=account:${A}`]: api(ofA),
  },
  '/api/v1/sources': {
    [`/api/v1/sources?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/sources?scope=account:${A}`]: api(ofA),
  },
  '/api/v1/source-tests/[testId]': {
    '/api/v1/source-tests/00000000-0000-4000-8000-000000000000': api(every(404)),
  },
  '/api/v1/policy-checks/[checkId]': {
    '/api/v1/policy-checks/00000000-0000-4000-8000-000000000000': api(every(404)),
  },
  '/api/v1/objects': {
    [`/api/v1/objects?scope=view:${VIEW}&state=ingested`]: api(ofView),
    [`/api/v1/objects?scope=account:${A}&state=ingested`]: api(ofA),
  },
  '/api/v1/objects/summary': {
    [`/api/v1/objects/summary?scope=view:${VIEW}&source={source}`]: api(ofView),
    [`/api/v1/objects/summary?scope=account:${A}&source={source}`]: api(every(404)),
  },
  '/api/v1/objects/[objectId]/records': {
    [`/api/v1/objects/{object}/records?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/objects/{object}/records?scope=account:${A}`]: api(every(404)),
  },
  '/api/v1/objects/[objectId]/content': {
    [`/api/v1/objects/{object}/content?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/objects/{object}/content?scope=account:${A}`]: api(every(404)),
  },
};

/** An address of the matrix with this portal's values in place of its braces. */
export function filled(address: string, values: Readonly<Record<string, string>>): string {
  return address.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`nothing to put into {${name}} of ${address}`);
    return value;
  });
}

/** Values of the sample organisation: an event of account A, and an object of the view's bucket with its source. */
export async function sampleValues(admin: APIRequestContext): Promise<Record<string, string>> {
  const found = await admin.get(`/api/v1/events?scope=account:${A}&limit=1`);
  const { events } = (await found.json()) as { events: { eventId: string }[] };
  const ledger = await admin.get(`/api/v1/objects?scope=view:${VIEW}&state=ingested&limit=1`);
  const { objects } = (await ledger.json()) as { objects: { id: string; sourceId: number }[] };
  const [event] = events;
  const [object] = objects;
  if (!event || !object) throw new Error('the sample organisation has no events or objects yet');
  return { eventOfA: event.eventId, object: object.id, source: String(object.sourceId) };
}
