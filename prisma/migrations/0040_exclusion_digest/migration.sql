-- What the exclusions of a rule's definition hid, and whether they are off, is kept by a digest of what they leave out
-- (lib/alerts/exclusion-digest.ts) in place of where they stand among the others: a release may put others before them.
alter table alert_exclusion add column own_digest text;
alter table alert_hidden add column own_digest text;

-- As lib/cloudtrail/canonical-json.ts writes it.
create function pg_temp.canonical_json(given jsonb) returns text language sql immutable as $$
  select case jsonb_typeof(given)
    when 'object' then '{' || coalesce((
      select string_agg(to_jsonb(key)::text || ':' || pg_temp.canonical_json(value), ',' order by key collate "C")
      from jsonb_each(given)), '') || '}'
    when 'array' then '[' || coalesce((
      select string_agg(pg_temp.canonical_json(value), ',' order by place)
      from jsonb_array_elements(given) with ordinality as element (value, place)), '') || ']'
    else given::text end
$$;

-- Of each rule that is stored, by their places: a built-in one's stand in the code, and here as they are in this version.
create temporary table own_exclusion on commit drop as
with built_in (ids, own_index, condition) as (values
  ('cis-4.1 cis-4.1-each', 0, '{"field": "@event", "op": "equals", "values": ["HeadBucket"]}'::jsonb),
  ('cis-4.1 cis-4.1-each', 1, '{"field": "sourceIPAddress", "op": "equals", "values": ["delivery.logs.amazonaws.com"]}'),
  ('cis-4.1 cis-4.1-each', 2, '{"any": [{"field": "@identityType", "op": "equals", "values": ["AWSService"]}, {"field": "userIdentity.sessionContext.sessionIssuer.arn", "op": "contains", "values": [":role/aws-service-role/"]}]}'),
  ('cis-4.2', 0, '{"field": "additionalEventData.SamlProviderArn", "op": "exists", "values": [true]}'),
  ('cis-4.3 parameter-batch-decryption', 0, '{"field": "userIdentity.invokedBy", "op": "exists", "values": [true]}'),
  ('cis-4.3', 1, '{"field": "eventType", "op": "equals", "values": ["AwsServiceEvent"]}'),
  ('cis-4.4 cis-4.5 cis-4.8 cis-4.9 cis-4.10 cis-4.11 cis-4.12 cis-4.13 cis-4.14 cis-4.15 administrator-policy identity-center-changed identity-provider-changed role-trust-opened alarm-or-log-deleted event-rule-disabled guardduty-disabled management-events-cut security-service-disabled trail-bucket-changed batch-object-deletion bucket-public database-password-changed mass-object-deletion parameter-decryption-burst public-access-block-off secret-read-burst snapshot-shared network-acl-open security-group-open accelerated-machines machine-command task-public dormant-identity first-region first-service instance-credentials-outside', 0, '{"any": [{"field": "@identityType", "op": "equals", "values": ["AWSService"]}, {"field": "userIdentity.sessionContext.sessionIssuer.arn", "op": "contains", "values": [":role/aws-service-role/"]}]}'),
  ('alarm-or-log-deleted', 1, '{"field": "userIdentity.invokedBy", "op": "equals", "values": ["autoscaling.amazonaws.com", "cloudformation.amazonaws.com"]}'),
  ('management-events-cut', 1, '{"field": "requestParameters.trailName", "op": "contains", "values": ["data-events", "dataevents"]}'),
  ('database-password-changed', 1, '{"field": "userIdentity.sessionContext.sessionIssuer.userName", "op": "contains", "values": ["SecretsManager"]}'),
  ('parameter-decryption-burst secret-read-burst machine-command first-region first-service instance-credentials-outside', 1, '{"field": "userIdentity.invokedBy", "op": "exists", "values": [true]}'),
  ('function-changed-by-person', 0, '{"field": "userIdentity.invokedBy", "op": "equals", "values": ["cloudformation.amazonaws.com"]}'),
  ('first-region', 2, '{"field": "@service", "op": "equals", "values": ["iam", "sts", "signin", "organizations", "cloudfront", "route53", "support", "health", "ce", "account", "sso"]}')
), placed as (
  select r.id as rule_id, b.own_index, b.condition
  from built_in b cross join unnest(string_to_array(b.ids, ' ')) as builtin_id join alert_rule r using (builtin_id)
  union all
  select r.id, (own.place - 1)::int, own.exclusion -> 'condition'
  from alert_rule r cross join jsonb_array_elements(r.definition -> 'exclusions') with ordinality as own (exclusion, place)
  where r.definition is not null
)
select rule_id, own_index, translate(rtrim(
  encode(sha256(convert_to(pg_temp.canonical_json(condition), 'UTF8')), 'base64'), '='), '+/', '-_') as digest
from placed;

update alert_exclusion x set own_digest = own.digest
from own_exclusion own where own.rule_id = x.rule_id and own.own_index = x.own_index;
update alert_hidden h set own_digest = own.digest
from own_exclusion own where own.rule_id = h.rule_id and own.own_index = h.own_index;
-- Of places that have no exclusion any more; and where two of a rule leave out the same, the first of them stands.
delete from alert_exclusion where own_index is not null and own_digest is null;
delete from alert_hidden where own_index is not null and own_digest is null;
delete from alert_exclusion x using alert_exclusion first
where first.rule_id = x.rule_id and first.own_digest = x.own_digest and first.own_index < x.own_index;

-- Its constraints go with it.
alter table alert_exclusion drop column own_index;
alter table alert_hidden drop column own_index;
alter table alert_exclusion add check ((own_digest is null) <> (condition is null)), add unique (rule_id, own_digest);
