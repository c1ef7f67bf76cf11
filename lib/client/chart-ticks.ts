/** Where the time axis of a chart has its labels. Pure; times are milliseconds since the epoch. */

export type ChartTick = {
  at: number;
  /** The first of its day by the clock that labels show: the label says the day as well. */
  isNewDay: boolean;
  /** The label says the day alone. */
  isWholeDay: boolean;
};

type TickQuestion = {
  /** Starts of the buckets, growing. */
  buckets: number[];
  granularity: "minute" | "hour" | "day";
  /** Of the viewer; days are UTC days whatever it is. */
  timeZone: string;
  /** How many labels there is room for. */
  room: number;
};

const dayMinutes = 24 * 60;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, dayMinutes];

/**
 * Buckets that get a label: round times by the viewer's clock, found from real instants, so that an hour that the clock
 * repeats has two and one that it skips has none.
 */
export function toTicks({ buckets, granularity, timeZone, room }: TickQuestion): ChartTick[] {
  if (granularity === "day") {
    return thinOut(buckets, room).map((at) => ({ at, isNewDay: true, isWholeDay: true }));
  }
  const size = granularity === "hour" ? 60 : 1;
  const clock = toClock(timeZone);
  const times = buckets.map((at) => ({ at, ...clock(at) }));
  const isOn = (step: number) => (time: { minute: number }) =>
    (Math.floor(time.minute / size) * size) % step === 0;
  const step = steps.find((one) => one >= size && times.filter(isOn(one)).length <= room);
  if (step === undefined) {
    const midnights = times.filter(isOn(dayMinutes)).map(({ at }) => at);
    return thinOut(midnights, room).map((at) => ({ at, isNewDay: true, isWholeDay: true }));
  }
  let day = "";
  return times.filter(isOn(step)).map((time) => {
    const isNewDay = time.day !== day;
    day = time.day;
    return { at: time.at, isNewDay, isWholeDay: step === dayMinutes };
  });
}

/** Whether the clock of a zone is put forward or back between the first and the last of some instants. */
export function changesOffset(instants: number[], timeZone: string): boolean {
  const clock = toClock(timeZone);
  const [first, last] = [instants[0], instants.at(-1)];
  if (first === undefined || last === undefined) return false;
  return clock(first).offset !== clock(last).offset;
}

type LocalTime = { day: string; minute: number; offset: number };

/** Answers what the clock of a zone shows at an instant: the day, the minute of the day, and how far it is from UTC in ms. */
function toClock(timeZone: string): (at: number) => LocalTime {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
    const day = `${part("year")}-${part("month")}-${part("day")}`;
    const [hour, minute] = [Number(part("hour")), Number(part("minute"))];
    const shown = Date.parse(`${day}T${part("hour")}:${part("minute")}:00Z`);
    return { day, minute: hour * 60 + minute, offset: shown - Math.floor(at / 60_000) * 60_000 };
  };
}

/** Every second, third, … of a list, counted from its end, which is what people look at. */
function thinOut(list: number[], room: number): number[] {
  const every = Math.max(1, Math.ceil(list.length / Math.max(1, room)));
  const rounded = [1, 2, 3, 7, 14, 28, 56, 91, 182, 364].find((one) => one >= every) ?? every;
  return list.filter((_, index) => (list.length - 1 - index) % rounded === 0);
}
