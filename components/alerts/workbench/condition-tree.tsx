import { conditionWords } from '#lib/alerts/condition-words.ts';
import type { Condition } from '#lib/alerts/rule-model.ts';

/** Characters that are read at one glance. */
const ONE_LINE = 90;

/** A condition as people read it: a line for each of its parts, those that belong together under each other. */
export function ConditionTree({ condition }: { condition: Condition }) {
  const words = conditionWords(condition);
  const parts = words.length <= ONE_LINE ? null : partsOf(condition);
  if (parts === null) return <p className="text-13/5 text-fg-2 wrap-anywhere">{words}</p>;
  return (
    <div className="text-13/5 text-fg-2">
      <p className="text-fg-3">{parts.lead}</p>
      <ul className="ml-1 border-l border-line pl-3">
        {Object.entries(parts.of).map(([place, part]) => (
          <li key={place} className="py-0.5">
            <ConditionTree condition={part} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Null for what stands in one line. */
function partsOf(condition: Condition): { lead: string; of: readonly Condition[] } | null {
  if ('all' in condition && condition.all.length > 1) return { lead: 'All of', of: condition.all };
  if ('any' in condition && condition.any.length > 1) return { lead: 'Any of', of: condition.any };
  if ('not' in condition && !('field' in condition.not)) return { lead: 'Not', of: [condition.not] };
  if ('within' in condition) return { lead: `One of ${condition.within} with`, of: [condition.has] };
  return null;
}
