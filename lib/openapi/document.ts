import { z } from "zod";
import type { $ZodObject } from "zod/v4/core";
import { tokenScopeSchema } from "../token/schema";
import { toAnswer, toProblems } from "./answers";
import { ref, toSchemas, type Json } from "./components";
import type { Operation } from "./operation";
import { operations } from "./operations";

/**
 * The description of the API for programs, OpenAPI 3.1: from the schemas that parse its bodies and answers.
 * `npm run openapi` writes it to `public/openapi.json`. https://spec.openapis.org/oas/v3.1.0
 */
export function toOpenApi(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = toOperation(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Plaza",
      version: "1",
      description:
        "Shares, rooms and the programs that take part in them, and API tokens. Failures are problem details (RFC 9457); switch on `code`.",
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "shares", description: "Pictures behind a link of their own" },
      { name: "tokens", description: "Made and revoked by people who are signed in" },
      { name: "chat", description: "Rooms and messages, by a token of a person or a bot" },
      { name: "hooks", description: "Addresses that post into one room" },
      { name: "bots", description: "Programs that take part in rooms, and their webhooks" },
    ],
    paths,
    components: {
      schemas: toSchemas(),
      securitySchemes: {
        apiToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "plz_…",
          description: `Made in the settings. Scopes: ${tokenScopeSchema.options.join(", ")}.`,
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "__Secure-authjs.session-token",
          description: "Of a signed-in browser; without the prefix `__Secure-` over http.",
        },
      },
    },
  };
}

function toOperation(operation: Operation): Json {
  const { id, tag, summary, description, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: toSecurity(operation),
    parameters: [
      ...toParameters(operation.params, "path"),
      ...toParameters(operation.query, "query"),
    ],
    ...(body && { requestBody: { required: true, content: toBody(body) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [status, toAnswer(answer)]),
      ),
      ...toProblems(operation),
    },
  };
}

function toSecurity({ access, scope }: Operation): Json[] {
  const session = access === "anyone" || access === "address" ? {} : { session: [] };
  return scope ? [session, { apiToken: [scope] }] : [session];
}

function toParameters(schema: $ZodObject | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: field,
  }));
}

function toBody(body: NonNullable<Operation["body"]>): Json {
  const types = "image/png, image/jpeg, image/webp";
  return Object.fromEntries(
    Object.entries(body).map(([type, { schema, examples: shown }]) => [
      type,
      {
        schema: ref(schema),
        ...(shown && {
          examples: Object.fromEntries(
            Object.entries(shown).map(([name, value]) => [name, { value }]),
          ),
        }),
        ...(schema === "ShareForm" && {
          encoding: { generated: { contentType: types }, original: { contentType: types } },
        }),
      },
    ]),
  );
}
