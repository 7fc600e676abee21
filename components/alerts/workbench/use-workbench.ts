'use client';
import { useRouter } from 'next/navigation';
import { useMemo, useState, useTransition } from 'react';
import { toAskFailed } from '#components/api/ask-api.ts';
import { askEvent, type ScopeRef } from '#components/events/event-questions.ts';
import type { EventRef } from '#components/events/page-state.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { saveRuleAction } from '#lib/alerts/scope-rules/actions.ts';
import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';
import type { RuleMode } from '#lib/alerts/scope-rules/schema.ts';
import type { EventFilters } from '#lib/events/schema.ts';
import type { FormState } from '#lib/form-state.ts';
import { type Draft, definitionOfDraft, draftOf } from './draft.ts';
import { faultIn, readDraft } from './rule-faults.ts';
import { readRuleText, textOfRule } from './rule-text.ts';
import { readSampleText } from './sample-text.ts';

/** What a rule is before anybody changes it here. */
export type RuleStart = {
  definition: RuleDefinition;
  samples: RuleSample[];
  mode: RuleMode;
  /** Numbers of the channels that it tells. */
  told: readonly number[];
};

type Props = {
  scope: ScopeRef;
  /** Null for a rule that is not stored yet. */
  ruleKey: string | null;
  start: RuleStart;
  changedAt: string | null;
  /** Whose values the filters offer. */
  period: Pick<EventFilters, 'from' | 'to'>;
  /** Where the rule of a key is. */
  ruleHref: (key: string) => string;
};

/** A rule that is being made or changed, as a form or as text, with its samples and whom it tells. */
export function useWorkbench({ scope, ruleKey, start, changedAt, period, ruleHref }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>(() => draftOf(start.definition, period));
  /** Null while the form is shown. */
  const [text, setText] = useState<string | null>(null);
  const [samples, setSamples] = useState(start.samples);
  const [mode, setMode] = useState(start.mode);
  const [told, setTold] = useState(start.told);
  /** Whether what is missing is told: from the first attempt to use the rule on. */
  const [strict, setStrict] = useState(false);
  const [answer, setAnswer] = useState<FormState>({});
  const [busy, begin] = useTransition();

  const ofForm = useMemo(() => readDraft(draft), [draft]);
  const ofText = useMemo(() => (text === null ? null : readRuleText(text)), [text]);
  const read = ofText ?? ofForm;
  const definition = 'definition' in read ? read.definition : null;
  // A rule is tried before anybody has a name for it.
  const nameless = useMemo(() => readDraft({ ...draft, name: draft.name.trim() || 'New rule' }), [draft]);
  const tryable = definition ?? (text === null && 'definition' in nameless ? nameless.definition : null);
  const faults = strict && 'faults' in ofForm ? ofForm.faults : {};

  const save = () => {
    setStrict(true);
    if (definition === null) return;
    begin(async () => {
      const place = `${scope.kind}:${scope.id}`;
      const rule = { definition, samples, mode, channels: [...told] };
      const saved = await saveRuleAction(place, ruleKey, rule, changedAt ?? undefined);
      setAnswer(saved);
      if (saved.key !== undefined && ruleKey === null) router.push(ruleHref(saved.key));
    });
  };
  const keep = async (event: EventRef): Promise<FormState> => {
    try {
      const { raw } = await askEvent(scope, event, AbortSignal.timeout(RECORD_TIMEOUT_MS));
      const kept = readSampleText(raw ?? '');
      if ('fault' in kept) return { message: 'The record of this event is not stored any more.' };
      setSamples((were) => [...were, { expects: 'fires', records: kept.records }]);
      return { done: true };
    } catch (thrown) {
      const { message, hint } = toAskFailed(thrown);
      return { message, ...(hint !== undefined && { hint }) };
    }
  };
  return {
    draft,
    change: (changed: Partial<Draft>) => setDraft((was) => ({ ...was, ...changed })),
    text,
    textFault: ofText && 'fault' in ofText ? ofText.fault : null,
    setText,
    showText: () => setText(textOfRule(definition ?? definitionOfDraft(draft))),
    /** Nothing happens while the text is no rule: the form could not show it. */
    showForm: () => {
      if (definition === null) return;
      setDraft(draftOf(definition, period));
      setText(null);
    },
    definition,
    /** As `definition`, also while it has no name. */
    tryable,
    strict,
    beStrict: () => setStrict(true),
    hasFaults: strict && definition === null,
    faultOf: (field: string) => faultIn(faults, field),
    samples,
    setSamples,
    mode,
    setMode,
    told,
    setTold,
    answer,
    busy,
    save,
    keep,
  };
}

const RECORD_TIMEOUT_MS = 30_000;
