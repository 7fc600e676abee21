import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { DerivedField } from './rule-model.ts';

/** What conditions are put to: an event beside the record that it was made of. */
export type Subject = {
  event: NormalisedEvent;
  /** The record, or those of its fields that the rules read. */
  record: object;
  /** The record's text in lower case, for words anywhere in it. */
  text: () => string;
  /** ISO 3166 code of the event's address, '' where there is none. */
  country: (address: string) => string;
};

export type SubjectSources = {
  /** The record's own text where `record` is not the whole of it. */
  text?: (record: object) => string;
  country?: (address: string) => string;
};

/** `record` as the normaliser had it. Without `sources` its text is that of `record`, and no address has a country. */
export function subjectOf(event: NormalisedEvent, record: object, sources: SubjectSources = {}): Subject {
  return new EventSubject(event, record, sources);
}

/** An element of the record, asked as if it were one. */
export function elementSubject(subject: Subject, record: object): Subject {
  return {
    event: subject.event,
    record,
    text: () => subject.text(),
    country: (address) => subject.country(address),
  };
}

/** One is made for each event. */
class EventSubject implements Subject {
  readonly event: NormalisedEvent;
  readonly record: object;
  readonly sources: SubjectSources;
  lowerText: string | undefined;

  constructor(event: NormalisedEvent, record: object, sources: SubjectSources) {
    this.event = event;
    this.record = record;
    this.sources = sources;
    this.lowerText = undefined;
  }

  text(): string {
    this.lowerText ??= (this.sources.text?.(this.record) ?? JSON.stringify(this.record)).toLowerCase();
    return this.lowerText;
  }

  country(address: string): string {
    return this.sources.country?.(address) ?? '';
  }
}

/** The value of a field that Trailkeep makes; '' and null stand for one that is not there. */
export const DERIVED_VALUES: Readonly<
  Record<DerivedField, (subject: Subject) => string | boolean | null | readonly string[]>
> = {
  '@user': ({ event }) => event.actor.label,
  '@session': ({ event }) => event.actor.sessionName,
  '@principalArn': ({ event }) => event.actor.principalArn,
  '@identityType': ({ event }) => event.actor.identityType,
  '@event': ({ event }) => event.eventName,
  '@service': ({ event }) => event.service,
  '@ip': ({ event }) => event.sourceIp,
  '@region': ({ event }) => event.region,
  '@account': ({ event }) => event.accountId,
  '@resource': ({ event }) => event.resources,
  '@accessKey': ({ event }) => event.actor.accessKeyId,
  '@errorCode': ({ event }) => event.errorCode,
  '@outcome': ({ event }) => event.outcome,
  '@readOnly': ({ event }) => event.readOnly,
  '@mfa': ({ event }) => event.actor.mfa,
  '@category': ({ event }) => event.category,
  '@country': (subject) => subject.country(subject.event.sourceIp),
};
