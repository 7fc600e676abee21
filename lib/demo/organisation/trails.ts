import type { LocalTrail } from '../aws/cloudtrail.ts';
import { DATA_PLATFORM, DEMO_ACCOUNTS, PRODUCTION, SECURITY_AUDIT, STAGING } from './accounts.ts';
import { storyTimes } from './story/story.ts';
import { DAY_MS, MINUTE_MS } from './times.ts';

/** Accounts of the sample organisation whose credentials the portal has, to ask for their trails. */
export const DEMO_ASKED_ACCOUNTS = [SECURITY_AUDIT, PRODUCTION, STAGING, DATA_PLATFORM];

/** Delivers every five minutes or so. */
const DELIVERED_MS = 3 * MINUTE_MS;
/** In the scene, the trail of the data events is the last that is stopped. */
const DATA_TRAIL_AFTER_MS = 53_000;

/**
 * The trails of the sample organisation at the end of its story: the organisation's own, one of a region that nobody hardened, one
 * that cannot deliver any more, and in production the one that the intruder stopped and had no time to delete. `endMs` is the end
 * of the generated range.
 */
export function demoTrails(bucket: string, days: number, endMs: number): LocalTrail[] {
  const startedAt = new Date(endMs - 412 * DAY_MS);
  const stoppedMs = storyTimes(endMs - days * DAY_MS, endMs).stopTrailMs + DATA_TRAIL_AFTER_MS;
  const delivering = (nowMs: number) => ({
    IsLogging: true,
    StartLoggingTime: startedAt,
    LatestDeliveryTime: new Date(nowMs - DELIVERED_MS),
  });
  return [
    {
      name: 'acme-organisation',
      accountId: SECURITY_AUDIT.id,
      homeRegion: 'eu-central-1',
      bucket,
      members: DEMO_ACCOUNTS.map(({ id }) => id),
      multiRegion: true,
      logValidation: true,
      kmsKey: `arn:aws:kms:eu-central-1:${SECURITY_AUDIT.id}:key/7c9e6679-7425-40de-944b-e07fc1f90ae7`,
      snsTopic: `arn:aws:sns:eu-central-1:${SECURITY_AUDIT.id}:acme-cloudtrail`,
      status: (nowMs) => ({
        ...delivering(nowMs),
        LatestNotificationTime: new Date(nowMs - DELIVERED_MS),
        LatestDigestDeliveryTime: new Date(nowMs - 22 * MINUTE_MS),
      }),
    },
    {
      name: 'acme-production-data-events',
      accountId: PRODUCTION.id,
      homeRegion: 'eu-central-1',
      bucket: 'acme-production-data-events',
      logValidation: true,
      selectors: {
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Data'] },
              { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            ],
          },
        ],
      },
      status: () => ({
        IsLogging: false,
        StartLoggingTime: startedAt,
        StopLoggingTime: new Date(stoppedMs),
        LatestDeliveryTime: new Date(stoppedMs - DELIVERED_MS),
        LatestDigestDeliveryTime: new Date(stoppedMs - 40 * MINUTE_MS),
      }),
    },
    {
      name: 'staging-default',
      accountId: STAGING.id,
      homeRegion: 'us-east-1',
      bucket: 'staging-trail-logs',
      keyPrefix: 'default',
      globalEvents: true,
      status: delivering,
    },
    {
      name: 'data-platform-trail',
      accountId: DATA_PLATFORM.id,
      homeRegion: 'eu-west-1',
      bucket: 'acme-data-platform-trail',
      multiRegion: true,
      globalEvents: true,
      logValidation: true,
      kmsKey: `arn:aws:kms:eu-west-1:${DATA_PLATFORM.id}:alias/trail`,
      status: () => ({
        IsLogging: true,
        StartLoggingTime: startedAt,
        LatestDeliveryTime: new Date(endMs - 9 * DAY_MS),
        LatestDeliveryError: 'AccessDenied',
      }),
    },
  ];
}
