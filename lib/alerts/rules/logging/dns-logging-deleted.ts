import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const remove = {
  service: 'route53resolver',
  name: 'DeleteResolverQueryLogConfig',
  params: { resolverQueryLogConfigId: 'rqlc-0123456789abcdef' },
};

export const dnsLoggingDeleted: BuiltInRule = {
  id: 'dns-logging-deleted',
  family: 'logging',
  name: 'DNS query logging deleted',
  severity: 'medium',
  description:
    'The logging of DNS queries was taken off a network or a zone. Names that machines ask for show where malware calls home, and data is carried out by such queries too.',
  runbook: steps(
    'See which VPCs or zones the logging belonged to, and set it up again.',
    'Ask the one who deleted it.',
    'Look at the same identity’s other calls in that hour.',
  ),
  techniques: ['T1562.008'],
  condition: {
    all: [
      {
        any: [
          calls('route53resolver', 'DeleteResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig'),
          calls('route53', 'DeleteQueryLoggingConfig'),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html'],
  fires: [
    [byUser(remove)],
    [byUser({ service: 'route53', name: 'DeleteQueryLoggingConfig', region: 'us-east-1' })],
  ],
  quiet: [
    [byUser({ ...remove, error: 'ResourceNotFoundException' })],
    [byUser({ ...remove, name: 'CreateResolverQueryLogConfig' })],
  ],
};
