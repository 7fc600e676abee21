import type { SourceItem } from '#lib/sources/source-item.ts';

/** What a person calls a source: the bucket's name or the folder's path. */
export function sourceName(source: Pick<SourceItem, 'bucket' | 'directory'>): string {
  return source.bucket ?? source.directory ?? '';
}

/** The second line under the name. */
export function sourcePart({ prefix, kind }: Pick<SourceItem, 'prefix' | 'kind'>): string {
  return prefix || (kind === 's3' ? 'no prefix' : 'folder on the server');
}

/** Listed to its end, and no CloudTrail log was there. */
export function foundNothing({ state, accounts }: Pick<SourceItem, 'state' | 'accounts'>): boolean {
  return state === 'online' && accounts.length === 0;
}

/** Objects that are done with: taken, or put aside as unreadable. */
export function objectsDone({ objects }: Pick<SourceItem, 'objects'>): number {
  return objects.ingested + objects.quarantined;
}
