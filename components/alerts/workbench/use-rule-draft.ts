'use client';
import { useMemo, useState } from 'react';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { type Draft, definitionOfDraft, draftOf } from './draft.ts';
import type { Period } from './draft-events.ts';
import { faultIn, readDraft } from './rule-faults.ts';
import { readRuleText, textOfRule } from './rule-text.ts';

/** What a rule says while it is made or changed, in the form or as text. `period`: whose values the filters offer. */
export function useRuleDraft(start: RuleDefinition, period: Period) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(start, period));
  /** Null while the form is shown. */
  const [text, setText] = useState<string | null>(null);
  /** Whether what is missing is told: from the first attempt to use the rule on. */
  const [strict, setStrict] = useState(false);

  const ofForm = useMemo(() => readDraft(draft), [draft]);
  const ofText = useMemo(() => (text === null ? null : readRuleText(text)), [text]);
  const read = ofText ?? ofForm;
  const definition = 'definition' in read ? read.definition : null;
  // A rule is tried before anybody has a name for it.
  const nameless = useMemo(() => readDraft({ ...draft, name: draft.name.trim() || 'New rule' }), [draft]);
  const tryable = definition ?? (text === null && 'definition' in nameless ? nameless.definition : null);
  const faults = strict && 'faults' in ofForm ? ofForm.faults : {};
  const ofDraft = useMemo(() => textOfRule(definition ?? definitionOfDraft(draft)), [definition, draft]);
  return {
    draft,
    change: (changed: Partial<Draft>) => setDraft((was) => ({ ...was, ...changed })),
    text,
    textFault: ofText && 'fault' in ofText ? ofText.fault : null,
    setText,
    showText: () => setText(ofDraft),
    /** Nothing happens while the text is no rule: the form could not show it. */
    showForm: () => {
      if (definition === null) return;
      setDraft(draftOf(definition, period));
      setText(null);
    },
    definition,
    /** As `definition`, also while it has no name. */
    tryable,
    /** All that was typed: two that are alike say the same rule, or are the same beginning of one. */
    spelled: definition === null && text !== null ? text : ofDraft,
    strict,
    beStrict: () => setStrict(true),
    hasFaults: strict && definition === null,
    faultOf: (field: string) => faultIn(faults, field),
  };
}
