-- The fields that a finding's values are of, in their order, as its rule grouped by when it was made: a later revision may group by others.
alter table finding add column group_by text[] not null default '{}';

-- Of those made until now they are the rule's as it is now, which is what they were shown with. A built-in one's stand in the code.
with built_in (ids, group_by) as (values
  ('cis-4.1-each cis-4.1 cis-4.2 cis-4.4 cis-4.5 cis-4.6 cis-4.7 cis-4.8 cis-4.9 cis-4.10 cis-4.11 cis-4.12 cis-4.13 cis-4.14 cis-4.15 access-key-for-other administrator-policy federation-token iam-user-created identity-center-changed identity-provider-changed login-profile-for-other mfa-removed password-policy-weakened roles-anywhere-trust sign-in-after-failures alarm-or-log-deleted dns-logging-deleted event-rule-disabled flow-logs-deleted guardduty-disabled omitted-request organisation-leave region-enabled database-password-changed parameter-batch-decryption parameter-decryption-burst secret-batch-read secret-read-burst snapshot-public snapshot-shared user-data-read-burst windows-password-burst accelerated-machines machine-command model-access-requested model-logging-off model-use-burst ssh-key-pushed dormant-identity first-country first-region first-service', '@user'),
  ('cis-4.6-address', '@ip'),
  ('assume-root', '@user requestParameters.targetPrincipal'),
  ('compromised-key-quarantine', 'requestParameters.userName'),
  ('federation-token-console', '@principalArn'),
  ('role-trust-opened', '@user requestParameters.roleName'),
  ('management-events-cut', '@user requestParameters.trailName'),
  ('security-service-disabled', '@user @service'),
  ('trail-bucket-changed batch-object-deletion bucket-public customer-key-encryption mass-object-deletion public-access-block-off versioning-off', '@user requestParameters.bucketName'),
  ('database-public', '@user requestParameters.dBInstanceIdentifier'),
  ('network-acl-open', '@user requestParameters.networkAclId'),
  ('security-group-open', '@user requestParameters.groupId'),
  ('cluster-public', '@user requestParameters.name'),
  ('function-changed-by-person function-open', '@user requestParameters.functionName'),
  ('repository-public', '@user requestParameters.repositoryName'),
  ('task-public', '@user requestParameters.cluster'),
  ('user-data-changed', '@resource'),
  ('instance-credentials-outside', '@user @session')
), grouped as (
  select r.id as rule_id, string_to_array(b.group_by, ' ') as group_by
  from built_in b cross join unnest(string_to_array(b.ids, ' ')) as builtin_id join alert_rule r using (builtin_id)
  union all
  select id, array(select jsonb_array_elements_text(definition -> 'groupBy')) from alert_rule where definition is not null
)
update finding f set group_by = g.group_by from grouped g where g.rule_id = f.rule_id;
