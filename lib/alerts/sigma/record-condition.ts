import { TrailkeepError } from '#lib/errors.ts';
import {
  type Condition,
  comparesFields,
  DERIVED_FIELDS,
  type DerivedField,
  type FieldTest,
} from '../rule-model.ts';
import { allOf, anyOf, not } from './normal-form.ts';

/** Fields that Trailkeep only names otherwise: the record has the same value. */
const SAME_FIELDS: Partial<Record<DerivedField, string>> = {
  '@event': 'eventName',
  '@ip': 'sourceIPAddress',
  '@region': 'awsRegion',
  '@account': 'recipientAccountId',
  '@errorCode': 'errorCode',
  '@accessKey': 'userIdentity.accessKeyId',
  '@identityType': 'userIdentity.type',
  '@readOnly': 'readOnly',
};

/**
 * The condition by the record's own fields, which is what other tools know, and in normal form.
 * @throws TrailkeepError `bad-request` for what Sigma has no words for.
 */
export function toRecordCondition(condition: Condition): Condition {
  if ('all' in condition) return allOf(condition.all.map(toRecordCondition));
  if ('any' in condition) return anyOf(condition.any.map(toRecordCondition));
  if ('not' in condition) return not(toRecordCondition(condition.not));
  if ('within' in condition)
    cannotSay(`It asks for several things of one element of ${condition.within}, which Sigma cannot.`);
  return 'keywords' in condition ? condition : toRecordTest(condition);
}

/** The record's field of that name. @throws TrailkeepError `bad-request` for what Trailkeep works out of several fields. */
export function toRecordField(field: string): string {
  const derived = DERIVED_FIELDS.find((known) => known === field);
  if (!derived) return field.replaceAll('[]', '');
  return SAME_FIELDS[derived] ?? cannotSay(`${field} is worked out by Trailkeep; no record has it.`);
}

/** Throws TrailkeepError `bad-request`: `what` is a sentence that says why. */
export function cannotSay(what: string): never {
  throw new TrailkeepError('bad-request', `The rule cannot be written in Sigma. ${what}`, {
    hint: 'Use fields of the record and conditions that Sigma has, then export it.',
  });
}

function toRecordTest(test: FieldTest): Condition {
  if (test.elements === 'all') cannotSay(`It asks for all elements of ${test.field}, and Sigma for any.`);
  if (test.field.includes('|')) cannotSay(`A field has a | in its name: ${test.field}.`);
  if (test.field === '@service') return serviceTest(test);
  if (test.field === '@outcome') return outcomeTest(test);
  const { elements: _, ...rest } = test;
  const values = comparesFields(test.op)
    ? test.values.map((value) => toRecordField(String(value)))
    : test.values;
  return { ...rest, field: toRecordField(test.field), values };
}

// `@service` is the event source without `.amazonaws.com`, so that its beginning is the same and its end is not.
function serviceTest(test: FieldTest): FieldTest {
  if (test.op === 'startsWith' || test.op === 'exists') return { ...test, field: 'eventSource' };
  if (test.op !== 'equals') cannotSay(`${test.op} of a service is not the same for its event source.`);
  const values = test.values.map((value) => (value === null ? null : `${value}.amazonaws.com`));
  return { ...test, field: 'eventSource', values };
}

// As Sigma's rules say it. A dry run, whose errorCode says that the call would have worked, is not told apart.
function outcomeTest(test: FieldTest): Condition {
  if (test.op !== 'equals' || test.values.join() !== 'success')
    cannotSay('It asks for an outcome other than success, which Trailkeep works out of several fields.');
  return {
    all: [
      { field: 'errorCode', op: 'equals', values: [null] },
      { field: 'errorMessage', op: 'equals', values: [null] },
    ],
  };
}
