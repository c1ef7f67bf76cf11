import type { OutgoingFile } from "../types";
import type { FakeClock } from "./fake-clock";

/** A file whose upload takes a second of the model's clock; a test may let it fail. */
export class FakeFile implements OutgoingFile {
  readonly type = "image/png";
  readonly size = 1;
  readonly blob = new Blob(["x"]);
  readonly previewUrl = null;
  readonly dimensions = null;
  readonly name: string;
  /** Thrown by the uploads that begin while it is set. */
  failure: Error | null = null;
  /** How many uploads have begun. */
  uploads = 0;
  drops = 0;
  private running: Promise<string> | null = null;

  constructor(
    private readonly clock: FakeClock,
    readonly key: string,
  ) {
    this.name = `${key}.png`;
  }

  upload(): Promise<string> {
    this.running ??= this.begin();
    return this.running;
  }

  drop(): void {
    this.drops += 1;
    this.running = null;
  }

  private async begin(): Promise<string> {
    this.uploads += 1;
    const id = `${this.key}-${this.uploads}`;
    const { failure } = this;
    await this.clock.wait(1_000);
    if (failure === null) return id;
    this.running = null;
    throw failure;
  }
}
