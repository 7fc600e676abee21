import { connect as connectPlain, isIP, type TcpNetConnectOpts } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HeadBucketCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { callerIdentity } from '#lib/aws/caller-identity.ts';
import type { AwsCredentials } from '#lib/aws/credentials.ts';
import { type AwsFault, toAwsFault } from '#lib/aws/fault.ts';
import { createS3Client } from '#lib/aws/s3-client.ts';
import { env } from '#lib/env.ts';
import type { TrailkeepError } from '#lib/errors.ts';
import { guardedLookup } from '#lib/net/guarded-agents.ts';
import { refusePrivateHost } from '#lib/net/private-endpoint.ts';
import { type SourcePlace, toSourceFault } from './faults.ts';
import { FIRST_REGION } from './s3-store.ts';
import type { Finding, Probe, ProbeStep } from './test-probe.ts';
import type { Mend } from './test-step.ts';

/** A host that drops packets would be waited for by the system for minutes. */
const CONNECT_MS = 5_000;

/** From the network to the bucket: what must hold before anything in it is looked at. */
export const REACH_STEPS: readonly ProbeStep[] = [
  { name: 'Endpoint', needs: [], run: reachEndpoint },
  { name: 'Credentials', needs: ['Endpoint'], run: checkCredentials, mend: mendTrust },
  { name: 'Bucket', needs: ['Credentials'], run: findBucket },
];

async function reachEndpoint(probe: Probe): Promise<Finding> {
  const url = endpointOf(probe);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  try {
    const typed = probe.subject.endpoint !== null;
    if (typed) refusePrivateHost(url.href);
    const guard = typed ? { lookup: guardedLookup(port) } : {};
    const address = await connectTo({ host, port, ...guard }, url.protocol === 'https:');
    return { message: `${url.host} answers at ${address}, port ${port}.` };
  } catch (error) {
    throw toSourceFault(error, placeOf(probe));
  }
}

/** Resolves to the address that answered. */
function connectTo(to: TcpNetConnectOpts & { host: string }, secure: boolean): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = secure
    ? connectTls({ ...to, ...(isIP(to.host) ? {} : { servername: to.host }) })
    : connectPlain(to);
  socket.setTimeout(CONNECT_MS, () =>
    socket.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
  );
  socket.once(secure ? 'secureConnect' : 'connect', () => resolve(socket.remoteAddress ?? to.host));
  socket.once('error', reject);
  return promise.finally(() => socket.destroy());
}

async function checkCredentials(probe: Probe): Promise<Finding> {
  const { subject } = probe;
  const credentials = probe.credentials();
  const place = { region: regionToAsk(probe), endpoint: subject.endpoint };
  if (credentials.kind === 'role') {
    // Who asks stands in the role's trust policy: worth knowing before the role is refused.
    const asking = credentials.base
      ? ({ kind: 'access-key', ...credentials.base } as const)
      : ({ kind: 'default' } as const);
    probe.callerArn = await identify(probe, asking, place);
  }
  const asker = probe.callerArn;
  probe.callerArn = await identify(probe, credentials, place);
  if (probe.callerArn === '')
    return { message: 'Nobody says whose the key is (no STS here); the next steps try it.' };
  return {
    message: asker ? `${asker} may assume the role ${subject.roleArn}.` : `They are of ${probe.callerArn}.`,
  };
}

/** '' where STS says nothing: not every store has one, and not every network lets its requests out. */
async function identify(
  probe: Probe,
  credentials: AwsCredentials,
  place: { region: string; endpoint: string | null },
): Promise<string> {
  try {
    return await callerIdentity(credentials, place);
  } catch (error) {
    if (credentials.kind !== 'role' && !isAboutKey(toAwsFault(error))) return '';
    throw toSourceFault(error, placeOf(probe));
  }
}

const KEY_FAULTS: ReadonlySet<string> = new Set([
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'RequestTimeTooSkewed',
  'CredentialsProviderError',
  'TokenProviderError',
]);

function isAboutKey({ name }: AwsFault): boolean {
  return KEY_FAULTS.has(name);
}

function mendTrust({ subject, callerArn }: Probe, error: TrailkeepError): Mend | null {
  if (subject.credentialKind !== 'role' || !/assume/.test(error.message)) return null;
  return {
    kind: 'trust',
    roleArn: subject.roleArn ?? '',
    externalId: subject.externalId ?? '',
    principal: callerArn || null,
  };
}

/** A listing tells more than HeadBucket, which answers without words; that it may not be listed is the next step's to say. */
async function findBucket(probe: Probe): Promise<Finding> {
  const { bucket, region } = probe.subject;
  const asked = regionToAsk(probe);
  const fault = await askForKeys(probe, asked);
  const elsewhere = fault !== null && fault.region !== null && fault.region !== asked;
  if (fault && elsewhere && region === null)
    return found(probe, fault.region, `${bucket} is there, in ${fault.region}: found by itself.`);
  if (fault && (elsewhere || !isRefusal(fault))) throw toSourceFault(fault.thrown, placeOf(probe));
  const named = fault?.region ?? (await regionNamed(probe, asked));
  const where = named === null ? '' : `, in ${named}${region === null ? ': found by itself' : ' as entered'}`;
  return found(probe, named ?? asked, `${bucket} is there${where}.`);
}

function found(probe: Probe, region: string | null, message: string): Finding {
  probe.region = region;
  probe.s3?.destroy();
  probe.s3 = clientOf(probe, region ?? regionToAsk(probe));
  return { message };
}

async function askForKeys(probe: Probe, region: string): Promise<(AwsFault & { thrown: unknown }) | null> {
  const { bucket, prefix } = probe.subject;
  const s3 = clientOf(probe, region);
  try {
    await s3.send(new ListObjectsV2Command({ Bucket: bucket ?? '', Prefix: prefix, MaxKeys: 1 }));
    return null;
  } catch (thrown) {
    return { ...toAwsFault(thrown), thrown };
  } finally {
    s3.destroy();
  }
}

/** S3 refuses only where there is something to refuse: the bucket is there. */
function isRefusal({ name, status }: AwsFault): boolean {
  return name === 'AccessDenied' || (status === 403 && !KEY_FAULTS.has(name));
}

async function regionNamed(probe: Probe, region: string): Promise<string | null> {
  const s3 = clientOf(probe, region);
  try {
    const answer = await s3.send(new HeadBucketCommand({ Bucket: probe.subject.bucket ?? '' }));
    return answer.BucketRegion ?? null;
  } catch (thrown) {
    return toAwsFault(thrown).region;
  } finally {
    s3.destroy();
  }
}

function clientOf({ credentials, subject }: Probe, region: string): S3Client {
  return createS3Client({ credentials: credentials(), endpoint: subject.endpoint }, region);
}

function regionToAsk({ subject }: Probe): string {
  return subject.region ?? (process.env.AWS_REGION || FIRST_REGION);
}

function endpointOf(probe: Probe): URL {
  const region = regionToAsk(probe);
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(probe.subject.endpoint ?? env().AWS_ENDPOINT_URL ?? `https://s3.${region}.${suffix}`);
}

function placeOf({ subject }: Probe): SourcePlace {
  const { bucket, accessKeyId, region, endpoint } = subject;
  return { bucket: bucket ?? '', action: 's3:ListBucket', accessKeyId, region, endpoint };
}
