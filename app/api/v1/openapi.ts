import { z } from 'zod';
import { findingChange } from '#lib/alerts/findings/mutations.ts';
import { newRule, ruleChange } from '#lib/alerts/scope-rules/save-rule.ts';
import { trialRequest } from '#lib/alerts/try-rule/request.ts';
import { trial } from '#lib/alerts/try-rule/trial.ts';
import { ROW_WRITERS } from '#lib/events/export/export-format.ts';
import {
  eventParams,
  exportParams,
  facetParams,
  listParams,
  singleParams,
} from '#lib/events/search-params.ts';
import { newSavedSearch, savedSearchChange } from '#lib/searches/saved-schema.ts';
import { findingExportParams, findingParams } from './alerts/finding-params.ts';
import {
  errorAnswer,
  eventAnswer,
  eventsAnswer,
  facetsAnswer,
  freshnessAnswer,
  groupsAnswer,
  scopesAnswer,
  sourcesAnswer,
} from './answers.ts';
import { findingAnswer, findingsAnswer, ruleDetailAnswer, rulesAnswer } from './answers-alerts.ts';
import { auditLogAnswer } from './answers-audit.ts';
import { ledgerAnswer, objectsAnswer, unreadAnswer } from './answers-ledger.ts';
import { policyCheckAnswer } from './answers-policy-check.ts';
import { savedSearch, savedSearchesAnswer } from './answers-searches.ts';
import { sourceTestAnswer } from './answers-source-test.ts';
import { summaryAnswer } from './answers-summary.ts';
import { trailsAnswer } from './answers-trails.ts';
import { auditExportParams, auditLogParams } from './audit-log/audit-params.ts';
import { CHANNEL_ENDPOINTS } from './openapi-channels.ts';
import type { Endpoint, Named, Operation } from './openapi-endpoint.ts';
import { EXCLUSION_ENDPOINTS } from './openapi-exclusions.ts';
import { ledgerParams, objectParams, scopeParams, scopeSearchParams, unreadParams } from './parameters.ts';

const { groupBy, aggregate, cursor, limit, ...filters } = singleParams.shape;
const filterParams = [scopeParams, z.object(filters), listParams];

