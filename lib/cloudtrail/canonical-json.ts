import { isObject } from './json-value.ts';

/**
 * One text for equal JSON values: keys sorted by code unit, no white space. Iterative, because records may be nested
 * deeper than the call stack. The input must come from JSON (no cycles, no functions).
 */
export function canonicalJson(value: unknown): string {
  const parts: string[] = [];
  const stack: Step[] = [{ value }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ('text' in step) parts.push(step.text);
    else if (Array.isArray(step.value)) stackArray(step.value, stack);
    else if (isObject(step.value)) stackObject(step.value, stack);
    else parts.push(JSON.stringify(step.value) ?? 'null');
  }
  return parts.join('');
}

type Step = { text: string } | { value: unknown };

/** Pushed last to first: the stack hands them back in order. */
function stackArray(items: readonly unknown[], stack: Step[]): void {
  stack.push({ text: ']' });
  for (let at = items.length - 1; at >= 0; at--) {
    stack.push({ value: items[at] });
    if (at > 0) stack.push({ text: ',' });
  }
  stack.push({ text: '[' });
}

function stackObject(fields: { readonly [key: string]: unknown }, stack: Step[]): void {
  const keys = Object.keys(fields).sort();
  stack.push({ text: '}' });
  for (let at = keys.length - 1; at >= 0; at--) {
    const key = keys[at] ?? '';
    stack.push({ value: fields[key] }, { text: `${at > 0 ? ',' : ''}${JSON.stringify(key)}:` });
  }
  stack.push({ text: '{' });
}
