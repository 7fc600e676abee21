import { formatCount } from '#lib/charts/format-number.ts';
import { parseObjectKey } from '#lib/cloudtrail/object-key.ts';
import type { LogFolder } from './folder-layout.ts';
import type { FolderSample } from './sample-folders.ts';

/**
 * What a bucket's folders say: accounts and regions, where they lie, of which organisation, how new and how old.
 * `notAdded`: how many of the accounts are not registered in the portal.
 */
export function describeLayout(
  folders: readonly LogFolder[],
  samples: readonly FolderSample[],
  notAdded: number,
): string {
  const accounts = new Set(folders.map(({ accountId }) => accountId)).size;
  const regions = new Set(folders.map(({ region }) => region)).size;
  const sentences = [
    `CloudTrail of ${counted(accounts, 'account')} in ${counted(regions, 'region')}, under ${rootsOf(folders)}.`,
    ageOf(samples),
    notAdded > 0 &&
      `${formatCount(notAdded)} of the accounts ${notAdded === 1 ? 'is' : 'are'} not added yet.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

function rootsOf(folders: readonly LogFolder[]): string {
  const roots = new Set<string>();
  const organisations = new Set<string>();
  let controlTower = false;
  for (const { prefix } of folders) {
    const place = parseObjectKey(`${prefix}${prefix.endsWith('/') ? '' : '/'}2020/01/01/x.json.gz`);
    if (place.type === 'other') continue;
    roots.add(place.prefix === '' ? 'AWSLogs/' : `${place.prefix}/AWSLogs/`);
    if (place.organizationId === null) continue;
    organisations.add(place.organizationId);
    controlTower ||= place.prefix.split('/').includes(place.organizationId);
  }
  const names = [...roots].slice(0, 3).join(', ') + (roots.size > 3 ? ` and ${roots.size - 3} more` : '');
  const notes = [
    organisations.size > 0 && `organisation ${[...organisations].join(', ')}`,
    controlTower && 'laid out by Control Tower',
  ].filter(Boolean);
  return (names || 'the prefix') + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
}

function ageOf(samples: readonly FolderSample[]): string {
  const newest = Math.max(...samples.map(({ newestAtMs }) => newestAtMs ?? Number.NEGATIVE_INFINITY));
  const oldest = samples.flatMap(({ oldestDay }) => (oldestDay === null ? [] : [oldestDay])).sort()[0];
  if (!Number.isFinite(newest) || oldest === undefined) return '';
  return `Newest object ${new Date(newest).toISOString().slice(0, 16).replace('T', ' ')} UTC, oldest ${oldest}.`;
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
