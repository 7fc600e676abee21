'use client';
import { Input } from '#components/ui/input.tsx';
import { useFilters } from './filter-context.ts';

/** One resource by its id or ARN, typed or pasted; several are separated by spaces. Enter applies. */
export function ResourceInput({ className }: { className?: string }) {
  const { edited, edit, apply } = useFilters();
  return (
    <Input
      prefix="Resource ID"
      placeholder="any"
      aria-label="Resource ID"
      value={edited.resource.join(' ')}
      onChange={(event) => edit({ resource: toResources(event.target.value) })}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
      frameClassName={className}
    />
  );
}

// The space at the end stays while the next id is typed; an id never holds one.
function toResources(text: string): string[] {
  return text === '' ? [] : text.split(/\s/).slice(0, 50);
}
