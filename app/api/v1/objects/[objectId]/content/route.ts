import { z } from 'zod';
import { readScope } from '#lib/auth/read-scope.ts';
import { type Queryable, webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { recordDownload } from '#lib/ledger/mutations.ts';
import { findObjectDownload, readObjectParts } from '#lib/ledger/object-download.ts';
import { endpoint, scopeOf } from '../../../handle.ts';
import { objectIdOf, parseParameters } from '../../../parameters.ts';
import { sendFile } from '../../../send-file.ts';

/**
 * The bytes of an object as they were fetched, streamed, to be saved and never shown: nobody knows
 * what is in them. Noted in the audit log.
 */
export const GET = endpoint<{ objectId: string }>(async (request) => {
  parseParameters(z.object({}), request.query);
  const objectId = objectIdOf(request.params);
  const scope = await scopeOf(request);
  const { signal, actor } = request;
  const read = <T>(work: (db: Queryable) => Promise<T>) => readScope(webPool(), scope, work, { signal });
  const object = await read((db) => findObjectDownload(db, scope, objectId));
  if (object.sizeBytes === null)
    throw new TrailkeepError('object-missing', 'The bytes of this object are not kept.', {
      hint: 'It could not be fetched, or brought nothing new. The bucket still has it.',
    });
  await recordDownload(prisma(), actor, object);
  const parts = readObjectParts(read, objectId, object.sizeBytes);
  return sendFile(
    parts,
    {
      name: fileName(object.key),
      type: 'application/octet-stream',
      what: 'a download',
      headers: {
        'content-length': String(object.sizeBytes),
        'content-security-policy': "default-src 'none'; sandbox",
      },
    },
    signal,
  );
});

// A bucket's keys may hold anything, also what would end the header.
function fileName(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1).replaceAll(/[^\w.-]/g, '_');
  return name.replace(/^\.+/, '').slice(-200) || 'object';
}
