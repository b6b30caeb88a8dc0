// One Worker in one Pyodide, set up in the order in which the Workers runtime sets it up.
import crypto from "node:crypto";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { buildGlobals } from "./scope.mjs";

const { job, snapshot } = workerData;
const PAGE = 65536;
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

// Node's permission model says nothing about the network before Node 25: what opens a connection is taken away.
function closeNetwork() {
  for (const name of ["fetch", "WebSocket", "EventSource"]) globalThis[name] = refuse;
  Object.assign(net.Socket.prototype, { connect: refuse });
  Object.assign(net.Server.prototype, { listen: refuse });
  Object.assign(dgram.Socket.prototype, { bind: refuse, connect: refuse, send: refuse });
  for (const resolver of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of ["lookup", "lookupService", ...Object.getOwnPropertyNames(resolver)]) {
      if (/^(lookup|resolve|reverse)/.test(name)) resolver[name] = refuse;
    }
  }
  syncBuiltinESMExports();
}

// Python's memory only grows through this method; where it throws, Python raises MemoryError.
function boundMemory() {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > job.memory * 1024 * 1024) throw new RangeError("out of memory");
    return grow.call(this, pages);
  };
}

function isolate() {
  crypto.randomFillSync = fillRandom;
  crypto.webcrypto.getRandomValues = fillRandom;
  crypto.webcrypto.randomUUID = refuse;
  // Pyodide reads the numbers of the open() flags here; the permission model denies the real binding.
  process.binding = () => ({ fs: fs.constants, ...fs.constants });
  closeNetwork();
  boundMemory();
}

async function startPyodide() {
  const { loadPyodide } = await import(pathToFileURL(`${job.pyodideDir}/pyodide.mjs`).href);
  const pyodide = await loadPyodide({
    indexURL: `${job.pyodideDir}/`,
    // Emscripten would put a path of the host there.
    env: { HOME: "/session", _: "./this.program" },
    jsglobals: buildGlobals(job.jsNames, refuse),
    stdin: () => null,
    ...(snapshot ? { _loadSnapshot: snapshot } : {}),
    ...(job.makeSnapshot ? { _makeSnapshot: true } : {}),
  });
  const closed = () => {
    throw new Error("pyodide.loadPackage is disabled");
  };
  pyodide.loadPackage = closed;
  const drop = { write: (bytes) => bytes.length };
  pyodide.setStdout(drop);
  pyodide.setStderr(drop);
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
  // Emscripten leaves the exit code here when a program exits.
  globalThis.process = { exitCode: 0 };
  scope.set("job_text", JSON.stringify(job.start));
  scope.set("record", (name, path, namespace) =>
    parentPort.postMessage({ row: [String(name), String(path), Boolean(namespace)] }),
  );
  const before = gate.heap().length;
  parentPort.postMessage({ ready: true });
  const answer = run("observe(job_text, record)");
  parentPort.postMessage({ ...JSON.parse(answer), memory: [before, gate.heap().length] });
}

main().catch((error) => parentPort.postMessage({ stopped: `${error?.message ?? error}` }));
