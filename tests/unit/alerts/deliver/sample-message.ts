import type { FindingMessage } from '#lib/alerts/deliver/finding-message.ts';

export const MESSAGE: FindingMessage = {
  deliveryId: '0b2f4c1e-3a57-4a52-9f55-2f1f0c7f6a10',
  event: 'finding.opened',
  finding: {
    id: '42',
    groupKey: '7:222222222222:9f86d081-884c-4d65-9a2f-eaa0c55ad015',
    severity: 'high',
    rule: 'Security group open to 0.0.0.0/0',
    description: 'A rule of a security group lets the whole internet in.',
    runbook: 'Revoke the rule, and look for instances in the group.',
    techniques: ['T1562.007'],
    scope: 'Acme production',
    accountId: '222222222222',
    accountName: 'prod-web',
    group: { '@user': 'deploy-prod', '@resource': 'sg-0a1b2c3d4e5f60718' },
    firstAt: '2026-11-20T21:46:31.000Z',
    lastAt: '2026-11-20T21:47:10.000Z',
    events: 3,
    url: 'https://trailkeep.example.com/account/222222222222/alerts?finding=42',
  },
};
