import type { ChartTone } from "./types";

type ToneLook = {
  /** The custom property of its colour. */
  token: string;
  /** Lengths of dashes and gaps in px; empty for an unbroken line. */
  dash: number[];
  /** What an area is hatched with: the path of a tile of 8 × 8; null for a plain one. */
  hatch: string | null;
};

/** How each tone is drawn, in the plot and in the legend. */
export const toneLooks: Record<ChartTone, ToneLook> = {
  primary: { token: "--accent", dash: [], hatch: null },
  secondary: { token: "--chart-second", dash: [7, 4], hatch: "M-2 6L6 -2M2 10L10 2" },
  tertiary: { token: "--chart-third", dash: [2, 3], hatch: "M1 2h2M5 6h2" },
  danger: { token: "--danger", dash: [9, 3, 2, 3], hatch: "M-2 2L6 10M2 -2L10 6" },
  warn: { token: "--warn", dash: [4, 2], hatch: "M0 2h8M0 6h8" },
  muted: { token: "--muted", dash: [1, 3], hatch: "M2 0v8M6 0v8" },
};
