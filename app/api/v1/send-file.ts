import 'server-only';
import { toStream } from '#lib/events/export/to-stream.ts';
import { log } from '#lib/log.ts';

export type SentFile = {
  /** As it is saved: what may stand in a header between quotes. */
  name: string;
  type: string;
  /** What breaks off, in the words of the server's log. */
  what: string;
  headers?: Record<string, string>;
};

/** A file to be saved, however large, streamed part by part. Rejects with what makes the first part impossible. */
export async function sendFile(
  parts: AsyncGenerator<string | Uint8Array, void, undefined>,
  { name, type, what, headers }: SentFile,
  signal: AbortSignal,
): Promise<Response> {
  const onFailure = (error: unknown) => {
    if (!signal.aborted) log.error({ err: error }, `${what} broke off`);
  };
  return new Response(await toStream(parts, onFailure), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}
