type SparklineProps = {
  /** Values of equal stretches of time. */
  values: number[];
  /** What they were, in words. */
  label: string;
};

const [width, height] = [96, 20];

/** The course of a value, small enough for a line of a table. Its base is zero. */
export function Sparkline({ values, label }: SparklineProps) {
  const highest = Math.max(1, ...values);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) =>
      `${(index * step).toFixed(1)} ${(height - 1 - (value / highest) * (height - 2)).toFixed(1)}`,
  );
  const line = `M${points.join("L")}`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="h-5 w-full text-accent"
    >
      {values.length > 1 ? (
        <>
          <path d={`${line}L${width} ${height}L0 ${height}Z`} fill="currentColor" opacity="0.13" />
          <path
            d={line}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.25"
            vectorEffect="non-scaling-stroke"
          />
        </>
      ) : null}
    </svg>
  );
}
