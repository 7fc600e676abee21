import { A, every, OWN_EXCLUSION, type Statuses, VIEW } from './route-matrix.ts';

export type Mutation = {
  address: string;
  /** Made anew for each asker: names are taken once. */
  body?: () => object;
  statuses: Statuses;
};

const rule = () => ({
  definition: {
    name: 'Matrix',
    severity: 'low',
    description: '',
    runbook: '',
    techniques: [],
    condition: { field: 'eventName', op: 'equals', values: ['NoSuchEvent'] },
    when: { kind: 'every' },
    groupBy: [],
    quietMinutes: 60,
    exclusions: [],
    references: [],
  },
});
let named = 0;
/** From the first rule of the sample's view; a condition that nothing meets. */
const exclusion = () => ({
  ruleId: 1,
  condition: { field: '@user', op: 'equals', values: [`nobody-${process.pid}-${named++}`] },
  reason: 'Matrix',
});
const silent = () => ({ mode: 'silent' });
/** Of an account's rules: its owner and admins change them, who may only read it is refused. */
const ofOwner = (status: number) =>
  every(403, { anonymous: 401, stranger: 404, ownerB: 404, ownerA: status, admin: status });

const search = (fields: object = {}) => ({
  name: `Matrix ${process.pid} ${Date.now()} ${named++}`,
  query: '',
  ...fields,
});

/** Without an address, which is asked for once it is known that the person may add one: none stays behind. */
const channel = () => ({ name: 'Matrix', settings: { kind: 'webhook' } });

const ofView = (status: number) => every(404, { anonymous: 401, manager: status, admin: status });

/** Rows whose endpoint guards itself by other means, each with what that is. */
export const SELF_GUARDED: Record<string, string> = {
  'POST /api/auth/[...nextauth]':
    'next-auth asks for its own token against forged requests, and decides nothing about scopes',
};

/**
 * Who may change what over the API: rows for every method of every endpoint that is not for reading. `{search}` is a search that an
 * admin has just shared with the view, another one for each asker. A method without a row fails the browser tests.
 */
