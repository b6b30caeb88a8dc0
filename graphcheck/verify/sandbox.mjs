// One Worker in one Pyodide, set up in the order in which the Workers runtime sets it up.
import crypto from "node:crypto";
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const { job, snapshot } = workerData;
const GLOBAL_SCOPE =
  "Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or connect()), setting a timeout, " +
  "and generating random values are not allowed within global scope. To fix this error, perform this operation " +
  "within a handler. https://developers.cloudflare.com/workers/runtime-apis/handlers/";

const refuse = () => {
  throw new Error(GLOBAL_SCOPE);
};

// Entropy: Python keeps the number of calls it allows in one byte of its memory; -1 stands for "not watched yet".
const gate = { heap: null, address: -1 };

function fillRandom(view) {
  if (gate.address >= 0) {
    const heap = gate.heap();
    if (!heap[gate.address]) throw new Error("Disallowed operation called within global scope");
    heap[gate.address]--;
  }
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).fill(43) && view;
}

function isolate() {
  crypto.randomFillSync = fillRandom;
  crypto.webcrypto.getRandomValues = fillRandom;
  // Pyodide reads the numbers of the open() flags here; the permission model denies the real binding.
  process.binding = () => ({ fs: fs.constants, ...fs.constants });
  for (const name of ["fetch", "WebSocket", "EventSource"]) globalThis[name] = refuse;
}

// The names of a Worker's global scope, each with Node's own object where Node has it.
function buildGlobals(names) {
  const scope = {};
  for (const name of names) {
    const own = globalThis[name];
    scope[name] = own === undefined || own === process ? class {} : own;
  }
  const delayed = (run, delay, ...rest) => (delay ? refuse() : queueMicrotask(() => run(...rest)));
  const handle = new (class Navigator {})();
  return Object.assign(scope, {
    fetch: refuse,
    setInterval: refuse,
    setTimeout: delayed,
    navigator: Object.assign(handle, { userAgent: "Cloudflare-Workers" }),
    process: { env: {}, platform: "linux", versions: {} },
    globalThis: scope,
    self: scope,
  });
}

async function startPyodide() {
  const { loadPyodide } = await import(pathToFileURL(`${job.pyodideDir}/pyodide.mjs`).href);
  const pyodide = await loadPyodide({
    indexURL: `${job.pyodideDir}/`,
    env: { HOME: "/session" },
    jsglobals: buildGlobals(job.jsNames),
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
    ...(snapshot ? { _loadSnapshot: snapshot } : {}),
    ...(job.makeSnapshot ? { _makeSnapshot: true } : {}),
  });
  const closed = () => {
    throw new Error("pyodide.loadPackage is disabled");
  };
  pyodide.loadPackage = closed;
  return pyodide;
}

function writeFile(FS, path, bytes) {
  FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  FS.writeFile(path, bytes);
}

function sealTree(FS, path) {
  for (const name of FS.readdir(path)) {
    if (name === "." || name === "..") continue;
    const child = `${path}/${name}`;
    if (FS.isDir(FS.stat(child).mode)) sealTree(FS, child);
    else {
      FS.utime(child, 0, 0);
      FS.chmod(child, 0o555);
    }
  }
  FS.utime(path, 0, 0);
  FS.chmod(path, 0o555);
}

function mountWorker(FS) {
  FS.mkdirTree("/session/metadata");
  for (const [name, content] of job.files) writeFile(FS, `/session/metadata/${name}`, Buffer.from(content, "base64"));
  sealTree(FS, "/session/metadata");
}

// Time stands almost still while a Worker starts; each look at the clock sees a millisecond more, so that a directory
// that changed is seen to have changed.
function stopClock() {
  let tick = 0;
  Date.now = () => ++tick;
}

function registerModules(pyodide) {
  class WorkerEntrypoint {}
  const workers = { env: {}, waitUntil() {}, WorkerEntrypoint };
  const flags = Object.fromEntries(job.flags.map((name) => [name, true]));
  pyodide.registerJsModule("_pyodide_entrypoint_helper", {
    doAnImport: refuse,
    cloudflareWorkersModule: workers,
    cloudflareSocketsModule: { connect: refuse },
    workerEntrypoint: WorkerEntrypoint,
    patchWaitUntil() {},
  });
  pyodide.registerJsModule("_cloudflare_compat_flags", new Proxy(flags, { get: (all, name) => all[name] ?? false }));
  pyodide.registerJsModule("_cf_internal_snapshot_info", { loadedSnapshotType: undefined });
}

async function main() {
  isolate();
  const pyodide = await startPyodide();
  const { FS } = pyodide;
  gate.heap = () => pyodide._module.HEAPU8;
  for (const [path, text] of job.runtimeFiles) writeFile(FS, path, text);
  const scope = pyodide.globals.get("dict")();
  const run = (code) => pyodide.runPython(code, { globals: scope, filename: "<bootstrap>" });
  scope.set("__name__", "<bootstrap>");
  run(job.bootstrap);
  gate.address = run("watch_entropy()");
  if (!snapshot) {
    scope.set("preload", JSON.stringify(job.preload));
    scope.set("paths", JSON.stringify(job.paths));
    run("prepare_runtime(preload, paths)");
  }
  if (job.makeSnapshot) {
    scope.destroy();
    parentPort.postMessage({ snapshot: pyodide.makeMemorySnapshot() });
    return;
  }
  mountWorker(FS);
  for (const [path, text] of job.sdkFiles) writeFile(FS, path, text);
  registerModules(pyodide);
  stopClock();
  globalThis.process = undefined;
  scope.set("job_text", JSON.stringify(job.start));
  scope.set("record", (name, path, namespace) =>
    parentPort.postMessage({ row: [String(name), String(path), Boolean(namespace)] }),
  );
  const answer = run("observe(job_text, record)");
  parentPort.postMessage(JSON.parse(answer));
}

main().catch((error) => parentPort.postMessage({ stopped: `${error?.message ?? error}` }));
