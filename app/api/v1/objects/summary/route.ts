import { getLedgerSummary } from '#lib/ledger/queries/ledger-summary.ts';
import { scopedEndpoint } from '../../handle.ts';
import { ledgerParams, parseParameters } from '../../parameters.ts';

/** How far a source's ledger is, and why objects of it could not be taken. */
export const GET = scopedEndpoint((db, scope, { query }) =>
  getLedgerSummary(db, scope, parseParameters(ledgerParams, query).source),
);
