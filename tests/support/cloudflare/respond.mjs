/** An answer that says no, as Cloudflare words it. */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.answer = { status, body: { success: false, errors: [{ code, message }], result: null } };
  }
}

export const ok = (result, info) => ({
  status: 200,
  body: {
    success: true,
    errors: [],
    messages: [],
    result,
    ...(info ? { result_info: info } : {}),
  },
});

export function respond(response, { status, headers = {}, body }) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body ?? { success: false, errors: [], result: null }));
}

/** One page of a list, numbered from 1. */
export function toPage(rows, query, longest = 100) {
  const page = Number(query.get("page") ?? 1);
  const perPage = Math.min(Number(query.get("per_page") ?? 20), longest);
  const shown = rows.slice((page - 1) * perPage, page * perPage);
  const info = { page, per_page: perPage, count: shown.length, total_count: rows.length };
  return ok(shown, info);
}

export const parseJson = (body) => JSON.parse(body.toString("utf8"));

/** The fields of a multipart form. */
export function parseForm(body, contentType) {
  return new Response(body, { headers: { "content-type": contentType } }).formData();
}
