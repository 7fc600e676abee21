'use client';
import Link from 'next/link';
import { AskFirst } from '#components/admin/ask-first.tsx';
import { Button } from '#components/ui/button.tsx';
import { removeRuleAction } from '#lib/alerts/scope-rules/actions.ts';
import type { RuleRow } from '#lib/alerts/scope-rules/schema.ts';
import { ExportSigma } from './export-sigma.tsx';

/** The way to change a rule of one's own, the rule as a file for other tools, and its removal. `scope` is `view:acme`. */
export function OwnRuleActions(props: {
  rule: Pick<RuleRow, 'key' | 'name' | 'imported'>;
  scope: string;
  /** `/view/acme` */
  base: string;
  canChange: boolean;
}) {
  const { key, name, imported } = props.rule;
  const { scope } = props;
  return (
    <span className="inline-flex items-center gap-1.5">
      {props.canChange && !imported && (
        <Button asChild size="small" className="max-md:h-11">
          <Link href={`${props.base}/alerts/rules/${key}`} aria-label={`Edit ${name}`}>
            Edit
          </Link>
        </Button>
      )}
      <ExportSigma ruleKey={key} name={name} scope={scope} />
      {props.canChange && (
        <AskFirst
          button="Remove"
          label={`Remove the rule ${name}`}
          size="small"
          variant="danger"
          className="max-md:h-11"
          title={`Remove the rule ${name}?`}
          confirm="Remove"
          action={() => removeRuleAction(scope, key)}
        >
          It looks at no more events. What it found stays.
        </AskFirst>
      )}
    </span>
  );
}
