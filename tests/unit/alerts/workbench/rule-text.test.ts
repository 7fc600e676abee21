import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOfPath } from '#components/alerts/workbench/json-place.ts';
import { syntaxFault } from '#components/alerts/workbench/json-syntax.ts';
import { readRuleText, textOfRule } from '#components/alerts/workbench/rule-text.ts';
import { readSampleText } from '#components/alerts/workbench/sample-text.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';

const [builtIn] = BUILT_IN_RULES;
if (!builtIn) throw new Error('there is no built-in rule');
const { id: _id, family: _family, fires: _fires, quiet: _quiet, ...definition } = builtIn;
const text = textOfRule(definition);

const faultOf = (changed: string) => {
  const read = readRuleText(changed);
  if (!('fault' in read)) throw new Error('the text is a rule');
  const { place, message } = read.fault;
  return { line: place.line, at: changed.slice(place.offset, place.offset + 12), message };
};

describe('a rule as text', () => {
  it('is read as it was written', () => {
    expect(readRuleText(text)).toEqual({ definition });
  });

  it('that is no JSON says on which line it stops to be', () => {
    const broken = '{\n  "name": "x",\n  "severity": high\n}';
    expect(faultOf(broken)).toMatchObject({ line: 3, at: 'high\n}' });
    expect(faultOf('{\n  "name": "x"')).toMatchObject({ line: 2 });
  });

  it('says where in it something is wrong, however deep', () => {
    const condition = { all: [{ any: [{ field: 'a', op: 'is', values: ['x'] }] }] };
    const changed = textOfRule({ ...definition, condition: condition as never });
    const fault = faultOf(changed);
    expect(fault.at).toMatch(/^"is"/);
    expect(fault.message).toMatch(/^condition\.all\.0\.any\.0\.op: /);
    expect(changed.split('\n')[fault.line - 1]).toContain('"op": "is"');
  });

  it('points at what holds the place of something that is missing', () => {
    const { name: _, ...nameless } = definition;
    expect(faultOf(textOfRule(nameless as never))).toMatchObject({
      line: 1,
      at: expect.stringMatching(/^\{/),
    });
    const wrong = { ...definition, condition: { field: 'a', op: 'equals' } };
    expect(faultOf(textOfRule(wrong as never)).message).toMatch(/^condition\.values: /);
  });
});

it('the place of a value is where it stands, in any JSON', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 0, max: 8 }), (json, indent) => {
      const value: unknown = JSON.parse(json);
      const written = JSON.stringify(value, null, indent);
      for (const [path, inside] of everyValue(value, [])) {
        const { offset } = placeOfPath(written, path);
        const here = JSON.stringify(inside);
        expect(written[offset]).toBe(here[0]);
        if (typeof inside !== 'object') expect(written.slice(offset, offset + here.length)).toBe(here);
      }
    }),
    { numRuns: 100 },
  );
});

function* everyValue(value: unknown, path: string[]): Generator<[string[], unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inside] of Object.entries(value)) yield* everyValue(inside, [...path, name]);
}

it('a text is JSON to the one who looks for its fault exactly where it is to the parser', () => {
  const nearlyJson = fc
    .tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', '"', ',', '}', ']', ':', '0', 'x', '\n', '-', '\\', 'true'),
    )
    .map(([json, at, put]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + put + json.slice(place + (at % 2));
    });
  fc.assert(
    fc.property(nearlyJson, (said) => {
      let isJson = true;
      try {
        JSON.parse(said);
      } catch {
        isJson = false;
      }
      expect(syntaxFault(said) === null).toBe(isJson);
    }),
    { numRuns: 2_000 },
  );
});

describe('a pasted sample', () => {
  it('is a record, a list of records or a whole log object', () => {
    const record = { eventName: 'StopLogging' };
    for (const said of [record, [record], { Records: [record] }])
      expect(readSampleText(JSON.stringify(said))).toEqual({ records: [record] });
  });

  it('that is none says why', () => {
    expect(readSampleText('{"a": }')).toEqual({
      fault: 'Line 1, column 7: expected a value.',
    });
    expect(readSampleText('"StopLogging"')).toHaveProperty('fault', expect.stringContaining('no record'));
  });
});
