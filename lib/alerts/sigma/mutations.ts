import { isDeepStrictEqual } from 'node:util';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName, type Doer } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { definitionOf } from '../definition.ts';
import { lookedForBy } from '../looked-for.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { type AlertPlace, alertPlace } from '../scope-rules/place.ts';
import type { RuleMode } from '../scope-rules/schema.ts';
import { IMPORT_BOUNDS, type SigmaImportRequest, sigmaImportRequest } from './import-request.ts';
import { importSigma } from './import-sigma.ts';

/** How many rules were there not yet, were changed to what the text says now, and were the same already. */
export type StoredImport = { added: number; changed: number; unchanged: number };

/**
 * Stores the rules of texts that can be imported, and leaves those that are refused; for who manages the scope. `bad-request` where
 * there is none, or more than can be stored at once.
 */
export async function importIntoScope(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  request: SigmaImportRequest,
): Promise<StoredImport> {
  await alertPlace(db, scope, 'rules');
  const { texts, mode } = sigmaImportRequest.parse(request);
  const rules = texts.flatMap((text) => importSigma(text).rules.map(({ definition }) => definition));
  if (rules.length === 0)
    throw new TrailkeepError('bad-request', 'None of these rules can be imported.', {
      hint: 'The list says why, line by line.',
    });
  if (rules.length > IMPORT_BOUNDS.rules)
    throw new TrailkeepError('bad-request', `These are ${rules.length} rules.`, {
      hint: `Import at most ${IMPORT_BOUNDS.rules} at once.`,
    });
  return db.$transaction(
    async (tx) => {
      const place = await alertPlace(tx, scope, 'rules');
      return storeImport(tx, doer, { ...place, target: scopeKey(scope) }, rules, mode);
    },
    { timeout: 30_000 },
  );
}

/**
 * Stores imported rules in a place, for whoever has the right to its rules. One with the id of a rule that was imported there before
 * takes its place and keeps its mode, and counts anew where it looks for another thing; one without an id is only added if there is
 * none like it. `mode` is that of new rules.
 * `target` is the place as the audit log calls it. Give it a transaction: all are stored or none.
 */
export async function storeImport(
  tx: PrismaConnection,
  doer: Doer,
  { target, ...place }: AlertPlace & { target: string },
  rules: readonly RuleDefinition[],
  mode: RuleMode,
): Promise<StoredImport> {
  const rows = await tx.alertRule.findMany({ where: { ...place, builtinId: null, removedAt: null } });
  const known: KnownRule[] = rows.map((row) => ({ id: row.id, definition: definitionOf(row), taken: false }));
  const createdBy = doer === 'system' ? null : doer.userId;
  const stored: StoredImport = { added: 0, changed: 0, unchanged: 0 };
  for (const definition of rules) {
    const same = known.find((rule) => isDeepStrictEqual(rule.definition, definition));
    const before = same ?? known.find((rule) => !rule.taken && hasSameId(rule.definition, definition));
    if (before) before.taken = true;
    if (same) stored.unchanged += 1;
    else if (before) {
      const isAnother = lookedForBy(before.definition) !== lookedForBy(definition);
      const data = { definition, ...(isAnother && { revision: { increment: 1 } }), updatedAt: new Date() };
      await tx.alertRule.update({ where: { id: before.id }, data });
      before.definition = definition;
      stored.changed += 1;
    } else {
      const { id } = await tx.alertRule.create({ data: { ...place, definition, mode, createdBy } });
      known.push({ id, definition, taken: true });
      stored.added += 1;
    }
  }
  const detail = { ...stored, mode, rules: rules.map(({ name }) => name).slice(0, NAMES_KEPT) };
  await recordAudit(tx, { by: auditName(doer), action: 'rule.import', target, detail });
  return stored;
}

/** Names of rules in one line of the audit log. */
const NAMES_KEPT = 100;

// Rules that a global document gave one id are several all the same: each takes the place of one.
type KnownRule = { id: number; definition: RuleDefinition; taken: boolean };

function hasSameId(known: RuleDefinition, imported: RuleDefinition): boolean {
  return imported.origin?.id !== undefined && known.origin?.id === imported.origin.id;
}
