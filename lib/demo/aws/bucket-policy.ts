import { AwsError } from './aws-error.ts';

const LARGEST_BYTES = 20 * 1024;

/** The policies of buckets, as they were put. They are stored and given back; who may do what is for `BucketRules`. */
export class BucketPolicies {
  readonly #texts = new Map<string, string>();

  /** Throws MalformedPolicy for what is no JSON and for more than S3 takes. */
  put(bucket: string, text: string): void {
    if (Buffer.byteLength(text) > LARGEST_BYTES)
      throw new AwsError(
        400,
        'MalformedPolicy',
        'Policy document exceeds the maximum allowed size of 20480 bytes.',
      );
    try {
      JSON.parse(text);
    } catch {
      throw new AwsError(
        400,
        'MalformedPolicy',
        "Policies must be valid JSON and the first byte must be '{'",
      );
    }
    this.#texts.set(bucket, text);
  }

  /** Throws NoSuchBucketPolicy where there is none. */
  get(bucket: string): string {
    const text = this.#texts.get(bucket);
    if (text !== undefined) return text;
    throw new AwsError(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: bucket });
  }

  remove(bucket: string): void {
    this.#texts.delete(bucket);
  }
}
