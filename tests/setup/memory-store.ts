import { compareKeys } from '#lib/sources/compare-keys.ts';
import type { ListPage, ListRequest, ObjectStore, StoredObject } from '#lib/sources/object-store.ts';

/** A bucket in memory that lists as S3 does, for buckets too big to write to a disk. Counts its requests. */
export class MemoryStore implements ObjectStore {
  readonly requests: ListRequest[] = [];
  #objects: StoredObject[] = [];
  #sorted = true;

  put(key: string, arrivedAtMs = 0): void {
    this.#objects.push({ key, etag: `etag-${key.length}`, sizeBytes: 1000, arrivedAtMs });
    this.#sorted = false;
  }

  async list(request: ListRequest): Promise<ListPage> {
    this.requests.push(request);
    if (!this.#sorted) this.#objects.sort((a, b) => compareKeys(a.key, b.key));
    this.#sorted = true;
    const page: ListPage = { objects: [], prefixes: [], next: null };
    const after = request.continuationToken ?? request.startAfter ?? '';
    for (let index = this.#firstAfter(after, request.prefix); index < this.#objects.length; index++) {
      const object = this.#objects[index] as StoredObject;
      if (!object.key.startsWith(request.prefix)) break;
      if (page.objects.length + page.prefixes.length >= (request.maxKeys ?? 1000)) {
        page.next = (this.#objects[index - 1] as StoredObject).key;
        break;
      }
      const slash = request.delimiter ? object.key.indexOf('/', request.prefix.length) : -1;
      if (slash < 0) {
        page.objects.push(object);
        continue;
      }
      const folder = object.key.slice(0, slash + 1);
      page.prefixes.push(folder);
      index = this.#firstAfter(`${folder}\uffff`, folder) - 1;
    }
    return page;
  }

  /** Index of the first key after `key`, within the prefix. */
  #firstAfter(key: string, prefix: string): number {
    let low = 0;
    let high = this.#objects.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = (this.#objects[middle] as StoredObject).key;
      if (compareKeys(found, key) <= 0 || compareKeys(found, prefix) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get(): Promise<Uint8Array> {
    return Promise.reject(new Error('a bucket of names alone'));
  }

  describe(): string {
    return 'memory';
  }

  close(): void {}
}
