import { toneLooks } from "./tones";
import type { ChartTone } from "./types";

/** The colours of a theme as a canvas takes them. */
export type Palette = {
  font: string;
  text: string;
  grid: string;
  shade: string;
  line: (tone: ChartTone) => string;
  /** A light area under a line. */
  wash: (tone: ChartTone) => string;
  /** A filled area: plain or hatched. */
  fill: (tone: ChartTone) => string | CanvasPattern;
};

/** Reads the theme that holds at an element. A canvas knows no custom properties: the browser resolves them on a probe. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.appendChild(probe);
  const resolve = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const mix = (token: string, percent: number, into: string) =>
    resolve(`color-mix(in srgb, var(${token}) ${percent}%, ${into})`);
  const tones = Object.entries(toneLooks).map(([tone, { token }]) => ({
    tone,
    line: resolve(`var(${token})`),
    wash: mix(token, 12, "transparent"),
    soft: mix(token, 30, "var(--surface)"),
  }));
  const look = new Map<string, (typeof tones)[number]>(tones.map((one) => [one.tone, one]));
  const palette: Palette = {
    font: `11px ${getComputedStyle(element).fontFamily}`,
    text: resolve("var(--muted)"),
    grid: resolve("var(--line)"),
    shade: mix("--ink", 5, "transparent"),
    line: (tone) => look.get(tone)?.line ?? "",
    wash: (tone) => look.get(tone)?.wash ?? "",
    fill: (tone) => {
      const { line = "", soft = "" } = look.get(tone) ?? {};
      return toHatch(toneLooks[tone].hatch, line, soft) ?? line;
    },
  };
  probe.remove();
  return palette;
}

function toHatch(hatch: string | null, line: string, soft: string): CanvasPattern | null {
  if (hatch === null) return null;
  const ratio = Math.max(1, Math.round(devicePixelRatio));
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8 * ratio;
  const context = tile.getContext("2d");
  if (!context) return null;
  context.scale(ratio, ratio);
  context.fillStyle = soft;
  context.fillRect(0, 0, 8, 8);
  context.strokeStyle = line;
  context.lineWidth = 1.5;
  context.stroke(new Path2D(hatch));
  return context.createPattern(tile, "repeat");
}
