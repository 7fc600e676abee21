const FIELD_NAMES: Readonly<Record<string, string>> = {
  '@user': 'User',
  '@session': 'Session',
  '@principalArn': 'Principal',
  '@identityType': 'Identity type',
  '@event': 'Event',
  '@service': 'Service',
  '@ip': 'IP',
  '@region': 'Region',
  '@account': 'Account',
  '@resource': 'Resource',
  '@accessKey': 'Access key',
  '@errorCode': 'Error code',
  '@outcome': 'Outcome',
  '@country': 'Country',
};

/** What a field of a rule is called where people read it; a path in the record stays as AWS writes it. Isomorphic. */
export function fieldName(field: string): string {
  return FIELD_NAMES[field] ?? field.replace(/^@/, '');
}
