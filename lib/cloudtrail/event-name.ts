/**
 * The name to show for an event: some services log the version of their API behind it
 * (`GetFunctionConfiguration20150331v2`). The event keeps the name as delivered; filters and groups use that one.
 */
export function displayEventName(eventName: string): string {
  return eventName.replace(/(?<=[a-z])(?:19|20)\d{6}(?:v\d+)?$/, '');
}
