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
  text?: () => string;
  country?: (address: string) => string;
};

/** `record` as the normaliser had it. Without `sources` its text is that of `record`, and no address has a country. */
export function subjectOf(event: NormalisedEvent, record: object, sources: SubjectSources = {}): Subject {
  const textOf = sources.text ?? (() => JSON.stringify(record));
  let text: string | undefined;
  return {
    event,
    record,
    text: () => {
      text ??= textOf().toLowerCase();
      return text;
    },
    country: sources.country ?? (() => ''),
  };
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
  '@country': ({ event, country }) => country(event.sourceIp),
};
