const everyMs = 20;

/**
 * Looks at the heap of the first isolate behind an inspector every 20 ms; garbage is collected once at the start. `stop()` answers the
 * most that V8 said it holds, its array buffers included, in megabytes; that holds what is not collected yet as well.
 */
export async function watchHeap(inspector) {
  const targets = await (await fetch(`http://${inspector.host}/json`)).json();
  const socket = new WebSocket(targets[0].webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  let id = 0;
  let peak = 0;
  const ask = (method) => socket.send(JSON.stringify({ id: (id += 1), method }));
  socket.onmessage = ({ data }) => {
    const { result } = JSON.parse(data);
    if (result?.usedSize === undefined) return;
    peak = Math.max(peak, (result.usedSize + (result.backingStorageSize ?? 0)) / 1e6);
  };
  ask("HeapProfiler.collectGarbage");
  const look = () => ask("Runtime.getHeapUsage");
  const timer = setInterval(look, everyMs);
  return {
    look,
    stop() {
      clearInterval(timer);
      socket.close();
      return peak;
    },
  };
}
