'use client';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Note } from '#components/ui/note.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { POLICY_PARTS, type PolicyPart } from '#lib/policies/finding.ts';
import type { PolicyReading, PolicyReadings } from '#lib/policies/policy-reading.ts';
import { type AccountRow, accountRows, allFindings, PART_NAMES } from './check-words.ts';
import { FindingList } from './finding-list.tsx';
import { Verdict } from './verdict.tsx';

const MOST_ROWS = 100;

/** What a check found in a bucket: what could not be read, each account's state, and what to mend. */
export function CheckResult({ result, bucket }: { result: PolicyReadings; bucket: string }) {
  const rows = accountRows(result);
  const findings = allFindings(result);
  const parts = POLICY_PARTS.filter((part) => rows.some((row) => row.parts[part]));
  const unread = [result.bucket, result.key].some((reading) => reading?.fault);
  return (
    <>
      <p className="text-13/5 text-fg-2">
        The verdict on <b className="font-medium">{bucket}</b>:
      </p>
      <Unread reading={result.bucket} what="bucket" />
      {result.key && <Unread reading={result.key} what="key" />}
      {result.bucket.check && result.bucket.text === null && (
        <Note tone="bad">The bucket has no policy: CloudTrail cannot deliver into it.</Note>
      )}
      {result.organisation.length > 0 && (
        <Note>
          {formatCount(result.organisation.length)} of the accounts deliver by an organisation trail, which
          writes for all of them under the management account’s name. This check is about trails of single
          accounts, and passes over them.
        </Note>
      )}
      {findings.length === 0 && !unread && rows.length > 0 && (
        <Note tone="ok" role="status">
          Both policies are right for{' '}
          {rows.length === 1 ? 'the account' : `all ${formatCount(rows.length)} accounts`}
          {result.key ? '' : ', as far as the bucket goes: no key was named'}.
        </Note>
      )}
      {rows.length > 0 && <AccountTable rows={rows} parts={parts} />}
      {findings.length > 0 && <FindingList findings={findings} accounts={rows.length} />}
    </>
  );
}

function Unread({ reading, what }: { reading: PolicyReading; what: 'bucket' | 'key' }) {
  if (!reading.fault) return null;
  return (
    <Note tone="bad" role="alert">
      The policy of the {what} could not be read. {reading.fault.message} {reading.fault.hint}
    </Note>
  );
}

function AccountTable({ rows, parts }: { rows: AccountRow[]; parts: PolicyPart[] }) {
  const shown = rows.slice(0, MOST_ROWS);
  const hidden = rows.length - shown.length;
  return (
    <div className="overflow-hidden rounded-control border border-line">
      <DataTable
        label="Accounts"
        widths={[null, ...parts.map(() => 120)]}
        minWidth={160 + parts.length * 120}
      >
        <thead>
          <tr>
            <HeadCell>Account</HeadCell>
            {parts.map((part) => (
              <HeadCell key={part}>{PART_NAMES[part]}</HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.accountId}>
              <td className="mono">{row.accountId}</td>
              {parts.map((part) => (
                <td key={part}>{row.parts[part] && <Verdict kind={row.parts[part]} />}</td>
              ))}
            </Row>
          ))}
        </tbody>
      </DataTable>
      {hidden > 0 && (
        <p className="border-t border-line px-4 py-2 text-12 text-fg-3">
          and {formatCount(hidden)} more{shown.at(-1)?.right ? ', all right' : ''}
        </p>
      )}
    </div>
  );
}