const ENDPOINTS: Record<string, Endpoint> = {
  '/scopes': {
    summary: 'The views and accounts that the token may see',
    answer: scopesAnswer,
    query: [scopeSearchParams],
  },
  '/events': {
    summary: 'Events that match, newest first',
    answer: eventsAnswer,
    query: [...filterParams, z.object({ limit, cursor })],
  },
  '/events/{accountId}/{eventId}': {
    summary: 'One event with its record as delivered',
    answer: eventAnswer,
    query: [scopeParams, eventParams],
    path: { accountId: '12 digits', eventId: 'UUID' },
  },
  '/events/groups': {
    summary: 'Matching events counted by one of their fields, with a series',
    answer: groupsAnswer,
    query: [...filterParams, z.object({ groupBy, aggregate, limit })],
  },
  '/events/facets': {
    summary: 'The values of one filter under all the others, with their counts',
    answer: facetsAnswer,
    query: [...filterParams, facetParams],
  },
  '/summary': {
    summary: 'Trails, events and the most frequent values of six fields, beside the period before',
    answer: summaryAnswer,
    query: [...filterParams, z.object({ limit })],
  },
  '/export': {
    summary:
      'Every event that matches, newest first, as a file; an export that fails midway breaks its connection',
    answer: z.string(),
    files: Object.values(ROW_WRITERS).map(({ mimeType }) => mimeType),
    query: [...filterParams, exportParams],
  },
  '/saved-searches': {
    summary: 'Searches of the Events report that the person saved or that are shared with the scope',
    answer: savedSearchesAnswer,
    query: [scopeParams],
    post: { summary: 'Saves a search', answer: savedSearch, body: newSavedSearch },
  },
  '/saved-searches/{searchId}': {
    summary: 'One saved search',
    answer: savedSearch,
    query: [scopeParams],
    path: { searchId: 'UUID' },
    patch: { summary: 'Renames, shares or replaces it', answer: savedSearch, body: savedSearchChange },
    delete: { summary: 'Deletes it', answer: null },
  },
  '/trails': {
    summary: 'The trails of the accounts, as AWS describes them or as their logs show',
    answer: trailsAnswer,
    query: [scopeParams],
  },
  '/freshness': {
    summary: "How new the scope's events are, account by account, and whether a worker runs",
    answer: freshnessAnswer,
    query: [scopeParams],
  },
  '/sources': {
    summary: 'The log sources of a scope with their state, for those who manage it',
    answer: sourcesAnswer,
    query: [scopeParams],
  },
  '/source-tests/{testId}': {
    summary: 'A test of a bucket, step by step, for who asked for it in the portal',
    answer: sourceTestAnswer,
    path: { testId: 'UUID' },
  },
  '/policy-checks/{checkId}': {
    summary: 'A check of a bucket policy and a key policy, for who asked for it in the portal',
    answer: policyCheckAnswer,
    path: { checkId: 'UUID' },
  },
  '/objects': {
    summary: 'The ledger of log objects, the last found first',
    answer: objectsAnswer,
    query: [scopeParams, objectParams],
  },
  '/objects/summary': {
    summary: 'How far the ledger of a source is, and why objects could not be taken',
    answer: ledgerAnswer,
    query: [scopeParams, ledgerParams],
  },
  '/objects/{objectId}/records': {
    summary:
      'Records of an object that could not be read, as delivered (its bytes are at /objects/{objectId}/content)',
    answer: unreadAnswer,
    query: [scopeParams, unreadParams],
    path: { objectId: 'the id of an object, digits' },
  },
  '/alerts/findings': {
    summary: 'What the rules found in a scope, the worst or the newest first',
    answer: findingsAnswer,
    query: [scopeParams, findingParams],
  },
  '/alerts/findings/export': {
    summary: 'Every finding that matches, those made last first, as a file',
    answer: z.string(),
    files: Object.values(ROW_WRITERS).map(({ mimeType }) => mimeType),
    query: [scopeParams, findingExportParams],
  },
  '/alerts/findings/{findingId}': {
    summary: 'One finding with its newest events, its history and who was told',
    answer: findingAnswer,
    query: [scopeParams],
    path: { findingId: 'the id of a finding, digits' },
    patch: {
      summary:
        'Changes its state or assignee, or comments it; for who manages the scope. An owner acknowledges and comments what a view’s rule found',
      answer: findingAnswer,
      body: findingChange,
    },
  },
  '/alerts/rules': {
    summary: 'Built-in rules as they stand in a scope, and its own',
    answer: rulesAnswer,
    query: [scopeParams],
    post: {
      summary: 'Adds a rule of one’s own; for who manages the scope',
      answer: ruleDetailAnswer,
      body: newRule,
    },
  },
  '/alerts/rules/try': {
    query: [scopeParams],
    post: {
      summary:
        'Runs a rule over the stored events of the last days and stores nothing; for who manages the scope',
      answer: trial,
      body: trialRequest,
    },
  },
  '/alerts/rules/{ruleKey}': {
    summary: 'One rule with all that it says',
    answer: ruleDetailAnswer,
    query: [scopeParams],
    path: { ruleKey: '`builtin:<id>` or the number of a rule' },
    patch: {
      summary: 'Switches it on, silent or off, chooses whom it tells, or changes a rule of one’s own',
      answer: ruleDetailAnswer,
      body: ruleChange,
    },
    delete: { summary: 'Takes a rule of one’s own away; what it found stays', answer: null },
  },
  '/alerts/rules/{ruleKey}/sigma': {
    summary: 'One rule as a Sigma file; 400 with the reason where Sigma cannot say it',
    answer: z.string(),
    files: ['application/yaml'],
    query: [scopeParams],
    path: { ruleKey: '`builtin:<id>` or the number of a rule' },
  },
  ...CHANNEL_ENDPOINTS,
  ...EXCLUSION_ENDPOINTS,
  '/audit-log': {
    summary: 'What was done in the portal, the newest first; for security admins',
    answer: auditLogAnswer,
    query: [auditLogParams],
  },
  '/audit-log/export': {
    summary: 'Every line of the audit log that matches, as a file; for security admins',
    answer: z.string(),
    files: Object.values(ROW_WRITERS).map(({ mimeType }) => mimeType),
    query: [auditExportParams],
  },
};

