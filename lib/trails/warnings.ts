import { formatDuration } from '#lib/time/duration.ts';
import { type Trail, type TrailFacts, type TrailWarning, WARNING_CODES } from './trail.ts';

/** CloudTrail delivers every five minutes or so while anything happens; some region always does something in a few hours. */
const SILENT_MS = 6 * 3_600_000;

type Check = (trail: TrailFacts, context: Context) => Omit<TrailWarning, 'code'> | null;
type Context = { nowMs: number; recorders: Recorders };
/** By account: the trails that record its global service events now. */
type Recorders = ReadonlyMap<string, readonly TrailFacts[]>;

/** Each trail of a scope with what is worth a look about it, the worst first. Some faults lie between two: give all of them. */
export function addWarnings(all: readonly TrailFacts[], now: Date): Trail[] {
  const context = { nowMs: now.getTime(), recorders: globalRecorders(all) };
  return all.map((trail) => ({ ...trail, warnings: warningsOf(trail, context) }));
}

function warningsOf(trail: TrailFacts, context: Context): TrailWarning[] {
  const found = WARNING_CODES.flatMap((code) => {
    const warning = CHECKS[code](trail, context);
    return warning ? [{ code, ...warning }] : [];
  });
  return found.toSorted((a, b) => Number(a.severity === 'warn') - Number(b.severity === 'warn'));
}

const CHECKS: Record<TrailWarning['code'], Check> = {
  'logging-off': (trail) =>
    trail.logging === false
      ? bad(
          'Logging is off: nothing is recorded.',
          `Find who stopped it (StopLogging in Events), then start it: aws cloudtrail start-logging --name ${trail.arn}.`,
        )
      : null,
  'delivery-error': (trail) =>
    trail.deliveryError
      ? bad(
          `The last delivery failed: ${trail.deliveryError}.`,
          "Check the bucket's policy, that the bucket is there, and the policy of the KMS key. AWS tries again for 30 days.",
        )
      : null,
  'nothing-delivered': nothingDelivered,
  'answer-old': (trail, { nowMs }) => {
    if (trail.fault === null || trail.askedAt === null) return null;
    const age = formatDuration(nowMs - Date.parse(trail.askedAt));
    return warn(
      `AWS does not answer any more: ${trail.fault.message} What stands here is ${age} old.`,
      trail.fault.hint ?? 'Test the credentials of the account.',
    );
  },
  'validation-off': (trail) =>
    trail.logValidation === false
      ? warn(
          trail.inferred
            ? 'There are no digest files: a change of its log files would not show.'
            : 'Log file validation is off: a change of its log files would not show.',
          trail.inferred
            ? 'Switch log file validation on for the trail that delivers there.'
            : `Switch it on: aws cloudtrail update-trail --enable-log-file-validation --name ${trail.arn}.`,
        )
      : null,
  'digest-error': (trail) =>
    trail.digestError && trail.logValidation
      ? bad(
          `The last digest file could not be delivered: ${trail.digestError}.`,
          "Without it the log files of that hour cannot be proved. Check the bucket's policy.",
        )
      : null,
  'not-collected': (trail) =>
    trail.collected || trail.inferred
      ? null
      : warn(
          `Its bucket ${trail.bucket} is no log source here: what only this trail records is not in the reports.`,
          'Add the bucket under Aggregated S3 Buckets, or let the trail deliver to one that is there.',
        ),
  'global-events-twice': globalEventsTwice,
  'management-events-partial': (trail) => {
    if (!trail.managementEvents || trail.managementEvents === 'all') return null;
    return warn(
      PARTIAL[trail.managementEvents],
      'Record all management events: their first copy in each region costs nothing.',
    );
  },
  'notification-error': (trail) =>
    trail.notificationError
      ? warn(
          `The last notification failed: ${trail.notificationError}.`,
          'Check the SNS topic and that its policy lets CloudTrail publish. Objects are found by listing meanwhile.',
        )
      : null,
  'status-unknown': (trail) =>
    trail.statusError
      ? warn(
          `Whether it is logging is not known: ${trail.statusError}`,
          'Allow cloudtrail:GetTrailStatus and cloudtrail:GetEventSelectors.',
        )
      : null,
};

const PARTIAL = {
  read: 'Of management events only reads are recorded: changes are not.',
  write: 'Of management events only writes are recorded: who looked at what is not.',
  none: 'Management events are not recorded.',
} as const;

function nothingDelivered(trail: TrailFacts, { nowMs }: Context) {
  if (trail.logging === false || trail.deliveryError) return null;
  const since = trail.deliveredAt ?? trail.loggingStartedAt;
  if (since === null) return null;
  const silentMs = nowMs - Date.parse(since);
  if (silentMs < SILENT_MS) return null;
  const what = trail.deliveredAt ? 'Nothing was delivered for' : 'Nothing was delivered since it started,';
  return bad(
    `${what} ${formatDuration(silentMs)}${trail.deliveredAt ? '' : ' ago'}.`,
    trail.inferred
      ? 'The trail may be stopped or deliver elsewhere now, or the bucket can no longer be read.'
      : "Check the bucket's policy and the KMS key's, and whether the trail records any events at all.",
  );
}

/** AWS records an event of IAM, STS or CloudFront once for each trail that includes them. */
function globalEventsTwice(trail: TrailFacts, { recorders }: Context) {
  if (!recordsGlobalEvents(trail)) return null;
  const twins = new Map<string, TrailFacts>();
  for (const accountId of recordedAccounts(trail)) {
    for (const other of recorders.get(accountId) ?? []) twins.set(other.id, other);
  }
  twins.delete(trail.id);
  if (twins.size === 0) return null;
  const names = [...twins.values()].map((twin) => twin.name ?? twin.id).sort();
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
  return warn(
    `Global service events (IAM, STS, CloudFront) are recorded by ${shown} too.`,
    'Each is stored and counted once here, but delivered and paid for twice. Let one trail of an account include them.',
  );
}

function globalRecorders(all: readonly TrailFacts[]): Recorders {
  const recorders = new Map<string, TrailFacts[]>();
  for (const trail of all.filter(recordsGlobalEvents)) {
    for (const accountId of recordedAccounts(trail)) {
      recorders.set(accountId, [...(recorders.get(accountId) ?? []), trail]);
    }
  }
  return recorders;
}

function recordsGlobalEvents(trail: TrailFacts): boolean {
  return trail.globalEvents === true && trail.logging !== false;
}

/** An organisation's trail records every account that sees it; others record their own. */
function recordedAccounts(trail: TrailFacts): readonly string[] {
  if (trail.organization) return trail.accounts;
  return trail.accountId === null ? [] : [trail.accountId];
}

function bad(message: string, hint: string): Omit<TrailWarning, 'code'> {
  return { severity: 'bad', message, hint };
}

function warn(message: string, hint: string): Omit<TrailWarning, 'code'> {
  return { severity: 'warn', message, hint };
}
