/**
 * Parts of a text as a stream of bytes, read only as fast as it is taken. Resolves when the first part is there, so that what is
 * wrong with the question itself is thrown and not streamed. A later part that cannot be read makes the stream fail, which ends
 * the connection: whoever reads it sees that the file is not whole. `onFailure` hears of it first.
 */
export async function toStream(
  parts: AsyncGenerator<string | Uint8Array, void, undefined>,
  onFailure: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string | Uint8Array, void>> | null = Promise.resolve(await parts.next());
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await (next ?? parts.next());
          next = null;
          if (done) controller.close();
          else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
        } catch (error) {
          onFailure(error);
          controller.error(error);
        }
      },
      async cancel() {
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
}