const FAILURES = {
  400: 'A parameter is missing, unknown or wrong',
  401: 'No token, or one that is not valid',
  403: 'Not allowed to this person or token',
  404: 'No such scope or event, or not yours to see',
  409: 'Something else happened meanwhile that this does not go with',
  429: 'Too many requests; Retry-After says in how many seconds to ask again',
  503: 'The database does not answer, or not in time',
};

const TOKENS =
  "An API token, made on one's profile or with `trailkeep token create`. It has the rights of its person as they are at each request, " +
  'or a part of them: a read-only token may ask GET and nothing else (403), one for some views and accounts finds no others (404); and ' +
  'it may expire (401).';

/** The OpenAPI 3.1 document of `/api/v1`, from the very schemas that check the parameters. */
export function openApiDocument(): object {
  const paths = Object.entries(ENDPOINTS).map(([path, endpoint]) => [path, pathItemOf(endpoint)]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Trailkeep',
      version: '1',
      description: 'Reports over the CloudTrail logs of many AWS accounts. Times are UTC, ranges half-open.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: TOKENS },
      },
      responses: Object.fromEntries(
        Object.entries(FAILURES).map(([status, description]) => [
          status,
          jsonResponse(description, errorAnswer),
        ]),
      ),
    },
  };
}

function pathItemOf(endpoint: Endpoint): object {
  const { post, patch, delete: remove, ...get } = endpoint;
  const named = { query: endpoint.query?.filter((params) => params === scopeParams), path: endpoint.path };
  const operations = Object.entries({ post, patch, delete: remove }).flatMap(([method, operation]) =>
    operation ? [[method, operationOf({ ...named, ...operation })]] : [],
  );
  return {
    ...(get.summary !== undefined && { get: operationOf(get) }),
    ...Object.fromEntries(operations),
  };
}

function operationOf({ summary, answer, body, files, query = [], path = {} }: Operation & Named): object {
  const failures = Object.keys(FAILURES).map((status) => [
    status,
    { $ref: `#/components/responses/${status}` },
  ]);
  return {
    summary,
    parameters: [
      ...Object.entries(path).map(([name, description]) => ({
        name,
        in: 'path',
        required: true,
        description,
        schema: { type: 'string' },
      })),
      ...query.flatMap(queryParameters),
    ],
    ...(body && { requestBody: { required: true, ...jsonContent(body, 'input') } }),
    responses: { ...successOf(summary, answer, files), ...Object.fromEntries(failures) },
  };
}

function successOf(summary: string, answer: z.ZodType | null, files: string[] | undefined): object {
  if (answer === null) return { 204: { description: summary } };
  if (!files) return { 200: jsonResponse(summary, answer) };
  const content = Object.fromEntries(files.map((type) => [type, { schema: { type: 'string' } }]));
  return { 200: { description: summary, content } };
}

function queryParameters(params: z.ZodObject): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = typeof property === 'object' ? property : {};
    const optionalList = params === listParams;
    return {
      name,
      in: 'query',
      required: !optionalList && required.includes(name),
      description,
      schema,
      explode: true,
    };
  });
}

function jsonResponse(description: string, answer: z.ZodType): object {
  return { description, ...jsonContent(answer, 'output') };
}

function jsonContent(type: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io });
  return { content: { 'application/json': { schema } } };
}
