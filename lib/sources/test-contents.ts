import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { formatBytes, formatCount } from '#lib/charts/format-number.ts';
import { parseObjectKey } from '#lib/cloudtrail/object-key.ts';
import { ObjectUnreadableError, readObject } from '#lib/cloudtrail/read-object.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { describeLayout } from './describe-layout.ts';
import { estimateCollecting } from './estimate.ts';
import { normalisePrefix } from './folder-layout.ts';
import { sampleFolders, spread } from './sample-folders.ts';
import { filterOf } from './source-filter.ts';
import { surveyFolders } from './survey.ts';
import { type Finding, type Probe, type ProbeStep, storeOf } from './test-probe.ts';
import type { Mend } from './test-step.ts';

const MAX_BYTES = 64 << 20;
const ACCOUNTS_LOOKED_AT = 20;

/** What is in the bucket or folder, and whether it can be read. */
export const CONTENT_STEPS: readonly ProbeStep[] = [
  { name: 'List', needs: ['Bucket'], run: listKeys, mend: (_, error) => mendDenied('list', error) },
  { name: 'Layout', needs: ['List'], run: findLayout },
  { name: 'Get', needs: ['Layout'], run: getNewest, mend: (_, error) => mendDenied('get', error) },
  { name: 'Decrypt', needs: ['Get'], run: decrypt, mend: mendDecrypt },
  { name: 'Digest files', needs: ['Layout'], run: findDigests },
  { name: 'Estimate', needs: ['Layout'], run: estimate },
];

async function listKeys(probe: Probe): Promise<Finding> {
  const { subject } = probe;
  const store = storeOf(probe);
  const prefix = normalisePrefix(subject.prefix);
  const { objects, next } = await store.list({ prefix });
  if (objects.length === 0) {
    throw new TrailkeepError('source-missing', `There is nothing in ${store.describe()}.`, {
      hint:
        prefix === ''
          ? 'No trail has delivered yet: that takes some minutes after it is made. Check that the trail names this bucket.'
          : 'Check the prefix: it is what stands before AWSLogs/ in the keys.',
    });
  }
  const where = prefix === '' ? 'in the bucket' : `under ${prefix}`;
  return {
    message: `${formatCount(objects.length)} keys read ${where}${next === null ? '' : ', and there are more'}.`,
  };
}

async function findLayout(probe: Probe): Promise<Finding> {
  const { subject, now } = probe;
  const store = storeOf(probe);
  const prefix = normalisePrefix(subject.prefix);
  const { folders } = await surveyFolders(store, [prefix], { ...filterOf(subject), countIgnored: false });
  if (folders.length === 0) {
    throw new TrailkeepError('source-missing', `There are no CloudTrail logs in ${store.describe()}.`, {
      hint: `${await whatIsThere(probe, prefix)} CloudTrail's are at [prefix/]AWSLogs/<account>/CloudTrail/<region>/. Check the prefix, and the regions and accounts to take.`,
    });
  }
  probe.folders = folders.length;
  probe.samples = await sampleFolders(store, folders, subject.collectDays, now.getTime());
  const byAge = probe.samples.toSorted((a, b) => (b.newestAtMs ?? 0) - (a.newestAtMs ?? 0));
  probe.newest = byAge.find(({ newest }) => newest !== null)?.newest ?? null;
  const accounts = [...new Set(folders.map(({ accountId }) => accountId))];
  const added = probe.countAdded ? await probe.countAdded(accounts) : accounts.length;
  return { message: describeLayout(folders, probe.samples, accounts.length - added) };
}

async function whatIsThere(probe: Probe, prefix: string): Promise<string> {
  const { prefixes, objects } = await storeOf(probe).list({ prefix, delimiter: '/', maxKeys: 20 });
  const names = [...prefixes, ...objects.map(({ key }) => key)].map((key) => key.slice(prefix.length));
  return `There is ${names.slice(0, 4).join(', ')}${names.length > 4 ? ' …' : ''}.`;
}

async function getNewest(probe: Probe): Promise<Finding> {
  const { newest } = probe;
  if (!newest) return { state: 'warning', message: 'There is no log object yet to read.' };
  const startedAt = performance.now();
  try {
    const body = await storeOf(probe).get(newest.key, { maxBytes: MAX_BYTES });
    probe.getMs = performance.now() - startedAt;
    return await describeObject(newest.key, body);
  } catch (error) {
    // S3 asks for its own right first, and then for the key: the refusal of the key means that reading is allowed.
    if (!(error instanceof TrailkeepError) || error.code !== 'source-kms') throw error;
    probe.kmsFault = error;
    return { message: 's3:GetObject is allowed.' };
  }
}

