import { log } from "../../platform/log";

/**
 * Blocks as a stream that makes the next one when the reader asks for it. The first is made before this answers, so that
 * what fails at once fails as a problem; what fails later breaks the stream, which then does not end as if complete.
 */
export async function toStream(
  blocks: AsyncGenerator<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  let ready: Promise<IteratorResult<Uint8Array>> | null = Promise.resolve(await blocks.next());
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const step = await (ready ?? blocks.next());
          ready = null;
          if (step.done) controller.close();
          else controller.enqueue(step.value);
        } catch (cause) {
          log("error", "traffic.export_broken", {}, cause);
          controller.error(cause);
        }
      },
      async cancel() {
        await blocks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
