'use client';
import { useId } from 'react';
import { Select } from '#components/ui/select.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { setRuleModeAction } from '#lib/alerts/scope-rules/actions.ts';
import { RULE_MODES, type RuleMode } from '#lib/alerts/scope-rules/schema.ts';

export const MODE_WORDS: Record<RuleMode, string> = { live: 'Live', silent: 'Silent', off: 'Off' };

/** Switches one rule. `scope` is `view:acme`. */
export function RuleModeSelect(props: { ruleKey: string; name: string; mode: RuleMode; scope: string }) {
  const { busy, fault, act } = useAct();
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        {props.name}
      </label>
      <Select
        id={id}
        label={props.name}
        size="form"
        value={props.mode}
        disabled={busy}
        options={RULE_MODES.map((value) => ({ value, label: MODE_WORDS[value] }))}
        onChange={(mode) => act(() => setRuleModeAction(props.scope, [props.ruleKey], mode))}
      />
      {fault && (
        <span role="alert" className="ml-2 text-12 text-bad" title={fault}>
          {fault}
        </span>
      )}
    </>
  );
}
