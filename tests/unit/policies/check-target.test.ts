import { expect, test } from 'vitest';
import { type CheckTarget, isSameTarget } from '#components/setup/check-target.ts';
import { EMPTY_SETUP, SETUP_FIELDS } from '#lib/policies/setup-fields.ts';

const CHECKED: CheckTarget = {
  sourceId: 7,
  fields: { ...EMPTY_SETUP, bucket: 'acme-logs', region: 'eu-central-1' },
};

test('the verdict on one bucket is not shown for another, even of the same name', () => {
  expect(isSameTarget(CHECKED, { ...CHECKED, sourceId: 8 })).toBe(false);
});

test.each(SETUP_FIELDS)('a verdict is not shown beside another %s than it was given on', (field) => {
  const fields = { ...CHECKED.fields, [field]: 'something else' };
  expect(isSameTarget(CHECKED, { ...CHECKED, fields })).toBe(false);
});

test('it is shown again once everything is as it was, whatever spaces stand around it', () => {
  const fields = { ...CHECKED.fields, region: ' eu-central-1 ' };
  expect(isSameTarget(CHECKED, { ...CHECKED, fields })).toBe(true);
});
