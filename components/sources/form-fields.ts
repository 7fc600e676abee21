import type { FormPlace } from './policy-panel.tsx';

export function field(form: HTMLFormElement | null, name: string): HTMLInputElement | null {
  const found = form?.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : null;
}

/** What the form says right now of the bucket and of who reads it; `externalId` where it does not ask for one. */
export function placeIn(form: HTMLFormElement, externalId: string): FormPlace {
  const fields = new FormData(form);
  const text = (name: string) => String(fields.get(name) ?? '');
  const credentials = text('credentials');
  return {
    bucket: text('bucket'),
    prefix: text('prefix'),
    region: text('region'),
    queueUrl: text('sqsQueueUrl'),
    credentials: credentials === 'role' || credentials === 'default' ? credentials : 'access-key',
    externalId: fields.has('externalId') ? text('externalId') : externalId,
  };
}
