import type { BuiltInRule } from '../rule-model.ts';
import { dormantIdentity } from './behaviour/dormant-identity.ts';
import { firstCountry } from './behaviour/first-country.ts';
import { firstRegion } from './behaviour/first-region.ts';
import { firstService } from './behaviour/first-service.ts';
import { instanceCredentialsOutside } from './behaviour/instance-credentials-outside.ts';
import { manyUnauthorisedCalls } from './cis/cis-4.1.ts';
import { unauthorisedCall } from './cis/cis-4.1-each.ts';
import { signInWithoutMfa } from './cis/cis-4.2.ts';
import { rootUse } from './cis/cis-4.3.ts';
import { iamPolicyChange } from './cis/cis-4.4.ts';
import { trailChange } from './cis/cis-4.5.ts';
import { signInFailures } from './cis/cis-4.6.ts';
import { signInFailuresOfAddress } from './cis/cis-4.6-address.ts';
import { keyDisabled } from './cis/cis-4.7.ts';
import { bucketPolicyChange } from './cis/cis-4.8.ts';
import { configChange } from './cis/cis-4.9.ts';
import { securityGroupChange } from './cis/cis-4.10.ts';
import { networkAclChange } from './cis/cis-4.11.ts';
import { gatewayChange } from './cis/cis-4.12.ts';
import { routeTableChange } from './cis/cis-4.13.ts';
import { vpcChange } from './cis/cis-4.14.ts';
import { organisationChange } from './cis/cis-4.15.ts';
import { acceleratedMachines } from './compute/accelerated-machines.ts';
import { clusterPublic } from './compute/cluster-public.ts';
import { functionChangedByPerson } from './compute/function-changed-by-person.ts';
import { functionOpen } from './compute/function-open.ts';
import { machineCommand } from './compute/machine-command.ts';
import { modelAccessRequested } from './compute/model-access-requested.ts';
import { modelLoggingOff } from './compute/model-logging-off.ts';
import { modelUseBurst } from './compute/model-use-burst.ts';
import { repositoryPublic } from './compute/repository-public.ts';
import { sshKeyPushed } from './compute/ssh-key-pushed.ts';
import { taskPublic } from './compute/task-public.ts';
import { userDataChanged } from './compute/user-data-changed.ts';
import { batchObjectDeletion } from './data/batch-object-deletion.ts';
import { bucketPublic } from './data/bucket-public.ts';
import { customerKeyEncryption } from './data/customer-key-encryption.ts';
import { databasePasswordChanged } from './data/database-password-changed.ts';
import { databasePublic } from './data/database-public.ts';
import { massObjectDeletion } from './data/mass-object-deletion.ts';
import { parameterBatchDecryption } from './data/parameter-batch-decryption.ts';
import { parameterDecryptionBurst } from './data/parameter-decryption-burst.ts';
import { parameterPathDecryption } from './data/parameter-path-decryption.ts';
import { publicAccessBlockOff } from './data/public-access-block-off.ts';
import { secretBatchRead } from './data/secret-batch-read.ts';
import { secretReadBurst } from './data/secret-read-burst.ts';
import { snapshotPublic } from './data/snapshot-public.ts';
import { snapshotShared } from './data/snapshot-shared.ts';
import { userDataReadBurst } from './data/user-data-read-burst.ts';
import { versioningOff } from './data/versioning-off.ts';
import { windowsPasswordBurst } from './data/windows-password-burst.ts';
import { accessKeyForOther } from './identity/access-key-for-other.ts';
import { administratorPolicy } from './identity/administrator-policy.ts';
import { assumeRoot } from './identity/assume-root.ts';
import { compromisedKeyQuarantine } from './identity/compromised-key-quarantine.ts';
import { federationToken } from './identity/federation-token.ts';
import { federationTokenConsole } from './identity/federation-token-console.ts';
import { iamUserCreated } from './identity/iam-user-created.ts';
import { identityCenterChanged } from './identity/identity-center-changed.ts';
import { identityProviderChanged } from './identity/identity-provider-changed.ts';
import { loginProfileForOther } from './identity/login-profile-for-other.ts';
import { mfaRemoved } from './identity/mfa-removed.ts';
import { passwordPolicyWeakened } from './identity/password-policy-weakened.ts';
import { roleTrustOpened } from './identity/role-trust-opened.ts';
import { rolesAnywhereTrust } from './identity/roles-anywhere-trust.ts';
import { rootAccessKey } from './identity/root-access-key.ts';
import { rootSignIn } from './identity/root-sign-in.ts';
import { signInAfterFailures } from './identity/sign-in-after-failures.ts';
import { alarmOrLogDeleted } from './logging/alarm-or-log-deleted.ts';
import { dnsLoggingDeleted } from './logging/dns-logging-deleted.ts';
import { eventRuleDisabled } from './logging/event-rule-disabled.ts';
import { flowLogsDeleted } from './logging/flow-logs-deleted.ts';
import { guarddutyDisabled } from './logging/guardduty-disabled.ts';
import { managementEventsCut } from './logging/management-events-cut.ts';
import { omittedRequest } from './logging/omitted-request.ts';
import { organisationLeave } from './logging/organisation-leave.ts';
import { regionEnabled } from './logging/region-enabled.ts';
import { securityServiceDisabled } from './logging/security-service-disabled.ts';
import { trailBucketChanged } from './logging/trail-bucket-changed.ts';
import { trailSilent } from './logging/trail-silent.ts';
import { networkAclOpen } from './network/network-acl-open.ts';
import { securityGroupOpen } from './network/security-group-open.ts';

