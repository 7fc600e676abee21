/** Whom the server knows. */
export type LocalCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  /** The only buckets that this key may touch; all where absent. */
  buckets?: string[];
  /** Temporary credentials: must come with each request. */
  sessionToken?: string;
  /** Temporary credentials end here. */
  expiresMs?: number;
  /** What GetCallerIdentity answers. */
  arn?: string;
};

/** The keys that the server accepts: those that it was started with, and those that AssumeRole gave out. */
export class Credentials {
  readonly #known = new Map<string, LocalCredentials>();

  constructor(known: LocalCredentials[]) {
    for (const one of known) this.add(one);
  }

  add(one: LocalCredentials): void {
    this.#known.set(one.accessKeyId, one);
  }

  get(accessKeyId: string): LocalCredentials | undefined {
    return this.#known.get(accessKeyId);
  }
}
