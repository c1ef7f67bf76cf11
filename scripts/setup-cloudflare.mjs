// Like start.mjs: runs before anything is installed, on any Node.
const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(`plaza: Node ${process.versions.node} is too old; install Node 20 or newer`);
  process.exit(1);
} else {
  import("./local/launch.mjs").then(({ launch }) => launch("../cloudflare/setup.mjs"));
}
