/** A place with log objects in it: an S3 bucket, or a folder laid out like one. Keys sort by their UTF-8 bytes. */
export type StoredObject = {
  key: string;
  /** Changes when the object's bytes do; without quotes. */
  etag: string;
  sizeBytes: number;
  /** When the store received these bytes, ms since 1970: tells an object that arrived late from one that was always there. */
  arrivedAtMs: number;
};

export type ListRequest = {
  prefix: string;
  /** With '/', what lies below the next slash is folded into `prefixes`. */
  delimiter?: '/';
  /** Only keys after this one (exclusive; it need not exist). Ignored with a continuation token. */
  startAfter?: string;
  /** Keys from here on are of no use: a store that can leave them out may. */
  before?: string;
  /** 1–1000, default 1000. */
  maxKeys?: number;
  continuationToken?: string;
};

export type ListPage = {
  objects: StoredObject[];
  /** Each ends with the delimiter. */
  prefixes: string[];
  /** Token of the next page, or null at the end. */
  next: string | null;
};

export interface ObjectStore {
  /** Throws a TrailkeepError of a `source-…` code. */
  list(request: ListRequest): Promise<ListPage>;
  /**
   * The object's own bytes, whole. Throws `object-missing` when it is gone, `object-archived` when it must be restored first,
   * `object-too-large` beyond `maxBytes` (nothing more is read then), and `source-…` for everything that may be wrong with the source.
   */
  get(key: string, options: { maxBytes: number }): Promise<Uint8Array>;
  /** In words for people and logs: `s3://bucket/prefix` or the folder's path. Never a secret. */
  describe(): string;
  close(): void;
}

export const MAX_KEYS = 1000;
