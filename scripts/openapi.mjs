// Writes the description of the API: npm run openapi
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { importTypeScript } from "./local/import-typescript.mjs";
import { root } from "./local/paths.mjs";

const { toOpenApi } = await importTypeScript(join(root, "lib/openapi/document.ts"));
const text = await format(JSON.stringify(toOpenApi()), { parser: "json", printWidth: 100 });
writeFileSync(join(root, "public/openapi.json"), text);
