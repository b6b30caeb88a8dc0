// Serves Workers to real Pyodide: one JSON job a line on stdin, one JSON answer a line on stdout. Each Worker gets a
// thread of its own, with globals of its own, that ends with its answer or when its time is up.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";

const SANDBOX = new URL("./sandbox.mjs", import.meta.url);
const LOOK_EACH_MS = 50;
const LOAD_MS = 120_000;
const snapshots = new Map();
const compiled = new Map();

function runThread(job, snapshot) {
  return new Promise((resolve) => {
    const thread = new Worker(SANDBOX, {
      workerData: { job, snapshot },
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: job.memory, stackSizeMb: 16 },
    });
    let timer = endAfter(LOAD_MS, "the runtime was not ready within two minutes");
    function endAfter(milliseconds, stopped) {
      return setTimeout(() => finish({ stopped, ended: true }), milliseconds);
    }
    // The Worker's time begins where the runtime is ready for it, however busy the machine is.
    let ready = false;
    function begin() {
      if (ready) return;
      ready = true;
      clearTimeout(timer);
      timer = endAfter(job.timeout * 1000, `no answer within ${job.timeout} s`);
    }
    // Python's own memory has the limit `memory`; JavaScript's buffers have none but this one.
    const most = process.memoryUsage.rss() + 2 * job.memory * 1024 * 1024;
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) finish({ stopped: `more than ${2 * job.memory} MiB of memory`, ended: true });
    }, LOOK_EACH_MS);
    let last = "";
    thread.stdout.on("data", () => {});
    thread.stderr.on("data", (chunk) => (last = `${last}${chunk}`.slice(-2000)));
    const executed = [];
    thread.on("message", (message) => {
      if (message.row) executed.push(message.row);
      else if (message.ready) begin();
      else finish(message);
    });
    thread.on("error", (error) => finish({ stopped: String(error?.message ?? error) }));
    thread.on("exit", (code) => finish({ stopped: `the runtime ended with code ${code}: ${last}` }));
    function finish(answer) {
      clearTimeout(timer);
      clearInterval(watch);
      resolve({ ...answer, executed });
      thread.terminate();
    }
  });
}

async function makeSnapshot(job) {
  const answer = await runThread({ ...job, files: [], makeSnapshot: true });
  return answer.snapshot ?? null;
}

// Threads share the machine code of a WebAssembly module for as long as one of them holds the module.
async function keepCompiled(dir) {
  if (!compiled.has(dir)) compiled.set(dir, await WebAssembly.compile(await readFile(`${dir}/pyodide.asm.wasm`)));
}

async function serve(job) {
  await keepCompiled(job.pyodideDir);
  if (!job.snapshotKey) return runThread(job, null);
  if (!snapshots.has(job.snapshotKey)) snapshots.set(job.snapshotKey, await makeSnapshot(job));
  return runThread(job, snapshots.get(job.snapshotKey));
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line) process.stdout.write(`${JSON.stringify(await serve(JSON.parse(line)))}\n`);
}
