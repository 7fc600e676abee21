import type { Pool } from '#lib/db/pool.ts';

/** Two accounts with a source each; `first` and `second` have a row of the same look in every table. */
export const WORLDS = [
  { n: 1, account: '111111111111', user: '00000000-0000-4000-8000-000000000001' },
  { n: 2, account: '222222222222', user: '00000000-0000-4000-8000-000000000002' },
] as const;
export type World = (typeof WORLDS)[number];

/** One row for each table, of the world that is asked for: what tells the two worlds' rows apart is `OWNED_BY`. */
export async function seedWorlds(owner: Pool): Promise<void> {
  await owner.query(`select ensure_week('2026-11-16')`);
  for (const world of WORLDS) await owner.query(rowsOf(world));
}

/** How each table's rows are told apart: a condition that holds for the rows of one world. */
export const OWNED_BY: Record<string, (world: World) => string> = {
  ...all(
    [
      'event',
      'activity_hour',
      'activity_day',
      'activity_value',
      'activity_week',
      'activity_unfolded',
      'principal',
      'session',
      'access_key',
    ],
    ({ account }) => `account_id = ${account}`,
  ),
  ...all(
    [
      'address',
      'resource',
      'trail',
      'account_credential',
      'account_secret',
      'saved_search',
      'source_test',
      'log_object_body',
    ],
    ({ account }) => `account_id = ${account}`,
  ),
  ...all(
    [
      'log_object',
      'source_folder',
      'source_account',
      'source_count',
      'source_delivery',
      'source_progress',
      'source_backfill',
    ],
    ({ n }) => `source_id = ${n}`,
  ),
  ...all(['source_secret', 'policy_check'], ({ n }) => `source_id = ${n}`),
  ...all(
    [
      'alert_rule',
      'alert_match',
      'alert_seen',
      'alert_seen_new',
      'finding',
      'finding_history',
      'alert_channel',
      'alert_delivery',
    ],
    ({ account }) => `account_id = ${account}`,
  ),
  ...all(['alert_exclusion', 'alert_hidden', 'alert_rule_channel'], ({ n }) => `rule_id = ${n}`),
  ...all(['alert_channel_secret', 'alert_channel_address'], ({ n }) => `channel_id = ${n}`),
  source: ({ n }) => `id = ${n}`,
  source_delivery_day: ({ n }) => `delivery_id = ${n}`,
  quarantined_record: ({ n }) => `object_id = ${n}`,
  source_test_secret: ({ user }) => `test_id = '${user}'`,
  app_user: ({ user }) => `id = '${user}'`,
  ...all(
    [
      'access_grant',
      'api_token',
      'invitation',
      'audit_entry',
      'scope_visit',
      'second_factor',
      'recovery_code',
      'oidc_identity',
    ],
    ({ user }) => `user_id = '${user}'`,
  ),
  data_key: ({ n }) => `wrapped_by = 'k${n}'`,
  sign_in_throttle: ({ n }) => `key = 'k${n}'`,
  group_rule: ({ account }) => `account_id = ${account}`,
};

function all(names: string[], condition: (world: World) => string): typeof OWNED_BY {
  return Object.fromEntries(names.map((name) => [name, condition]));
}

