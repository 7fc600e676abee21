import type { SourceStatusRow } from './queries/source-status.ts';

export type SourceState = 'online' | 'collecting' | 'error' | 'paused';

/** One row of the table of log sources, ready to draw. Holds no secret. */
export type SourceModel = {
  id: number;
  /** The bucket's name or the folder's path. */
  name: string;
  prefix: string;
  isBucket: boolean;
  state: SourceState;
  /** 0–1 while collecting, once it is known how much there is. */
  share: number | null;
  lastEventAt: Date | null;
  /** How far behind the newest event is; null before the first event and while older ones come in. */
  lagMs: number | null;
  /** Objects taken, and those known. */
  objects: number;
  objectsKnown: number;
  events: number;
  failed: number;
  quarantined: number;
  ignored: number;
  accounts: number;
  fault: { code: string; message: string; hint: string | null; at: Date | null } | null;
  /** Listed to its end, and no CloudTrail log was there. */
  nothingFound: boolean;
  settings: SourceSettings;
};

/** What the form is filled with. */
export type SourceSettings = Pick<
  SourceStatusRow,
  | 'bucket'
  | 'prefix'
  | 'region'
  | 'endpoint'
  | 'credentialKind'
  | 'accessKeyId'
  | 'roleArn'
  | 'externalId'
  | 'hasSecret'
  | 'collectDays'
  | 'regions'
  | 'accountIds'
>;

/** Decides what a source's row says. Pure; `now` is an argument. */
export function prepareSource(row: SourceStatusRow, now: Date): SourceModel {
  const state = stateOf(row);
  const objects = row.ingested + row.quarantined;
  const objectsKnown = objects + row.pending + row.failed;
  const { errorCode, errorMessage } = row;
  return {
    id: row.id,
    name: row.bucket ?? row.directory ?? '',
    prefix: row.prefix,
    isBucket: row.kind === 's3',
    state,
    share: state === 'collecting' && objectsKnown > 0 ? objects / objectsKnown : null,
    lastEventAt: row.lastEventAt,
    lagMs:
      row.lastEventAt && state !== 'collecting'
        ? Math.max(0, now.getTime() - row.lastEventAt.getTime())
        : null,
    objects,
    objectsKnown,
    events: row.events,
    failed: row.failed,
    quarantined: row.quarantined,
    ignored: row.ignored,
    accounts: row.accounts,
    fault:
      errorCode !== null && errorMessage !== null
        ? { code: errorCode, message: errorMessage, hint: row.errorHint, at: row.errorAt }
        : null,
    nothingFound: state === 'online' && row.accounts === 0,
    settings: settingsOf(row),
  };
}

function stateOf(row: SourceStatusRow): SourceState {
  if (row.paused) return 'paused';
  if (row.errorCode !== null) return 'error';
  return row.pending > 0 || !row.listed ? 'collecting' : 'online';
}

function settingsOf(row: SourceStatusRow): SourceSettings {
  const { bucket, prefix, region, endpoint, credentialKind, accessKeyId, roleArn, externalId } = row;
  const { hasSecret, collectDays, regions, accountIds } = row;
  return {
    ...{ bucket, prefix, region, endpoint, credentialKind, accessKeyId, roleArn, externalId },
    ...{ hasSecret, collectDays, regions, accountIds },
  };
}