async function describeObject(key: string, body: Uint8Array): Promise<Finding> {
  const name = key.slice(key.lastIndexOf('/') + 1);
  try {
    let records = 0;
    for await (const batch of readObject(body)) records += batch.length;
    return { message: `${formatBytes(body.length)} read, ${formatCount(records)} records: ${name}.` };
  } catch (error) {
    if (!(error instanceof ObjectUnreadableError)) throw error;
    return {
      state: 'warning',
      message: `${name} was read, and is no CloudTrail log: ${error.reason}.`,
      hint: 'Such objects are put aside with the reason; the others go in.',
    };
  }
}

async function decrypt(probe: Probe): Promise<Finding> {
  const { kmsFault, newest } = probe;
  if (kmsFault) throw kmsFault;
  if (!newest) return { state: 'warning', message: 'There is no log object yet to decrypt.' };
  const keyArn = await keyOf(probe);
  return {
    message: keyArn
      ? `The KMS key ${keyArn} may be used.`
      : 'Nothing to allow: the objects are not encrypted with a KMS key.',
  };
}

/** The KMS key of the newest object; null where there is none, or the store does not say. */
async function keyOf({ s3, subject, newest }: Probe): Promise<string | null> {
  if (!s3 || !newest) return null;
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: subject.bucket ?? '', Key: newest.key }));
    return head.SSEKMSKeyId ?? null;
  } catch {
    // The object itself was read: which key it was is only good to know.
    return null;
  }
}

function mendDecrypt({ callerArn, subject }: Probe, error: TrailkeepError): Mend {
  const said = error.cause instanceof Error ? error.cause.message : '';
  const keyArn = /arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+/.exec(said)?.[0] ?? null;
  return { kind: 'decrypt', keyArn, principal: subject.roleArn || callerArn || null };
}

function mendDenied(kind: 'list' | 'get', { code }: TrailkeepError): Mend | null {
  return code === 'source-denied' ? { kind } : null;
}

/** Digests lie beside the logs of each account, in the layout's own place. */
async function findDigests(probe: Probe): Promise<Finding> {
  const { samples } = probe;
  const roots = new Set(samples.flatMap(({ newest }) => (newest ? [digestRoot(newest.key)] : [])));
  const looked = spread([...roots], ACCOUNTS_LOOKED_AT);
  let withDigests = 0;
  for (const prefix of looked) {
    const { objects } = await storeOf(probe).list({ prefix, maxKeys: 1 });
    if (objects.length > 0) withDigests += 1;
  }
  if (withDigests === looked.length && looked.length > 0)
    return { message: 'There are digest files: AWS signs what it delivers.' };
  return {
    state: 'warning',
    message:
      withDigests === 0
        ? 'There are no digest files.'
        : `Only ${withDigests} of ${looked.length} accounts have digest files.`,
    hint: 'Collecting works without. To be able to prove that no log was changed, switch log file validation on in the trail (enable-log-file-validation).',
  };
}

function digestRoot(key: string): string {
  const parsed = parseObjectKey(key);
  const kind = parsed.type === 'other' ? 'CloudTrail' : parsed.kind;
  const end = key.lastIndexOf(`/${kind}/`);
  return `${key.slice(0, end)}/CloudTrail-Digest/`;
}

async function estimate({ samples, folders, lanes, getMs, subject }: Probe): Promise<Finding> {
  const { objects, sizeBytes, exact, tookMs } = estimateCollecting(samples, { folders, lanes, getMs });
  const about = exact ? '' : 'about ';
  const days =
    subject.collectDays === 1 ? 'the last day' : `the last ${formatCount(subject.collectDays)} days`;
  if (objects === 0)
    return {
      state: 'warning',
      message: `There is nothing of ${days}.`,
      hint: 'Collect more days to take what is older.',
    };
  return {
    message: `${capital(about)}${formatCount(objects)} objects, ${formatBytes(sizeBytes)}, of ${days}: ${tookMs < 60_000 ? 'less than a minute' : `about ${formatDuration(tookMs)}`} to collect, today first.`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