function rowsOf({ n, account, user }: World): string {
  const at = `'2026-11-20 10:00:00+00'`;
  return `
    insert into app_user (id, email, name) values ('${user}', 'p${n}@example.com', 'P');
    insert into account (id, name) values (${account}, 'A');
    insert into access_grant (user_id, account_id, level) values ('${user}', ${account}, 'owner');
    insert into api_token (user_id, name, token_hash) values ('${user}', 't', '\\x0${n}');
    insert into invitation (purpose, token_hash, user_id, expires_at) values ('password', '\\x0${n}', '${user}', now());
    insert into audit_entry (user_id, actor, action) values ('${user}', 'p${n}@example.com', 'view.create');
    insert into scope_visit (user_id, account_id) values ('${user}', ${account});
    insert into sign_in_throttle (key) values ('k${n}');
    insert into data_key (opener, public_key, wrapped_private_key, wrapped_by, retired_at)
      values ('worker', decode(repeat('00', 32), 'hex'), '\\x00', 'k${n}', now());
    insert into second_factor (user_id, ciphertext, last_step) values ('${user}', '\\x00', 0);
    insert into recovery_code (user_id, code_hash) values ('${user}', '\\x0${n}');
    insert into oidc_identity (issuer, subject, user_id) values ('i', 's${n}', '${user}');
    insert into group_rule (group_name, account_id, level) values ('g', ${account}, 'viewer');
    insert into saved_search (account_id, user_id, name, query) values (${account}, '${user}', 's', '');
    insert into source (id, account_id, kind, bucket) overriding system value values (${n}, ${account}, 's3', 'b');
    insert into source_secret (source_id, ciphertext) values (${n}, '\\x00');
    insert into source_test (id, user_id, account_id, source_id, settings) values ('${user}', '${user}', ${account}, ${n}, '{}');
    insert into source_test_secret (test_id, ciphertext) values ('${user}', '\\x00');
    insert into policy_check (user_id, source_id, fields) values ('${user}', ${n}, '{}');
    insert into source_backfill (source_id, days, from_day, base_day) values (${n}, 1, '2026-01-01', '2026-01-02');
    insert into source_progress (source_id, at, done) values (${n}, ${at}, 1);
    insert into source_count (source_id, ingested) values (${n}, 1);
    insert into source_account (source_id, account_id) values (${n}, ${account});
    insert into source_folder (source_id, prefix, account_id, kind, region) values (${n}, 'AWSLogs/${account}/', ${account}, 'CloudTrail', 'r');
    insert into source_delivery (id, source_id, account_id, region, kind, objects, size_bytes) overriding system value
      values (${n}, ${n}, ${account}, 'r', 'CloudTrail', 1, 1);
    insert into source_delivery_day (delivery_id, day, objects, hours) values (${n}, '2026-11-20', 1, 1);
    insert into log_object (id, source_id, key, etag, size_bytes, account_id, kind, log_date, state, quarantined_records)
      overriding system value values (${n}, ${n}, 'k', 'e', 1, ${account}, 'CloudTrail', '2026-11-20', 'quarantined', 1);
    insert into log_object_body (object_id, log_date, account_id, body) values (${n}, '2026-11-20', ${account}, '\\x0${n}');
    insert into quarantined_record (object_id, ordinal, account_id, reason) values (${n}, 0, ${account}, 'r');
    insert into principal (id, hash, account_id, identity_type, label, label_source, arn)
      values (${n}, gen_random_uuid(), ${account}, 'IAMUser', 'u', 'userName', '');
    insert into session (id, hash, account_id, principal_id, name, arn) values (${n}, gen_random_uuid(), ${account}, ${n}, 's', '');
    insert into access_key (id, hash, account_id, principal_id, value) values (${n}, gen_random_uuid(), ${account}, ${n}, 'AKIA');
    insert into address (id, hash, account_id, value) values (${n}, gen_random_uuid(), ${account}, '192.0.2.1');
    insert into resource (id, hash, account_id, value) values (${n}, gen_random_uuid(), ${account}, 'arn');
    insert into event (account_id, event_time, event_id, object_id, ordinal, action_id, principal_id, session_id, access_key_id,
      address_id, user_agent_id, region_id, error_id, flags)
      values (${account}, ${at}, '${user}', ${n}, 0, 1, ${n}, ${n}, ${n}, ${n}, 0, 1, 0, 0);
    insert into activity_hour values (${account}, ${at}, 1, 1, ${n}, ${n}, 0, 1, 0, 0);
    insert into activity_day values (${account}, '2026-11-20', 1, 1, ${n}, ${n}, 0, 1, 0, 0);
    insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours)
      values (${account}, '2026-11-20', 3, 1, 0, 1, 0, 0, 0, 1);
    insert into activity_week values (${account}, '2026-11-16', 0, 1, 0, array[0, 0, 0, 0, 1, 0, 0]);
    insert into activity_unfolded (account_id, day) values (${account}, '2026-11-20');
    insert into account_credential (account_id, credential_kind) values (${account}, 'default');
    insert into account_secret (account_id, ciphertext) values (${account}, '\\x00');
    insert into alert_rule (id, account_id, builtin_id, mode) overriding system value values (${n}, ${account}, 'cis-4.3', 'live');
    insert into alert_exclusion (rule_id, own_digest) values (${n}, 'd');
    insert into alert_hidden (rule_id, own_digest, events, last_at) values (${n}, 'd', 1, ${at});
    insert into alert_match (rule_id, revision, account_id, event_time, event_id, part, group_hash, group_values, historic)
      values (${n}, 1, ${account}, ${at}, '${user}', 0, '${user}', '[]', false);
    insert into alert_seen values (${n}, 1, ${account}, '${user}', '${user}', ${at}, '[]', 'v', '${user}', ${at}, '${user}', false);
    insert into alert_seen_new values (${n}, 1, ${account}, '${user}', '${user}', ${at}, '[]', 'v', '${user}', ${at}, '${user}', false);
    insert into finding (id, rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
      overriding system value values (${n}, ${n}, 1, ${account}, '${user}', '[]', 'high', ${at}, ${at}, 1, false, false);
    insert into finding_history (finding_id, account_id, actor, kind) values (${n}, ${account}, 'Trailkeep', 'opened');
    insert into alert_channel (id, account_id, name, settings) overriding system value values (${n}, ${account}, 'c', '{}');
    insert into alert_channel_secret (channel_id, ciphertext) values (${n}, '\\x00');
    insert into alert_channel_address (channel_id, ciphertext) values (${n}, '\\x00');
    insert into alert_rule_channel (rule_id, channel_id) values (${n}, ${n});
    insert into alert_delivery (channel_id, channel_name, channel_kind, finding_id, account_id, group_key)
      values (${n}, 'c', 'email', ${n}, ${account}, 'g');
    insert into trail (account_id, arn, name, home_region, bucket, global_events, multi_region, organization, log_validation, insights, asked_at)
      values (${account}, 'arn', 't', 'r', 'b', true, true, false, true, false, now());`;
}