/** Every rule that ships with Trailkeep, in the order in which they are listed: the benchmark first, then by what they watch. */
export const BUILT_IN_RULES: readonly BuiltInRule[] = [
  unauthorisedCall,
  manyUnauthorisedCalls,
  signInWithoutMfa,
  rootUse,
  iamPolicyChange,
  trailChange,
  signInFailuresOfAddress,
  signInFailures,
  keyDisabled,
  bucketPolicyChange,
  configChange,
  securityGroupChange,
  networkAclChange,
  gatewayChange,
  routeTableChange,
  vpcChange,
  organisationChange,
  accessKeyForOther,
  administratorPolicy,
  assumeRoot,
  compromisedKeyQuarantine,
  federationTokenConsole,
  federationToken,
  iamUserCreated,
  identityCenterChanged,
  identityProviderChanged,
  loginProfileForOther,
  mfaRemoved,
  passwordPolicyWeakened,
  roleTrustOpened,
  rolesAnywhereTrust,
  rootAccessKey,
  rootSignIn,
  signInAfterFailures,
  alarmOrLogDeleted,
  dnsLoggingDeleted,
  eventRuleDisabled,
  flowLogsDeleted,
  guarddutyDisabled,
  managementEventsCut,
  omittedRequest,
  organisationLeave,
  regionEnabled,
  securityServiceDisabled,
  trailBucketChanged,
  trailSilent,
  batchObjectDeletion,
  bucketPublic,
  customerKeyEncryption,
  databasePasswordChanged,
  databasePublic,
  massObjectDeletion,
  parameterBatchDecryption,
  parameterDecryptionBurst,
  parameterPathDecryption,
  publicAccessBlockOff,
  secretBatchRead,
  secretReadBurst,
  snapshotPublic,
  snapshotShared,
  userDataReadBurst,
  versioningOff,
  windowsPasswordBurst,
  networkAclOpen,
  securityGroupOpen,
  acceleratedMachines,
  clusterPublic,
  functionChangedByPerson,
  functionOpen,
  machineCommand,
  modelAccessRequested,
  modelLoggingOff,
  modelUseBurst,
  repositoryPublic,
  sshKeyPushed,
  taskPublic,
  userDataChanged,
  dormantIdentity,
  firstCountry,
  firstRegion,
  firstService,
  instanceCredentialsOutside,
];
