// Gives a script its input and takes its value; made before the script, which cannot change what this uses.
((most) => {
  const { parse, stringify } = JSON;
  const finite = Number.isFinite;
  const isArray = Array.isArray;
  const isView = ArrayBuffer.isView;
  const plain = Promise;

  class Unfit extends Error {}

  const flaw = (value) => {
    if (typeof value === 'number' && !finite(value)) return `is ${value}, which JSON has not: return null or a text`;
    if (typeof value === 'bigint') return 'is a BigInt: return Number(it) or String(it)';
    if (typeof value === 'function' || typeof value === 'symbol') return `is a ${typeof value}, which JSON has not`;
    if (value instanceof plain) return 'is a promise: await it, a list of them with Promise.all';
    if (value instanceof Map) return 'is a Map: return Object.fromEntries(it)';
    if (value instanceof Set) return 'is a Set: return [...it]';
    if (value instanceof Error) return 'is an Error: throw it, or return its message';
    if (value instanceof Date && !finite(value.getTime())) return 'is a Date of no time: check what it was made of';
    if (isView(value)) return 'is an array of bytes or numbers: return Array.from(it)';
    return null;
  };

  const text = (result) => {
    const paths = new Map();
    const json = stringify(result === undefined ? null : result, function (name, value) {
      const above = paths.get(this);
      const path = above === undefined ? 'the value' : isArray(this) ? `${above}[${name}]` : `${above}.${name}`;
      const raw = this[name];
      const wrong = flaw(raw) ?? flaw(value);
      if (wrong !== null) throw new Unfit(`${path} ${wrong}`);
      if (typeof value === 'object' && value !== null) paths.set(value, path);
      return value;
    });
    return json === undefined ? 'null' : json;
  };

  const ended = (result) => {
    try {
      const json = text(result);
      return json.length > most ? { large: json.length } : { json };
    } catch (error) {
      if (error instanceof Unfit) return { unfit: error.message };
      throw error;
    }
  };

  return (run, input) => {
    const state = { end: null, error: null, failed: false };
    const fail = (error) => {
      state.error = error;
      state.failed = true;
    };
    (async () => ended(await run(parse(input))))().then((end) => { state.end = end; }, fail);
    return state;
  };
})
