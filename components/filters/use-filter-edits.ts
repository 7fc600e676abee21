'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { EventFilters } from '#lib/events/schema.ts';
import { applyEdits, EDITABLE, type EditableFilter, type FilterEdits, pendingEdits } from './filter-edits.ts';

/**
 * Edits wait here until the Filter button. When the applied filters change by another way (back button, a pivot),
 * edits made on the old ones are dropped: they would say something else on the new.
 */
export function useFilterEdits(filters: EventFilters): {
  edited: EventFilters;
  pending: EditableFilter[];
  edit: (change: FilterEdits) => void;
  drop: () => void;
} {
  const base = JSON.stringify(EDITABLE.map((name) => filters[name] ?? null));
  const [draft, setDraft] = useState<{ base: string; edits: FilterEdits }>({ base, edits: {} });
  // Otherwise the way back to the old filters would bring their edits back with it.
  useEffect(() => setDraft((was) => (was.base === base ? was : { base, edits: NO_EDITS })), [base]);
  const edits = draft.base === base ? draft.edits : NO_EDITS;
  const edit = useCallback(
    (change: FilterEdits) =>
      setDraft((was) => ({ base, edits: { ...(was.base === base ? was.edits : NO_EDITS), ...change } })),
    [base],
  );
  const drop = useCallback(() => setDraft({ base, edits: NO_EDITS }), [base]);
  return useMemo(
    () => ({ edited: applyEdits(filters, edits), pending: pendingEdits(filters, edits), edit, drop }),
    [filters, edits, edit, drop],
  );
}

const NO_EDITS: FilterEdits = {};
