/**
 * Adds to a lockfile the packages for other platforms that its packages name as optional, in exactly one version.
 * A registry that does not offer them makes `npm install` leave them out, and then `npm ci` refuses the lockfile, here
 * and on those platforms. Answers `{lockfile, added}`; what it adds has no checksum, which npm allows.
 */
export function completeLockfile(lockfile) {
  const packages = { ...lockfile.packages };
  const added = [];
  for (const [parent, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!/^\d+\.\d+\.\d+/.test(version) || isFound(packages, parent, name, version)) continue;
      const platform = toPlatform(name);
      if (platform === null) continue;
      const beside = `${folderBeside(packages, parent, entry)}node_modules/${name}`;
      // Another version may sit there, for somebody else.
      const path = packages[beside] ? `${parent}/node_modules/${name}` : beside;
      packages[path] = { version, ...platform, ...(entry.dev && { dev: true }), optional: true };
      added.push(path);
    }
  }
  return { lockfile: { ...lockfile, packages: inOrder(packages, added) }, added };
}

/** npm's order among the new ones; what was there keeps its place, so that a diff shows nothing else. */
function inOrder(packages, added) {
  const paths = Object.keys(packages).filter((path) => !added.includes(path));
  for (const path of added) {
    const next = paths.findIndex((other) => other.localeCompare(path, "en") > 0);
    paths.splice(next === -1 ? paths.length : next, 0, path);
  }
  return Object.fromEntries(paths.map((path) => [path, packages[path]]));
}

/** Where Node would find `name` from `parent`: in its own folder, or in one further out. */
function isFound(packages, parent, name, version) {
  for (let folder = parent; ; folder = outer(folder)) {
    const path = `${folder ? `${folder}/` : ""}node_modules/${name}`;
    if (packages[path]) return packages[path].version === version;
    if (folder === "") return false;
  }
}

const outer = (folder) => folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")));

/** New ones go where their siblings are, which npm has placed already; without siblings into the parent itself. */
function folderBeside(packages, parent, entry) {
  for (let folder = parent; ; folder = outer(folder)) {
    const prefix = folder ? `${folder}/` : "";
    const isHere = Object.entries(entry.optionalDependencies).some(
      ([sibling, version]) => packages[`${prefix}node_modules/${sibling}`]?.version === version,
    );
    if (isHere) return prefix;
    if (folder === "") return parent ? `${parent}/` : "";
  }
}

const systems = { windows: "win32", win32: "win32", darwin: "darwin", linux: "linux" };
const processors = { 64: "x64", x64: "x64", arm64: "arm64", ia32: "ia32", arm: "arm" };

/** `os`, `cpu` and `libc` from the name of a platform's package, such as `swc-linux-arm64-musl`; `null` for others. */
export function toPlatform(name) {
  const words = name.split(/[-/.]/);
  if (words.includes("wasm32")) return { cpu: ["wasm32"] };
  const others = ["freebsd", "android", "openharmony", "netbsd", "openbsd", "sunos", "aix"];
  const os = words.map((word) => systems[word] ?? others.find((other) => other === word));
  const cpu = words.map(
    (word) => processors[word] ?? /^(riscv64|s390x|ppc64|loong64|mips64el)$/.exec(word)?.[0],
  );
  const libc = words.includes("musl") ? "musl" : words.includes("gnu") ? "glibc" : null;
  const found = { os: os.find(Boolean), cpu: cpu.find(Boolean) };
  if (!found.os || !found.cpu) return null;
  return { cpu: [found.cpu], ...(libc && { libc: [libc] }), os: [found.os] };
}
