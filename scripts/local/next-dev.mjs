import { createServer } from "node:http";
import vm from "node:vm";
import next from "next";
import { root } from "./paths.mjs";

/**
 * Next's development server in this process, on a free inner port, behind `publicPort` of localhost; `bindings` may be filled
 * later. Answers `{port, stop}`.
 */
export async function startNextDev(bindings, publicPort) {
  offerBindings(bindings);
  const server = createServer((request, response) => handle(request, response));
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  const app = next({
    dev: true,
    dir: root,
    // What routes see as their own address: the one that browsers use, not the inner one.
    hostname: "localhost",
    port: publicPort,
    httpServer: server,
  });
  const handle = app.getRequestHandler();
  await app.prepare();
  return {
    port,
    async stop() {
      server.closeAllConnections();
      server.close();
      await app.close();
    },
  };
}

/**
 * Edge code runs in contexts of Node's `vm`, where `getRequestContext()` looks for the bindings under this symbol
 * (as the adapter's own `setupDevPlatform` does, which would start a second runtime beside ours).
 */
function offerBindings(bindings) {
  const requestContext = Symbol.for("__cloudflare-request-context__");
  const isolate = Symbol.for("plaza.isolate");
  const states = new Map();
  const { runInContext } = vm;
  vm.runInContext = (code, context, ...rest) => {
    context[requestContext] ??= {
      env: bindings,
      cf: {},
      ctx: { waitUntil: (promise) => void promise.catch(() => {}), passThroughOnException() {} },
    };
    // One isolate's state for all routes, as in the built site.
    context[isolate] ??= states;
    return runInContext(code, context, ...rest);
  };
}
