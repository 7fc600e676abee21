import fc from 'fast-check';
import { knownText, nastyText, schemaValue } from './from-schema.ts';
import type { Operation } from './operations.ts';

export type FuzzRequest = {
  operation: Operation;
  /** Whose token is sent. */
  person: string;
  url: string;
  params: Record<string, string>;
  body: string | null;
};

export type Pools = {
  people: readonly string[];
  scopes: readonly string[];
  /** Who may ask about what: `[person, scope]`. Two of three requests are of one of these. */
  allowed: readonly (readonly [string, string])[];
  /** Values that occur in the data, of one's own scope and of others: ids, names, cursors. */
  known: readonly string[];
};

/** Requests to any of the operations, by anybody, about any scope. Most get past the checks of their parameters. */
export function anyRequest(operations: readonly Operation[], pools: Pools): fc.Arbitrary<FuzzRequest> {
  const scope = fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...pools.scopes) }, nastyText);
  const asker = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...pools.allowed) },
    fc.tuple(fc.constantFrom(...pools.people), scope),
  );
  return fc.oneof(...operations.map((operation) => requestOf(operation, asker, pools.known)));
}

function requestOf(
  operation: Operation,
  asker: fc.Arbitrary<readonly [string, string]>,
  known: readonly string[],
): fc.Arbitrary<FuzzRequest> {
  const path = operation.parameters.filter((one) => one.in === 'path');
  const scoped = operation.parameters.some(({ name }) => name === 'scope');
  return fc
    .record({
      asker,
      params: fc.record(Object.fromEntries(path.map(({ name }) => [name, knownText(known, FORMS[name])]))),
      query: queryOf(operation, known),
      body: operation.body ? bodyOf(schemaValue(operation.body, known)) : fc.constant(null),
    })
    .map(({ asker: [person, scope], params, query, body }) => {
      const search = new URLSearchParams(scoped ? { scope } : {});
      for (const [name, value] of query) {
        for (const one of Array.isArray(value) ? value : [value])
          search.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one));
      }
      return { operation, person, params, body, url: `http://portal/api/v1?${search}` };
    });
}

/** What ids in a path look like: the document says it in words only. */
const FORMS: Record<string, string> = {
  accountId: '^\\d{12}$',
  eventId: '^[0-9a-f-]{36}$',
  searchId: '^[0-9a-f-]{36}$',
  objectId: '^\\d{1,3}$',
};

/** Those parameters that must be there, nearly always; some of the others; now and then one that nobody knows. */
function queryOf(
  operation: Operation,
  known: readonly string[],
): fc.Arbitrary<(readonly [string, unknown])[]> {
  const own = operation.parameters.filter((one) => one.in === 'query' && one.name !== 'scope');
  const pair = ({ name, schema }: (typeof own)[number]) =>
    schemaValue(schema, known).map((value) => [name, value] as const);
  const must = own.filter(({ required }) => required);
  const may = own.filter(({ required }) => !required);
  const some = fc.subarray(may, { maxLength: Math.min(3, may.length) });
  const stray = fc.tuple(knownText(known), knownText(known));
  return fc
    .tuple(
      fc.tuple(...must.map(pair)),
      some.chain((chosen) => fc.tuple(...chosen.map(pair))),
      stray,
      fc.nat(40),
    )
    .map(([needed, chosen, odd, dice]) => [
      ...(dice === 0 ? [] : needed),
      ...chosen,
      ...(dice === 1 ? [odd] : []),
    ]);
}

function bodyOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 8, arbitrary: value.map((one) => JSON.stringify(one)) }, fc.json(), nastyText);
}
