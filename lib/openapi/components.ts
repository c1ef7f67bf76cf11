import { z } from "zod";
import type { $ZodType } from "zod/v4/core";
import * as examples from "./examples";
import { inputs, notes, outputs, type SchemaName } from "./schemas";

export type Json = Record<string, unknown>;

export const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

/** Every named shape, with what is said of its fields. */
export function toSchemas(): Json {
  const schemas: Record<string, Json> = {
    ...toComponents(inputs, "input"),
    ...toComponents(outputs, "output"),
    CreateShare: { anyOf: [ref("ShareFromUrls"), ref("ShareFromAttachment")] },
  };
  addFiles(schemas.ShareForm, {
    generated: "The result.",
    original: "What it was made from, if anything.",
  });
  addFiles(schemas.UploadForm, { file: "An image, video, sound, PDF or text of at most 10 MB." });
  for (const name of ["ShareFromUrls", "ShareFromAttachment"]) {
    addNotes(schemas[name], notes.ShareForm ?? {});
  }
  for (const [name, fields] of Object.entries(notes)) addNotes(schemas[name], fields);
  Object.assign(schemas.Problem ?? {}, { examples: [examples.problem] });
  return schemas;
}

/** Fields that are schemas of their own become references. */
function toComponents(named: Record<string, $ZodType>, io: "input" | "output") {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // Answers may get further fields; whoever reads them strictly would break.
      delete jsonSchema.additionalProperties;
    },
  });
  for (const schema of Object.values(schemas)) {
    delete schema.$schema;
    delete schema.$id;
  }
  return schemas;
}

/** Files of a form, of which the first must be there. */
function addFiles(form: Json | undefined, files: Record<string, string>): void {
  const { properties } = propertiesOf(form);
  for (const [name, description] of Object.entries(files)) {
    properties[name] = { type: "string", format: "binary", description };
  }
  if (form) form.required = Object.keys(files).slice(0, 1);
}

function addNotes(schema: Json | undefined, fields: Record<string, string>): void {
  const { properties } = propertiesOf(schema);
  for (const [field, description] of Object.entries(fields)) {
    const known = properties[field];
    if (!known) throw new Error(`There is no field ${field} to describe`);
    properties[field] = { description, ...known };
  }
}

const shapeSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** The properties of an object schema, to be changed in place. */
function propertiesOf(schema: Json | undefined): { properties: Record<string, Json> } {
  const { properties } = shapeSchema.parse(schema);
  if (schema) schema.properties = properties;
  return { properties };
}
