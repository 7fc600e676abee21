import { join } from 'node:path';
import { z } from 'zod';
import { openApiDocument } from '../../../app/api/v1/openapi.ts';
import { type JsonSchema, jsonSchema } from './from-schema.ts';

const API = join(import.meta.dirname, '../../../app/api/v1');

const parameter = z.object({
  name: z.string(),
  in: z.enum(['query', 'path']),
  required: z.boolean(),
  schema: jsonSchema,
});
const operation = z.object({
  parameters: z.array(parameter),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ schema: jsonSchema }) }) })
    .optional(),
});
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

export type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string>> },
) => Promise<Response>;

/** One operation of the API: its handler, and what may be sent to it. */
export type Operation = {
  /** `/events/{accountId}/{eventId}` */
  path: string;
  method: string;
  handler: Handler;
  parameters: z.infer<typeof parameter>[];
  body: JsonSchema | null;
};

/** Every operation of the OpenAPI document, with the handler of the file where Next looks for it. */
export async function loadOperations(): Promise<Operation[]> {
  const { paths } = document.parse(openApiDocument());
  const found = Object.entries(paths).map(async ([path, methods]) => {
    const file = join(API, path.replaceAll('{', '[').replaceAll('}', ']'), 'route.ts');
    const route: Record<string, Handler> = await import(/* @vite-ignore */ file);
    return Object.entries(methods).map(([name, { parameters, requestBody }]) => {
      const method = name.toUpperCase();
      const handler = route[method];
      if (!handler) throw new Error(`${path} has no ${method}`);
      const body = requestBody?.content['application/json'].schema ?? null;
      return { path, method, handler, parameters, body };
    });
  });
  return (await Promise.all(found)).flat();
}
