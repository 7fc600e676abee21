import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { calls, equals, succeeded, test } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const flag = 'requestParameters.resourcesVpcConfig.endpointPublicAccess';
const ranges = 'requestParameters.resourcesVpcConfig.publicAccessCidrs';
const forAllAddresses = test(ranges, 'endsWith', '/0');
// An empty list is none, too.
const withoutRanges = equals(ranges, null);

/** AWS makes a cluster's API public, to all addresses, unless the request says otherwise. */
const made: Condition = {
  all: [calls('eks', 'CreateCluster'), { any: [withoutRanges, forAllAddresses] }],
};

/** A change leaves alone what the request does not name. */
const changed: Condition = {
  all: [
    calls('eks', 'UpdateClusterConfig'),
    { any: [forAllAddresses, { all: [equals(flag, true), withoutRanges] }] },
  ],
};

const update = (resourcesVpcConfig: Record<string, unknown>) => ({
  service: 'eks',
  name: 'UpdateClusterConfig',
  params: { name: 'production', resourcesVpcConfig },
});

const create = (resourcesVpcConfig: Record<string, unknown>) => ({
  service: 'eks',
  name: 'CreateCluster',
  params: {
    name: 'production',
    roleArn: 'arn:aws:iam::111122223333:role/eks-cluster',
    resourcesVpcConfig: { subnetIds: ['subnet-0123456789abcdef0'], ...resourcesVpcConfig },
  },
});

export const clusterPublic: BuiltInRule = {
  id: 'cluster-public',
  family: 'compute',
  name: 'Kubernetes API of a cluster opened to the Internet',
  severity: 'medium',
  description:
    'The API of an EKS cluster can now be reached from every address. Its own sign-in still stands before it, but a leaked token or a flaw in it is now enough from anywhere.',
  runbook: steps(
    'Ask the one who changed it whether the cluster needs a public API at all.',
    'Narrow it to your own networks (`publicAccessCidrs`), or make it private.',
    'Look at the cluster’s audit log for requests from unknown addresses since.',
  ),
  techniques: ['T1133', 'T1609'],
  condition: {
    all: [{ any: [made, changed] }, { not: equals(flag, false) }, succeeded],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.name'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  fires: [
    [byUser(update({ endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] }))],
    [byUser(update({ publicAccessCidrs: ['0.0.0.0/0'] }))],
    [byUser(update({ publicAccessCidrs: ['203.0.113.0/24', '::/0'] }))],
    [byUser(update({ endpointPublicAccess: true }))],
    [byRole(create({ endpointPublicAccess: true }))],
    [byRole(create({}))],
    [byRole(create({ publicAccessCidrs: [], endpointPrivateAccess: true }))],
    [byRole(create({ publicAccessCidrs: ['0.0.0.0/0'] }))],
  ],
  quiet: [
    [byUser(update({ endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] }))],
    [byUser(update({ endpointPublicAccess: false }))],
    [byUser(update({ endpointPublicAccess: false, publicAccessCidrs: ['0.0.0.0/0'] }))],
    [byUser(update({ endpointPrivateAccess: true }))],
    [byUser({ ...update({}), params: { name: 'production', logging: { clusterLogging: [] } } })],
    [byRole(create({ endpointPublicAccess: false, endpointPrivateAccess: true }))],
    [byRole(create({ publicAccessCidrs: ['203.0.113.0/24'] }))],
    [byUser({ ...update({ endpointPublicAccess: true }), error: 'InvalidParameterException' })],
  ],
};
