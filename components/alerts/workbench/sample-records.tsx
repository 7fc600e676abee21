import { CodeJson } from '#components/ui/code-json.tsx';
import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';
import { recordWords } from './sample-words.ts';

/** The records of a sample, folded. */
export function SampleRecords({ records }: Pick<RuleSample, 'records'>) {
  return (
    <details className="min-w-0">
      <summary className="cursor-pointer rounded-chip text-fg-2 wrap-anywhere max-md:py-3">
        {recordWords(records)}
      </summary>
      <CodeJson
        className="mt-2"
        label="Records of the sample"
        text={JSON.stringify(records.length === 1 ? records[0] : records, null, 2)}
      />
    </details>
  );
}
