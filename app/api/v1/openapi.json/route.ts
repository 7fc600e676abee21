import { openApiDocument } from '../openapi.ts';

/** The description of this API. Open to everybody: it holds nothing of any account. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
