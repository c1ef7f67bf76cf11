import { findOrBuildSite } from "./local/build.mjs";
import { failWith } from "./local/say.mjs";

findOrBuildSite().then((dir) => console.log(dir), failWith);
