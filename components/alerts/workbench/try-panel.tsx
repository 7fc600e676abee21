'use client';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { EventRef } from '#components/events/page-state.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import type { FormState } from '#lib/form-state.ts';
import { TrialAnswer } from './trial-answer.tsx';

type Props = {
  /** `view:acme` */
  scope: string;
  /** `/view/acme` */
  base: string;
  zone: string;
  /** The rule as it is now; null where it is none yet. */
  definition: RuleDefinition | null;
  /** Somebody wants to try what is no rule yet. */
  onIncomplete?: () => void;
  /** Keeps an event as a sample of the rule. */
  onKeep: ((event: EventRef) => Promise<FormState>) | null;
};

/** What the rule would have found in the last 30 days. The answer stays beside the form while the rule is changed, and says so. */
export function TryPanel({ definition, onIncomplete, ...rest }: Props) {
  const [tried, setTried] = useState<{ definition: RuleDefinition; attempt: number } | null>(null);
  const tryIt = () => {
    if (definition === null) onIncomplete?.();
    else setTried({ definition, attempt: (tried?.attempt ?? 0) + 1 });
  };
  const isOld = tried !== null && spelled(tried.definition) !== spelled(definition);
  return (
    <Panel aria-labelledby="rule-try">
      <PanelHeader id="rule-try" title="Try it" note="last 30 days">
        <Button onClick={tryIt} className="max-md:h-11">
          <Play aria-hidden />
          {tried === null ? 'Try it' : 'Try again'}
        </Button>
      </PanelHeader>
      {tried === null ? (
        <p className="p-4 text-13/5 text-fg-2">
          Shows what the rule would have found, before it is saved: matches by day, who caused them, sample
          events, and what its exclusions hide. Nothing is stored, and nobody is told.
        </p>
      ) : (
        <TrialAnswer key={tried.attempt} {...rest} definition={tried.definition} isOld={isOld} />
      )}
    </Panel>
  );
}

/** A rule in one spelling; what it is called decides nothing. */
function spelled(rule: RuleDefinition | null): string {
  return JSON.stringify(rule && { ...rule, name: '' });
}
