import type { DerivedMemo } from './derived-memo.ts';
import { MAX_RESOURCES } from './event.ts';
import { asObject, isObject, type JsonObject } from './json-value.ts';
import type { RecordFields } from './record-fields.ts';
import { isRedacted } from './redaction.ts';
import { keyRule } from './resource-keys.ts';
import { cleanText, LABEL_BYTES, type TextMarks } from './text.ts';

/** Real payloads stay far below these; they bound what a hostile record may cost. */
const MAX_VALUES = 20_000;
const MAX_DEPTH = 16;

/**
 * ARNs and ids that the record names: its resources[] first, then requestParameters and responseElements (the only
 * place of what a call has made, such as the instances of RunInstances). Without duplicates, in order of appearance.
 */
export function resourcesOf(
  record: RecordFields,
  service: string,
  marks: TextMarks,
  derived?: DerivedMemo,
): readonly string[] {
  const parameters = asObject(record.requestParameters);
  if (!derived || !parameters || isPresent(record.resources) || isPresent(record.responseElements))
    return findResources(record, service, marks);
  const known = derived.resources.get(parameters);
  if (known?.service === service) return known.values;
  const values = findResources(record, service, marks);
  if (!marks.cleaned) derived.resources.set(parameters, { service, values });
  return values;
}

function findResources(record: RecordFields, service: string, marks: TextMarks): string[] {
  const found = new ResourceList(service, marks);
  if (isPresent(record.resources)) addListed(record.resources, found);
  addPayload(record.requestParameters, found, 0);
  addPayload(record.responseElements, found, 0);
  return found.values;
}

/** An aggregated event names resources where one of its dimensions is resourceARN. */
export function resourcesOfSummary(record: RecordFields, service: string, marks: TextMarks): string[] {
  const found = new ResourceList(service, marks);
  const summary = asObject(record.summary);
  const details = Array.isArray(summary?.details) ? summary.details : [];
  for (const dimension of [summary?.primaryDimension, ...details.slice(0, MAX_RESOURCES)]) {
    const fields = asObject(dimension);
    if (fields?.dimension !== 'resourceARN' || !Array.isArray(fields.statistics)) continue;
    for (const statistic of fields.statistics.slice(0, MAX_RESOURCES)) found.add(asObject(statistic)?.name);
  }
  return found.values;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

class ResourceList {
  readonly values: string[] = [];
  readonly service: string;
  /** Values looked at so far. */
  seen = 0;
  private readonly marks: TextMarks;
  private index: Set<string> | null = null;

  constructor(service: string, marks: TextMarks) {
    this.service = service;
    this.marks = marks;
  }

  isFull(): boolean {
    return this.values.length >= MAX_RESOURCES || this.seen > MAX_VALUES;
  }

  add(value: unknown): void {
    if (typeof value !== 'string' || value === '' || value === '*' || isRedacted(value) || this.isFull())
      return;
    const text = cleanText(value, LABEL_BYTES, this.marks);
    if (this.has(text)) return;
    this.values.push(text);
    this.index?.add(text);
  }

  /** A short list is searched, a long one indexed. */
  private has(text: string): boolean {
    if (this.index === null && this.values.length > 16) this.index = new Set(this.values);
    return this.index === null ? this.values.includes(text) : this.index.has(text);
  }
}

/** Seen: {ARN, accountId, type}, {ARNPrefix, type}, {ARN}; also {resourceName, resourceType}, bare text, no list around it. */
function addListed(listed: unknown, found: ResourceList): void {
  if (Array.isArray(listed)) {
    for (const entry of listed) {
      if (found.isFull()) return;
      addEntry(entry, found);
    }
  } else addEntry(listed, found);
}

function addEntry(entry: unknown, found: ResourceList): void {
  found.seen++;
  if (isObject(entry))
    found.add(entry.ARN ?? entry.arn ?? entry.ARNPrefix ?? entry.arnPrefix ?? entry.resourceName);
  else found.add(entry);
}

function addPayload(value: unknown, found: ResourceList, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (isObject(value)) addFields(value, found, depth);
  else if (Array.isArray(value)) {
    for (const item of value) {
      if (found.isFull()) return;
      addValue(item, false, found, depth);
    }
  }
}

function addFields(fields: JsonObject, found: ResourceList, depth: number): void {
  for (const key in fields) {
    if (found.isFull()) return;
    const rule = keyRule(key);
    if (rule === 'ignored') continue;
    const named = rule === 'resource' || (typeof rule === 'object' && rule.has(found.service));
    addValue(fields[key], named, found, depth);
  }
}

/** `named`: the field's name says that its text, or each text of its list, is a resource. */
function addValue(value: unknown, named: boolean, found: ResourceList, depth: number): void {
  found.seen++;
  if (typeof value === 'string') {
    if (named || isArn(value) || isEc2Id(value)) found.add(value);
  } else if (named && Array.isArray(value)) {
    for (const item of value) {
      if (found.isFull()) return;
      if (typeof item === 'string') found.add(item);
      else addPayload(item, found, depth + 1);
    }
  } else addPayload(value, found, depth + 1);
}

/** Session ARNs are left out: they name who acts, and a new one with every session. */
function isArn(text: string): boolean {
  if (!text.startsWith('arn:') || text.length > LABEL_BYTES) return false;
  return !text.includes(':assumed-role/') && !text.includes(':federated-user/');
}

/** A short lower-case prefix and 8 or 17 hexadecimal digits: i-0abc…, sg-…, vpc-…, ami-…. */
function isEc2Id(text: string): boolean {
  const dash = text.charCodeAt(text.length - 18) === 45 ? text.length - 18 : text.length - 9;
  if (dash < 1 || dash > 12 || text.charCodeAt(dash) !== 45) return false;
  for (let at = 0; at < dash; at++) if (!isBetween(text.charCodeAt(at), 97, 122)) return false;
  for (let at = dash + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (!isBetween(unit, 48, 57) && !isBetween(unit, 97, 102)) return false;
  }
  return true;
}

function isBetween(unit: number, low: number, high: number): boolean {
  return unit >= low && unit <= high;
}
