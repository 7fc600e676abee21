import type {
  AdvancedEventSelector,
  EventSelector,
  GetEventSelectorsResponse,
  GetTrailStatusResponse,
  Trail,
} from '@aws-sdk/client-cloudtrail';
import type { ManagementEvents } from './trail.ts';

/** A trail as one account's credentials show it: the columns of `trail` but the account and the time. */
export type DescribedTrail = {
  arn: string;
  name: string;
  homeRegion: string;
  bucket: string;
  keyPrefix: string;
  globalEvents: boolean;
  multiRegion: boolean;
  organization: boolean;
  logValidation: boolean;
  kmsKey: string | null;
  snsTopic: string | null;
  logGroup: string | null;
  insights: boolean;
  managementEvents: ManagementEvents | null;
  dataEvents: string[];
  logging: boolean | null;
  loggingStartedAt: Date | null;
  loggingEndedAt: Date | null;
  deliveredAt: Date | null;
  deliveryError: string | null;
  notifiedAt: Date | null;
  notificationError: string | null;
  digestDeliveredAt: Date | null;
  digestError: string | null;
  /** Why the status or the selectors are not known, in words. */
  statusError: string | null;
};

/** What DescribeTrails says of one; what AWS leaves out is no. Null for one without an ARN, which could not be told apart. */
export function describedTrail(trail: Trail): DescribedTrail | null {
  const { TrailARN: arn } = trail;
  if (!arn) return null;
  return {
    arn,
    name: trail.Name ?? arn.slice(arn.lastIndexOf('/') + 1),
    homeRegion: trail.HomeRegion ?? arn.split(':')[3] ?? '',
    bucket: trail.S3BucketName ?? '',
    keyPrefix: (trail.S3KeyPrefix ?? '').replace(/^\/+|\/+$/g, ''),
    globalEvents: trail.IncludeGlobalServiceEvents ?? false,
    multiRegion: trail.IsMultiRegionTrail ?? false,
    organization: trail.IsOrganizationTrail ?? false,
    logValidation: trail.LogFileValidationEnabled ?? false,
    kmsKey: trail.KmsKeyId ?? null,
    snsTopic: trail.SnsTopicARN ?? trail.SnsTopicName ?? null,
    logGroup: trail.CloudWatchLogsLogGroupArn ?? null,
    insights: trail.HasInsightSelectors ?? false,
    ...NOTHING_KNOWN,
  };
}

const NOTHING_KNOWN = {
  managementEvents: null,
  dataEvents: [],
  logging: null,
  loggingStartedAt: null,
  loggingEndedAt: null,
  deliveredAt: null,
  deliveryError: null,
  notifiedAt: null,
  notificationError: null,
  digestDeliveredAt: null,
  digestError: null,
  statusError: null,
};

export function withStatus(trail: DescribedTrail, status: GetTrailStatusResponse): DescribedTrail {
  return {
    ...trail,
    logging: status.IsLogging ?? null,
    loggingStartedAt: status.StartLoggingTime ?? null,
    loggingEndedAt: status.StopLoggingTime ?? null,
    deliveredAt: status.LatestDeliveryTime ?? null,
    deliveryError: status.LatestDeliveryError || null,
    notifiedAt: status.LatestNotificationTime ?? null,
    notificationError: status.LatestNotificationError || null,
    digestDeliveredAt: status.LatestDigestDeliveryTime ?? null,
    digestError: status.LatestDigestDeliveryError || null,
  };
}

export function withSelectors(trail: DescribedTrail, answer: GetEventSelectorsResponse): DescribedTrail {
  const { EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] } = answer;
  const dataEvents = [...basic.flatMap(dataTypesOf), ...advanced.flatMap(advancedDataTypesOf)];
  const modes = [...basic.flatMap(managementModeOf), ...advanced.flatMap(advancedManagementModeOf)];
  return { ...trail, managementEvents: together(modes), dataEvents: [...new Set(dataEvents)].sort() };
}

type Mode = 'all' | 'read' | 'write';

/** Several selectors add up. */
function together(modes: readonly Mode[]): ManagementEvents {
  if (modes.includes('all') || (modes.includes('read') && modes.includes('write'))) return 'all';
  return modes[0] ?? 'none';
}

function managementModeOf(selector: EventSelector): Mode[] {
  if (selector.IncludeManagementEvents === false) return [];
  if (selector.ReadWriteType === 'ReadOnly') return ['read'];
  return selector.ReadWriteType === 'WriteOnly' ? ['write'] : ['all'];
}

function dataTypesOf(selector: EventSelector): string[] {
  return (selector.DataResources ?? []).flatMap(({ Type }) => (Type ? [Type] : []));
}

function advancedManagementModeOf(selector: AdvancedEventSelector): Mode[] {
  if (!valuesOf(selector, 'eventCategory').includes('Management')) return [];
  const [readOnly] = valuesOf(selector, 'readOnly');
  if (readOnly === undefined) return ['all'];
  return [readOnly === 'true' ? 'read' : 'write'];
}

function advancedDataTypesOf(selector: AdvancedEventSelector): string[] {
  return valuesOf(selector, 'eventCategory').includes('Data') ? valuesOf(selector, 'resources.type') : [];
}

function valuesOf(selector: AdvancedEventSelector, field: string): string[] {
  return (selector.FieldSelectors ?? []).flatMap((one) => (one.Field === field ? (one.Equals ?? []) : []));
}
