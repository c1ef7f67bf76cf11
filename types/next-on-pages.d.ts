/** The adapter ships this module without types. */
declare module "@cloudflare/next-on-pages/fetch-handler" {
  const handler: {
    fetch(request: Request, env: unknown, context: ExecutionContext): Promise<Response>;
  };
  export default handler;
}
