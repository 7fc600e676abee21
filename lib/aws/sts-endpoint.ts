/**
 * Where STS answers for a bucket behind an endpoint of its own: at the same place for S3-compatible stores (MinIO, Ceph), and
 * at AWS's usual one where the endpoint is AWS's too (a VPC endpoint) or there is none. Null: the usual one.
 */
export function stsEndpointOf(endpoint: string | null): string | null {
  if (endpoint === null || !URL.canParse(endpoint)) return null;
  return /(^|\.)amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname) ? null : endpoint;
}
