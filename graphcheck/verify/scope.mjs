// The global scope that Python sees as `js`: the names of a Worker, each with Node's own object where Node has it.
// What Node lacks is a class or a function that does nothing; what would reach the host is one that refuses.

const LOGGERS = "debug error info log trace warn assert count dir group groupEnd table time timeEnd timeLog".split(" ");

// Constructors and functions of Node that would leave the Worker, or that it may not use while it starts.
function buildRefusing(refuse) {
  const Refusing = class {
    constructor() {
      refuse();
    }
  };
  return { EventSource: Refusing, WebSocket: Refusing, fetch: refuse, setImmediate: refuse, setInterval: refuse };
}

function buildStandIns(refuse) {
  const delayed = (run, delay, ...rest) => (delay ? refuse() : queueMicrotask(() => run(...rest)));
  const Navigator = class Navigator {};
  return {
    Navigator,
    caches: { default: { delete: refuse, match: refuse, put: refuse }, open: refuse },
    console: Object.fromEntries(LOGGERS.map((name) => [name, () => {}])),
    navigator: Object.assign(new Navigator(), { userAgent: "Cloudflare-Workers", language: "en" }),
    origin: "null",
    process: { env: {}, argv: [], platform: "linux", versions: {}, nextTick: queueMicrotask },
    scheduler: { wait: refuse },
    setTimeout: delayed,
    undefined: undefined,
  };
}

function standIn(name) {
  return /^[A-Z]/.test(name) ? class {} : () => undefined;
}

export function buildGlobals(names, refuse) {
  const known = { ...buildStandIns(refuse), ...buildRefusing(refuse) };
  const scope = {};
  for (const listed of names) {
    // Python reaches `global`, a word of its own grammar, as `global_`.
    const name = listed === "global_" ? "global" : listed;
    scope[name] = name in known ? known[name] : (globalThis[name] ?? standIn(name));
  }
  for (const name of ["globalThis", "self", "global"]) if (name in scope) scope[name] = scope;
  return scope;
}
