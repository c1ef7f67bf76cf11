/** How the dashboard reads: anew each minute, not each time that the window is looked at. */
export const polling = {
  refreshInterval: 60_000,
  dedupingInterval: 30_000,
  revalidateOnFocus: false,
} as const;
