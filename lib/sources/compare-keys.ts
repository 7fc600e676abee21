const BEYOND_PLANE_0 = /[\ud800-\udfff]/;

/** Order of keys in S3: by UTF-8 bytes. JavaScript's own order is the same as long as no character is beyond U+FFFF. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (BEYOND_PLANE_0.test(a) || BEYOND_PLANE_0.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
