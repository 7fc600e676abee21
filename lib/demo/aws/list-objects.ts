import { AwsError } from './aws-error.ts';
import { lowerBound, type ObjectStore } from './object-store.ts';
import { document, element } from './xml.ts';

const LARGEST_PAGE = 1000;

type Page = {
  keys: string[];
  commonPrefixes: string[];
  /** Where the next page begins; '' on the last one. */
  next: string;
};

export type ListQuery = { prefix: string; delimiter: string; maxKeys: number; after: string };

/** The first index whose key neither begins with `prefix` nor sorts before it. */
function afterPrefix(keys: string[], prefix: string, from: number): number {
  let low = from;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]?.startsWith(prefix)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One page of a listing. `after` is a key, or a common prefix whose keys are all skipped. */
export function listPage(keys: string[], query: ListQuery): Page {
  const { prefix, delimiter, after } = query;
  const page: Page = { keys: [], commonPrefixes: [], next: '' };
  let at = lowerBound(keys, prefix);
  if (after) {
    const start = lowerBound(keys, after);
    const isPrefix = delimiter !== '' && after.endsWith(delimiter);
    at = Math.max(at, isPrefix ? afterPrefix(keys, after, start) : start + (keys[start] === after ? 1 : 0));
  }
  let last = '';
  for (let found = 0; at < keys.length; found += 1) {
    const key = keys[at] ?? '';
    if (!key.startsWith(prefix)) break;
    if (found >= query.maxKeys) {
      page.next = last;
      break;
    }
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    if (cut < 0) {
      page.keys.push(key);
      last = key;
      at += 1;
    } else {
      last = key.slice(0, cut + delimiter.length);
      page.commonPrefixes.push(last);
      at = afterPrefix(keys, last, at);
    }
  }
  return page;
}

function pageSize(text: string | null): number {
  if (text === null) return LARGEST_PAGE;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 0)
    throw new AwsError(400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(size, LARGEST_PAGE);
}

/** ListObjectsV2's answer as XML. */
export function listObjectsV2(store: ObjectStore, bucket: string, params: URLSearchParams): string {
  const prefix = params.get('prefix') ?? '';
  const delimiter = params.get('delimiter') ?? '';
  const startAfter = params.get('start-after') ?? '';
  const token = params.get('continuation-token') ?? '';
  const maxKeys = pageSize(params.get('max-keys'));
  const after = token ? Buffer.from(token, 'base64url').toString('utf8') : startAfter;
  const page = listPage(store.keys(bucket), { prefix, delimiter, maxKeys, after });
  const url = params.get('encoding-type') === 'url';
  const shown = (key: string) => (url ? key.split('/').map(encodeURIComponent).join('/') : key);
  let inner = element('Name', bucket) + element('Prefix', shown(prefix));
  if (delimiter) inner += element('Delimiter', shown(delimiter));
  if (startAfter) inner += element('StartAfter', shown(startAfter));
  if (token) inner += element('ContinuationToken', token);
  if (url) inner += element('EncodingType', 'url');
  inner += element('KeyCount', page.keys.length + page.commonPrefixes.length) + element('MaxKeys', maxKeys);
  inner += element('IsTruncated', page.next !== '');
  if (page.next) inner += element('NextContinuationToken', Buffer.from(page.next).toString('base64url'));
  for (const key of page.keys) inner += contents(store, bucket, key, shown(key));
  for (const common of page.commonPrefixes)
    inner += `<CommonPrefixes>${element('Prefix', shown(common))}</CommonPrefixes>`;
  return document('ListBucketResult', inner);
}

function contents(store: ObjectStore, bucket: string, key: string, shown: string): string {
  const info = store.info(bucket, key);
  const modified = element('LastModified', new Date(info.modifiedMs).toISOString());
  const etag = element('ETag', info.etag) + element('Size', info.sizeBytes);
  return `<Contents>${element('Key', shown)}${modified}${etag}<StorageClass>STANDARD</StorageClass></Contents>`;
}
