import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, isPresent, succeeded, test } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const update = (resourcesVpcConfig: Record<string, unknown>) => ({
  service: 'eks',
  name: 'UpdateClusterConfig',
  params: { name: 'production', resourcesVpcConfig },
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
    all: [
      calls('eks', 'CreateCluster', 'UpdateClusterConfig'),
      equals('requestParameters.resourcesVpcConfig.endpointPublicAccess', true),
      {
        any: [
          // EKS opens the API to all where no range is given.
          { not: isPresent('requestParameters.resourcesVpcConfig.publicAccessCidrs') },
          test('requestParameters.resourcesVpcConfig.publicAccessCidrs', 'endsWith', '/0'),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.name'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  fires: [
    [byUser(update({ endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] }))],
    [byRole({ ...update({ endpointPublicAccess: true }), name: 'CreateCluster' })],
  ],
  quiet: [
    [byUser(update({ endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] }))],
    [byUser(update({ endpointPublicAccess: false }))],
    [byUser({ ...update({ endpointPublicAccess: true }), error: 'InvalidParameterException' })],
  ],
};
