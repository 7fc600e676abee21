/**
 * How DuckDB takes the same files in: the statement that was fastest of a dozen tried (typed columns at once, JSON
 * functions field by field, a list of paths, materialised steps). Each record is parsed once into a typed struct and its
 * text kept beside it.
 */

/**
 * `tuned`: the newest storage format and zstd for the raw text: six times smaller than the defaults. `once`: the defaults with a
 * primary key, so that what two trails deliver is stored once while it is taken in, as Trailkeep does it.
 */
export type DuckdbVariant = 'tuned' | 'defaults' | 'once' | 'without-raw';

const RECORD = JSON.stringify({
  eventTime: 'VARCHAR',
  eventSource: 'VARCHAR',
  eventName: 'VARCHAR',
  awsRegion: 'VARCHAR',
  sourceIPAddress: 'VARCHAR',
  userAgent: 'VARCHAR',
  errorCode: 'VARCHAR',
  errorMessage: 'VARCHAR',
  eventID: 'UUID',
  sharedEventID: 'UUID',
  readOnly: 'BOOLEAN',
  recipientAccountId: 'VARCHAR',
  eventCategory: 'VARCHAR',
  responseElements: { ConsoleLogin: 'VARCHAR' },
  additionalEventData: { MFAUsed: 'VARCHAR' },
  resources: [{ ARN: 'VARCHAR' }],
  userIdentity: {
    type: 'VARCHAR',
    principalId: 'VARCHAR',
    arn: 'VARCHAR',
    accountId: 'VARCHAR',
    userName: 'VARCHAR',
    invokedBy: 'VARCHAR',
    onBehalfOf: { userId: 'VARCHAR' },
    accessKeyId: 'VARCHAR',
    sessionContext: {
      sessionIssuer: { arn: 'VARCHAR', userName: 'VARCHAR' },
      attributes: { mfaAuthenticated: 'VARCHAR' },
    },
  },
});

const COLUMNS = `account_id bigint, event_time timestamp, event_id uuid, region varchar, service varchar, event_name varchar,
  read_only boolean, category varchar, user_type varchar, user_label varchar, user_arn varchar, principal_arn varchar,
  session_name varchar, access_key varchar, mfa boolean, source_ip varchar, user_agent varchar, error_code varchar,
  error_message varchar, outcome varchar, resources varchar[], shared_event_id uuid`;

/** The same fields as Trailkeep's, by its rules as far as SQL says them briefly; resources are those of `resources[]` alone. */
const FIELDS = `
  r.recipientAccountId::bigint, r.eventTime::timestamp, r.eventID, r.awsRegion,
  replace(r.eventSource, '.amazonaws.com', ''), r.eventName, r.readOnly, coalesce(lower(r.eventCategory), 'management'),
  coalesce(r.userIdentity.type, 'Unknown'),
  case
    when r.userIdentity.type = 'Root' then 'root'
    when r.userIdentity.type in ('AssumedRole', 'Role') then
      case when starts_with(r.userIdentity.sessionContext.sessionIssuer.userName, 'AWSReservedSSO_')
        then split_part(r.userIdentity.principalId, ':', 2)
        else r.userIdentity.sessionContext.sessionIssuer.userName end
    when r.userIdentity.type = 'AWSService' then r.userIdentity.invokedBy
    when r.userIdentity.type = 'AWSAccount' then r.userIdentity.accountId
    when r.userIdentity.type = 'IdentityCenterUser' then r.userIdentity.onBehalfOf.userId
    else coalesce(replace(r.userIdentity.userName, 'HIDDEN_DUE_TO_SECURITY_REASONS', 'hidden user name'),
      r.userIdentity.invokedBy, 'unknown')
  end,
  r.userIdentity.arn, coalesce(r.userIdentity.sessionContext.sessionIssuer.arn, r.userIdentity.arn),
  split_part(r.userIdentity.principalId, ':', 2), r.userIdentity.accessKeyId,
  coalesce(r.additionalEventData.MFAUsed = 'Yes', r.userIdentity.sessionContext.attributes.mfaAuthenticated = 'true'),
  r.sourceIPAddress, r.userAgent, r.errorCode, r.errorMessage,
  case
    when r.responseElements.ConsoleLogin = 'Failure' then 'auth-failed'
    when r.errorCode is null and r.errorMessage is null then 'success'
    when ends_with(r.errorCode, 'DryRunOperation') then 'success'
    when contains(lower(r.errorCode), 'accessdenied') or ends_with(lower(r.errorCode), 'unauthorizedoperation') then 'denied'
    else 'error'
  end,
  list_distinct(list_transform(r.resources, lambda entry: entry.ARN)), r.sharedEventID`;

/** Statements that fill the table `event` from the log objects below `directory`. */
export function loadStatements(directory: string, variant: DuckdbVariant): string[] {
  const files = `${directory}/**/*.json.gz`.replaceAll("'", "''");
  const compression = variant === 'tuned' ? 'using compression zstd' : '';
  const keepsRaw = variant !== 'without-raw';
  const once = variant === 'once';
  const key = once ? ', primary key (account_id, event_time, event_id)' : '';
  return [
    `create table event (${COLUMNS}${keepsRaw ? `, raw varchar ${compression}` : ''}${key})`,
    `insert ${once ? 'or ignore ' : ''}into event
     select ${FIELDS}${keepsRaw ? ', record::varchar' : ''}
     from (
       select record, json_transform(record, '${RECORD}') as r
       from (
         select unnest(Records) as record
         from read_json('${files}', format = 'unstructured', compression = 'gzip', columns = { Records: 'JSON[]' })
       )
     )`,
  ];
}

/**
 * Takes out what two trails delivered twice: Trailkeep's ingest has done that by itself, DuckDB's has not and is not
 * charged with it.
 */
export const REMOVE_DUPLICATES = `
  delete from event where rowid in (
    select unnest(list(rowid)[2:]) from event group by account_id, event_time, event_id having count(*) > 1
  )`;
