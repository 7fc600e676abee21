'use client';
import { formatCount } from '#lib/charts/format-number.ts';
import { type PlacedFinding, whose } from './check-words.ts';
import { CodeBlock } from './code-block.tsx';
import { Verdict } from './verdict.tsx';

/** Each fault with whom it concerns and the statement that mends it. */
export function FindingList({ findings, accounts }: { findings: PlacedFinding[]; accounts: number }) {
  return (
    <section className="grid min-w-0 gap-3">
      <h3 className="text-14 font-semibold">
        To mend <span className="font-normal text-fg-3 tabular-nums">{formatCount(findings.length)}</span>
      </h3>
      <ul className="grid min-w-0 gap-4">
        {findings.map((finding) => (
          <li key={`${finding.part} ${finding.code} ${finding.accounts[0]}`} className="grid min-w-0 gap-2">
            <div className="flex flex-wrap gap-x-3 text-13/5">
              <Verdict kind={finding.verdict} />
              <span className="min-w-[16rem] flex-1">
                {finding.message}{' '}
                <span className="text-fg-3">
                  {finding.where === 'key' ? 'Key policy' : 'Bucket policy'},{' '}
                  {whose(finding.accounts, accounts)}.
                </span>
              </span>
            </div>
            {finding.mended && (
              <>
                <p className="text-12 text-fg-3">{howTo(finding)}</p>
                <CodeBlock
                  label={`the mended statement: ${finding.message}`}
                  caption="Statement"
                  text={finding.mended}
                />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function howTo({ statement, where, code }: PlacedFinding): string {
  const policy = where === 'key' ? 'the key’s policy' : 'the bucket’s policy';
  return statement && code !== 'other-principal'
    ? `Put this in the place of ${statement} in ${policy}. Accounts that it names already stay in it.`
    : `Add this to the statements of ${policy}.`;
}
