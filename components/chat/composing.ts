import type { KeyboardEvent } from "react";

/**
 * Whether a key press belongs to an input method (Chinese, Japanese, Korean …): then Enter chooses a candidate.
 * Safari ends the composition before the key press and only leaves the key code 229.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