export const MUTATIONS: Record<string, Mutation[]> = {
  'PATCH /api/v1/alerts/findings/[findingId]': [
    {
      address: `/api/v1/alerts/findings/999999999?scope=account:${A}`,
      body: () => ({ state: 'acknowledged' }),
      statuses: every(404, { anonymous: 401 }),
    },
  ],
  'POST /api/v1/alerts/exclusions': [
    { address: `/api/v1/alerts/exclusions?scope=view:${VIEW}`, body: exclusion, statuses: ofView(201) },
    // The view's manager decides there as well; an owner asks.
    {
      address: `/api/v1/alerts/exclusions?scope=account:${A}`,
      body: exclusion,
      statuses: every(201, { anonymous: 401, stranger: 404, ownerB: 404, viewer: 403 }),
    },
  ],
  'PATCH /api/v1/alerts/exclusions/[exclusionId]': [
    {
      address: `/api/v1/alerts/exclusions/${OWN_EXCLUSION}?scope=view:${VIEW}`,
      body: () => ({ state: 'granted' }),
      statuses: ofView(200),
    },
    {
      address: `/api/v1/alerts/exclusions/${OWN_EXCLUSION}?scope=account:${A}`,
      body: () => ({ state: 'granted' }),
      statuses: every(403, { anonymous: 401, stranger: 404, ownerB: 404 }),
    },
    {
      address: `/api/v1/alerts/exclusions/999999999?scope=account:${A}`,
      body: () => ({ until: null }),
      statuses: every(404, { anonymous: 401 }),
    },
  ],
  'DELETE /api/v1/alerts/exclusions/[exclusionId]': [
    {
      address: `/api/v1/alerts/exclusions/${OWN_EXCLUSION}?scope=account:${A}`,
      statuses: every(403, { anonymous: 401, stranger: 404, ownerB: 404 }),
    },
    {
      address: `/api/v1/alerts/exclusions/999999999?scope=account:${A}`,
      statuses: every(404, { anonymous: 401 }),
    },
  ],
  'POST /api/v1/alerts/rules': [
    { address: `/api/v1/alerts/rules?scope=view:${VIEW}`, body: rule, statuses: ofView(201) },
    { address: `/api/v1/alerts/rules?scope=account:${A}`, body: rule, statuses: ofOwner(201) },
  ],
  'POST /api/v1/alerts/rules/try': [
    { address: `/api/v1/alerts/rules/try?scope=view:${VIEW}`, body: rule, statuses: ofView(200) },
    { address: `/api/v1/alerts/rules/try?scope=account:${A}`, body: rule, statuses: ofOwner(200) },
  ],
  'PATCH /api/v1/alerts/rules/[ruleKey]': [
    {
      address: `/api/v1/alerts/rules/builtin:network-acl-open?scope=account:${A}`,
      body: silent,
      statuses: ofOwner(200),
    },
    // Who has the right learns that a built-in rule is not changed, the others that they have none.
    {
      address: `/api/v1/alerts/rules/builtin:network-acl-open?scope=account:${A}`,
      body: rule,
      statuses: ofOwner(404),
    },
  ],
  'DELETE /api/v1/alerts/rules/[ruleKey]': [
    { address: `/api/v1/alerts/rules/999999999?scope=account:${A}`, statuses: ofOwner(404) },
  ],
  'POST /api/v1/alerts/channels': [
    { address: `/api/v1/alerts/channels?scope=view:${VIEW}`, body: channel, statuses: ofView(400) },
    { address: `/api/v1/alerts/channels?scope=account:${A}`, body: channel, statuses: ofOwner(400) },
  ],
  'PATCH /api/v1/alerts/channels/[channelId]': [
    {
      address: `/api/v1/alerts/channels/999999999?scope=account:${A}`,
      body: () => ({ name: 'Mine' }),
      statuses: ofOwner(404),
    },
  ],
  'DELETE /api/v1/alerts/channels/[channelId]': [
    { address: `/api/v1/alerts/channels/999999999?scope=account:${A}`, statuses: ofOwner(404) },
  ],
  'POST /api/v1/alerts/channels/[channelId]/test': [
    { address: `/api/v1/alerts/channels/999999999/test?scope=account:${A}`, statuses: ofOwner(404) },
  ],
  'POST /api/v1/alerts/channels/[channelId]/deliveries/[deliveryId]/replay': [
    {
      address: `/api/v1/alerts/channels/999999999/deliveries/00000000-0000-4000-8000-000000000000/replay?scope=account:${A}`,
      statuses: ofOwner(404),
    },
  ],
  'POST /api/v1/saved-searches': [
    { address: `/api/v1/saved-searches?scope=view:${VIEW}`, body: search, statuses: ofView(201) },
    {
      address: `/api/v1/saved-searches?scope=account:${A}`,
      body: search,
      statuses: every(201, { anonymous: 401, stranger: 404, ownerB: 404 }),
    },
    {
      address: `/api/v1/saved-searches?scope=account:${A}`,
      body: () => search({ shared: true }),
      statuses: every(403, { anonymous: 401, stranger: 404, ownerB: 404, ownerA: 201, admin: 201 }),
    },
  ],
  'PATCH /api/v1/saved-searches/[searchId]': [
    { address: `/api/v1/saved-searches/{search}?scope=view:${VIEW}`, body: search, statuses: ofView(200) },
    {
      address: `/api/v1/saved-searches/{search}?scope=account:${A}`,
      body: search,
      statuses: every(404, { anonymous: 401 }),
    },
  ],
  'DELETE /api/v1/saved-searches/[searchId]': [
    { address: `/api/v1/saved-searches/{search}?scope=view:${VIEW}`, statuses: ofView(204) },
    {
      address: `/api/v1/saved-searches/{search}?scope=account:${A}`,
      statuses: every(404, { anonymous: 401 }),
    },
  ],
};
