import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { byAwsItself, calls, equals, isPresent, succeeded, test } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

/** A trail may have several selectors: one that takes all management events is enough. */
const basicSelectorOfAll: Condition = {
  within: 'requestParameters.eventSelectors[]',
  has: {
    all: [
      { not: equals('includeManagementEvents', false) },
      { not: equals('readWriteType', 'ReadOnly', 'WriteOnly') },
    ],
  },
};
/** Leaving out a source (KMS, RDS Data) is how people save money, and no cut. */
const advancedSelectorOfAll: Condition = {
  within: 'requestParameters.advancedEventSelectors[]',
  has: {
    all: [
      {
        within: 'fieldSelectors[]',
        has: { all: [equals('field', 'eventCategory'), equals('equals', 'Management')] },
      },
      { not: { within: 'fieldSelectors[]', has: equals('field', 'readOnly') } },
    ],
  },
};

const put = (params: Record<string, unknown>) => ({
  service: 'cloudtrail',
  name: 'PutEventSelectors',
  params: { trailName: 'organisation', ...params },
});
const selector = { readWriteType: 'All', includeManagementEvents: true, dataResources: [] };
const advanced = (...fieldSelectors: Record<string, unknown>[]) =>
  put({ advancedEventSelectors: [{ name: 'selector', fieldSelectors }] });
const management = { field: 'eventCategory', equals: ['Management'] };

export const managementEventsCut: BuiltInRule = {
  id: 'management-events-cut',
  family: 'logging',
  name: 'Management events cut from a trail',
  severity: 'critical',
  description:
    'A trail was told to record management events no longer, or only those that read or only those that write. It still looks switched on, but what is done in the account is missing from it.',
  runbook: steps(
    'Put a selector back that takes all management events, reads and writes.',
    'Ask the one who changed it; to save money, leaving out KMS is enough.',
    'See which other trail still records the account, and look there for what happened in between.',
  ),
  techniques: ['T1562.008'],
  condition: {
    all: [
      calls('cloudtrail', 'PutEventSelectors'),
      {
        any: [
          isPresent('requestParameters.eventSelectors'),
          isPresent('requestParameters.advancedEventSelectors'),
        ],
      },
      { not: { any: [basicSelectorOfAll, advancedSelectorOfAll] } },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.trailName'],
  quietMinutes: 60,
  exclusions: [
    byAwsItself,
    {
      reason: 'The trail’s name says that it is for data events alone, which never had management events.',
      condition: test('requestParameters.trailName', 'contains', 'data-events', 'dataevents'),
    },
  ],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
  ],
  fires: [
    [byUser(put({ eventSelectors: [{ ...selector, includeManagementEvents: false }] }))],
    [byUser(put({ eventSelectors: [{ ...selector, readWriteType: 'ReadOnly' }] }))],
    [byUser(advanced({ field: 'eventCategory', equals: ['Data'] }))],
    [byUser(advanced(management, { field: 'readOnly', equals: ['true'] }))],
  ],
  quiet: [
    [byUser(put({ eventSelectors: [{ ...selector, includeManagementEvents: false }, selector] }))],
    [byUser(advanced(management, { field: 'eventSource', notEquals: ['kms.amazonaws.com'] }))],
    [byUser({ ...put({ eventSelectors: [] }), error: 'AccessDenied' })],
    [
      byServiceRole({
        ...advanced({ field: 'eventCategory', equals: ['Data'] }),
        role: 'AWSServiceRoleForCloudTrail',
        owner: 'cloudtrail',
      }),
    ],
    [byUser(put({ trailName: 'acme-data-events', eventSelectors: [{ includeManagementEvents: false }] }))],
  ],
};
