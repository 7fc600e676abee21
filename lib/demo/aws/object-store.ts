import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AwsError } from './aws-error.ts';
import { BucketPolicies } from './bucket-policy.ts';
import { checkBucketName, compareKeys, keyOfPath, pathOfKey, sortKeys } from './key-path.ts';

export type ObjectInfo = { sizeBytes: number; modifiedMs: number; etag: string };

/** Headers that come back as they were put: content type and encoding, `x-amz-meta-*`. */
export type ObjectHeaders = Record<string, string>;

const METADATA = '.metadata';

/**
 * Buckets as directories and objects as files below `directory`, so that they outlive the server and other programs
 * can write or read them. A key and a longer key that continues it after `/` cannot both exist, as in any file system.
 */
export class ObjectStore {
  readonly directory: string;
  readonly policies = new BucketPolicies();
  /** Sorted keys of the buckets that were listed. */
  readonly #keys = new Map<string, string[]>();
  readonly #info = new Map<string, ObjectInfo>();
  readonly #watchers: ((bucket: string, key: string, info: ObjectInfo) => void)[] = [];

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  buckets(): string[] {
    const entries = readdirSync(this.directory, { withFileTypes: true });
    return sortKeys(
      entries.filter((entry) => entry.isDirectory() && entry.name !== METADATA).map(({ name }) => name),
    );
  }

  hasBucket(bucket: string): boolean {
    checkBucketName(bucket);
    return existsSync(join(this.directory, bucket));
  }

  createBucket(bucket: string): void {
    checkBucketName(bucket);
    mkdirSync(join(this.directory, bucket), { recursive: true });
  }

  /** The file of an object, with its size and time; throws NoSuchKey where there is none. */
  file(bucket: string, key: string): { path: string; sizeBytes: number; modifiedMs: number } {
    const path = join(this.directory, bucket, pathOfKey(key));
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isFile())
      throw new AwsError(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
    return { path, sizeBytes: found.size, modifiedMs: found.mtimeMs };
  }

  /** What a listing says of an object. Kept until `put`, `delete` or `refresh`: a page asks for a thousand. */
  info(bucket: string, key: string): ObjectInfo {
    const name = `${bucket}/${key}`;
    const known = this.#info.get(name);
    if (known) return known;
    const { path, sizeBytes, modifiedMs } = this.file(bucket, key);
    const made = { sizeBytes, modifiedMs, etag: etagOf(readFileSync(path)) };
    this.#info.set(name, made);
    return made;
  }

  headers(bucket: string, key: string): ObjectHeaders {
    const file = this.#metadataFile(bucket, key);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }

  put(bucket: string, key: string, body: Uint8Array, headers: ObjectHeaders = {}): void {
    if (!this.hasBucket(bucket)) throw noSuchBucket(bucket);
    const file = join(this.directory, bucket, pathOfKey(key));
    mkdirSync(dirname(file), { recursive: true });
    const fresh = !existsSync(file);
    writeFileSync(file, body);
    const { sizeBytes, modifiedMs } = this.file(bucket, key);
    this.#info.set(`${bucket}/${key}`, { sizeBytes, modifiedMs, etag: etagOf(body) });
    if (fresh) this.#insert(bucket, key);
    this.#putHeaders(this.#metadataFile(bucket, key), headers);
    const info = this.info(bucket, key);
    for (const tell of this.#watchers) tell(bucket, key, info);
  }

  /** Calls `tell` for each object that is put from now on, as S3's event notifications do. */
  watch(tell: (bucket: string, key: string, info: ObjectInfo) => void): void {
    this.#watchers.push(tell);
  }

  delete(bucket: string, key: string): void {
    rmSync(join(this.directory, bucket, pathOfKey(key)), { force: true });
    rmSync(this.#metadataFile(bucket, key), { force: true });
    this.#info.delete(`${bucket}/${key}`);
    const keys = this.#keys.get(bucket);
    const at = keys ? lowerBound(keys, key) : -1;
    if (keys?.[at] === key) keys.splice(at, 1);
  }

  /** All keys of a bucket in S3's order; read from disk once, then kept up to date by `put` and `delete`. */
  keys(bucket: string): string[] {
    const known = this.#keys.get(bucket);
    if (known) return known;
    const root = join(this.directory, bucket);
    const made: string[] = [];
    collect(root, '', made);
    sortKeys(made);
    this.#keys.set(bucket, made);
    return made;
  }

  /** Forgets what is known of the directory, after another program wrote into it. */
  refresh(): void {
    this.#keys.clear();
    this.#info.clear();
  }

  #insert(bucket: string, key: string): void {
    const keys = this.#keys.get(bucket);
    if (keys) keys.splice(lowerBound(keys, key), 0, key);
  }

  #putHeaders(file: string, headers: ObjectHeaders): void {
    rmSync(file, { force: true });
    if (Object.keys(headers).length === 0) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(headers));
  }

  #metadataFile(bucket: string, key: string): string {
    return `${join(this.directory, METADATA, bucket, pathOfKey(key))}.json`;
  }
}

/** MD5 of the bytes in quotes, as S3 gives it for what was put in one part. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

export function noSuchBucket(bucket: string): AwsError {
  return new AwsError(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });
}

/** Where `key` is or would be in sorted `keys`. */
export function lowerBound(keys: string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function collect(root: string, below: string, into: string[]): void {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) collect(root, path, into);
    else if (entry.isFile()) into.push(keyOfPath(path));
  }
}
