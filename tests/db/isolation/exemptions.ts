/** Tables without row-level security, each with the reason. Any other table needs it. */
export const EXEMPT: Record<string, string> = {
  _prisma_migrations: 'names of migrations, for health checks',
  region: 'words of AWS that belong to no account',
  action: 'words of AWS that belong to no account',
  error: 'words of AWS that belong to no account',
  user_agent: 'names of programs, looked up by the id that an event has',
  account: 'names of accounts, read to find out which scope somebody may open',
  view: 'names of views, read to find out which scope somebody may open',
  view_account: 'which accounts a view holds, read to find out what its scope is',
  sign_in_policy: 'one row: who must have a second factor',
  worker_heartbeat: 'which workers are there',
  alert_rules_change: 'numbers that say that a rule changed, not which',
  retention: 'how long things are kept: one row for everybody',
};

/** What the web may write, and where. Whatever is not here it may at most read. */
export const WEB_WRITES: Record<string, string[]> = {
  access_grant: ['insert', 'update', 'delete'],
  account: ['insert', 'update', 'delete'],
  account_credential: ['insert', 'update', 'delete'],
  account_secret: ['insert', 'update', 'delete'],
  alert_channel: ['insert', 'update'],
  alert_channel_address: ['insert', 'delete'],
  alert_channel_secret: ['insert', 'delete'],
  alert_delivery: ['insert', 'update'],
  alert_exclusion: ['insert', 'update'],
  alert_rule: ['insert', 'update'],
  alert_rule_channel: ['insert', 'delete'],
  api_token: ['insert', 'update', 'delete'],
  app_user: ['insert', 'update', 'delete'],
  audit_entry: ['insert'],
  group_rule: ['insert', 'delete'],
  finding: ['update'],
  finding_history: ['insert'],
  invitation: ['insert', 'update', 'delete'],
  oidc_identity: ['insert', 'update', 'delete'],
  recovery_code: ['insert', 'update', 'delete'],
  second_factor: ['insert', 'update', 'delete'],
  policy_check: ['insert'],
  retention: ['update'],
  saved_search: ['insert', 'update', 'delete'],
  scope_visit: ['insert', 'update'],
  sign_in_policy: ['update'],
  sign_in_throttle: ['insert', 'update', 'delete'],
  source: ['insert', 'update', 'delete'],
  source_backfill: ['insert', 'update', 'delete'],
  source_secret: ['insert', 'update', 'delete'],
  source_test: ['insert'],
  source_test_secret: ['insert'],
  view: ['insert', 'update', 'delete'],
  view_account: ['insert', 'update', 'delete'],
};

/** Views, which read with the owner's rights, that the web may read, each with what bounds it. */
export const WEB_VIEWS: Record<string, string> = { audit_log: 'nothing in a scope' };

/** Functions with the owner's rights that the web may call, each with what bounds it. */
export const WEB_FUNCTIONS: Record<string, string> = {
  accounts_by_view: 'names accounts, before there is a scope',
  accounts_of_view: 'names accounts, before there is a scope',
  confirm_accounts: 'sources of the scope',
  delivered_logs: 'accounts of the scope',
  is_collected: 'a yes or no',
  newest_event_at: 'one time, for monitors',
  object_body_bytes: 'sources of the scope',
  object_body_part: 'sources of the scope',
  raw_objects: 'accounts of the scope',
  retry_objects: 'sources of the scope',
  views_of_scope: 'ids of views that hold an account of the scope',
  sealing_key: 'public keys, under which anybody may seal',
  source_place: 'the name of a bucket, by the id that an event of the scope led to',
  web_data_key: 'the wrapped key of what the web itself opens, never of the worker’s',
};
