import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const create = {
  service: 'rolesanywhere',
  name: 'CreateTrustAnchor',
  params: { name: 'factory', enabled: true, source: { sourceType: 'CERTIFICATE_BUNDLE' } },
};

export const rolesAnywhereTrust: BuiltInRule = {
  id: 'roles-anywhere-trust',
  family: 'identity',
  name: 'Roles Anywhere trusts a new certificate authority',
  severity: 'high',
  description:
    'A trust anchor of IAM Roles Anywhere was made or changed. Whoever holds that authority’s key can take on roles of the account from outside AWS, for as long as they like.',
  runbook: steps(
    'Compare the certificate in the event with those of your own authority.',
    'See which profiles and roles can be used with it (`CreateProfile`, roles that trust `rolesanywhere.amazonaws.com`).',
    'If it is not yours: disable the trust anchor, revoke the sessions of those roles and look at their events.',
  ),
  techniques: ['T1098.001', 'T1550.001'],
  condition: { all: [calls('rolesanywhere', 'CreateTrustAnchor', 'UpdateTrustAnchor'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html'],
  fires: [[byUser(create)], [byRole({ ...create, name: 'UpdateTrustAnchor' })]],
  quiet: [
    [byUser({ ...create, error: 'AccessDeniedException' })],
    [byUser({ ...create, name: 'ListTrustAnchors', readOnly: true })],
  ],
};
