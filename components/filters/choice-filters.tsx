'use client';
import { cn } from '#components/ui/cn.ts';
import { Select } from '#components/ui/select.tsx';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import { CALL_CATEGORIES, DEFAULT_CATEGORIES, type EventFilters } from '#lib/events/schema.ts';
import { useFilters } from './filter-context.ts';
import { CATEGORY_WORDS } from './filter-words.ts';

/** As in the filters beside it: only what was chosen is strong. */
const UNCHOSEN = '[&>span]:font-normal';

/** Yes, no, or whatever. CloudTrail does not always say; then only "Any" matches. */
export function MfaFilter({ className }: { className?: string }) {
  const { edited, edit } = useFilters();
  return (
    <FlagSelect
      label="MFA"
      value={edited.mfa}
      words={{ yes: 'With MFA', no: 'Without MFA' }}
      onChange={(mfa) => edit({ mfa })}
      className={className}
    />
  );
}

export function ReadOnlyFilter({ className }: { className?: string }) {
  const { edited, edit } = useFilters();
  return (
    <FlagSelect
      label="Calls"
      value={edited.readOnly}
      words={{ yes: 'Read-only', no: 'Changing' }}
      onChange={(readOnly) => edit({ readOnly })}
      className={className}
    />
  );
}

function FlagSelect(props: {
  label: string;
  value: boolean | undefined;
  words: { yes: string; no: string };
  onChange: (value: boolean | undefined) => void;
  className?: string;
}) {
  const options = [
    { value: 'any', label: 'Any' },
    { value: 'true', label: props.words.yes },
    { value: 'false', label: props.words.no },
  ];
  return (
    <Select
      label={props.label}
      value={props.value === undefined ? 'any' : String(props.value)}
      options={options}
      onChange={(chosen) => props.onChange(chosen === 'any' ? undefined : chosen === 'true')}
      className={cn(props.value === undefined && UNCHOSEN, props.className)}
    />
  );
}

/** Management events alone unless one says otherwise: data events are often a hundred times as many. */
export function CategoryFilter({ className }: { className?: string }) {
  const { edited, edit, anyCategory = false } = useFilters();
  const value = anyCategory && edited.category.length === 0 ? ANY : asChoice(edited.category);
  const options = [
    ...(anyCategory ? [{ value: ANY, label: 'Any' }] : []),
    ...CALL_CATEGORIES.map((category) => ({ value: category as string, label: CATEGORY_WORDS[category] })),
    { value: ALL, label: 'All calls' },
    ...APART.map((category) => ({ value: category as string, label: CATEGORY_WORDS[category] })),
  ];
  if (!options.some((option) => option.value === value)) {
    options.push({ value, label: edited.category.map((category) => CATEGORY_WORDS[category]).join(', ') });
  }
  return (
    <Select
      label="Category"
      value={value}
      options={options}
      onChange={(chosen) => edit({ category: asCategories(chosen) })}
      className={cn(value === ANY && UNCHOSEN, className)}
    />
  );
}

const ALL = 'all';
const ANY = 'any';
/** What is no call, and is shown alone. */
const APART = CATEGORIES.filter((category) => !CALL_CATEGORIES.includes(category));

function asChoice(categories: EventFilters['category']): string {
  if (CALL_CATEGORIES.every((category) => categories.includes(category))) return ALL;
  return categories.length === 0 ? (DEFAULT_CATEGORIES[0] ?? ALL) : categories.join(',');
}

function asCategories(choice: string): EventFilters['category'] {
  if (choice === ANY) return [];
  if (choice === ALL) return [...CALL_CATEGORIES];
  const chosen = choice.split(',');
  return CATEGORIES.filter((category) => chosen.includes(category));
}
