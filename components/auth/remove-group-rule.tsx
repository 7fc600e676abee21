'use client';
import { AskFirst } from '#components/admin/ask-first.tsx';
import { removeGroupRuleAction } from '#lib/users/group-rule-actions.ts';

/** `what` is what the rule gives: "Acme production". */
export function RemoveGroupRule({ id, group, what }: { id: number; group: string; what: string }) {
  return (
    <AskFirst
      button="Remove"
      label={`Remove ${what} from ${group}`}
      size="small"
      variant="danger"
      className="max-md:h-11"
      title="Remove this rule?"
      confirm="Remove"
      action={() => removeGroupRuleAction(id)}
    >
      Everybody in {group} loses {what} with their next click, unless another rule or a grant by hand gives
      it.
    </AskFirst>
  );
}
