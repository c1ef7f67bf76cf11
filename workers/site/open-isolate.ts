import { openIsolateStore } from "../../lib/platform/isolate";

// Imported before the Next handler: an import runs before every statement of the importing file.
openIsolateStore();
