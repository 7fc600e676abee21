/** Operations of S3. */
export type S3Operation =
  | 'ListBuckets'
  | 'CreateBucket'
  | 'HeadBucket'
  | 'GetBucketLocation'
  | 'GetBucketPolicy'
  | 'PutBucketPolicy'
  | 'DeleteBucketPolicy'
  | 'ListObjectsV2'
  | 'GetObject'
  | 'HeadObject'
  | 'PutObject'
  | 'DeleteObject';

/** An operation of S3, or an action of another service: `AssumeRole`, `DescribeTrails`. */
export type Operation = S3Operation | (string & {});

/** What goes wrong. `cut`, for GetObject only, answers with the whole Content-Length and closes the connection in the middle of the body. */
export type Failure =
  | { kind: 'throttle' }
  | { kind: 'internal-error' }
  | { kind: 'error'; status: number; code: string; message: string }
  | { kind: 'delay'; delayMs: number }
  | { kind: 'cut' };

export type Fault = Failure & {
  operation: Operation;
  /** Any bucket and key where absent; a string is the whole key. */
  bucket?: string;
  key?: string | RegExp;
  /** How many matching requests fail; 1 where absent. */
  times?: number;
};

/** Failures to come, set by tests: each is used up by the requests that it matches, the oldest first. */
export class Faults {
  #planned: { fault: Fault; left: number }[] = [];

  plan(fault: Fault): void {
    this.#planned.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** How many failures are still to come. */
  get left(): number {
    return this.#planned.reduce((sum, { left }) => sum + left, 0);
  }

  /** The failure for this request, if one is planned; it counts as used. */
  take(operation: Operation, bucket: string, key: string): Failure | null {
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (planned.left <= 0 || fault.operation !== operation) continue;
      if (fault.bucket !== undefined && fault.bucket !== bucket) continue;
      if (typeof fault.key === 'string' && fault.key !== key) continue;
      if (fault.key instanceof RegExp && !fault.key.test(key)) continue;
      planned.left -= 1;
      return fault;
    }
    return null;
  }
}
