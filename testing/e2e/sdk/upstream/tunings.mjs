// OpenAI's jobs of fine-tuning, as its description has them: one ends at the second look.
const FILES = "/v1/files";
const JOBS = "/v1/fine_tuning/jobs";

/** What the jobs that end trained. */
export const TRAINED = 5_768;

const jobs = new Map();

/** Whether such a path is answered here. */
export function isTuning(path) {
  return path.startsWith(FILES) || path.startsWith(JOBS);
}

/** Answers a request, and notes it in `sent`. */
export async function answerTuning(incoming, outgoing, sent) {
  const pieces = [];
  for await (const piece of incoming) {
    pieces.push(piece);
  }
  const body = Buffer.concat(pieces).toString("utf8");
  sent.push({ path: incoming.url, headers: incoming.headers, body });
  outgoing.setHeader("content-type", "application/json");
  outgoing.end(JSON.stringify(answer(incoming.method, incoming.url.split("?")[0], body)));
}

function answer(method, path, body) {
  if (path.startsWith(FILES)) {
    return { id: `file-upstream-${jobs.size}`, object: "file", purpose: "fine-tune" };
  }
  if (path === JOBS) {
    return method === "POST" ? begun(JSON.parse(body)) : listed([...jobs.values()]);
  }
  const [id, act] = path.slice(JOBS.length + 1).split("/");
  const job = jobs.get(id);
  if (act === "events") {
    return listed([event(job)]);
  }
  return act === "cancel" ? ended(job, "cancelled", null) : looked(job);
}

function begun({ model, training_file, seed = 0, metadata = null }) {
  const job = {
    id: `ftjob-upstream-${jobs.size}`,
    object: "fine_tuning.job",
    model,
    training_file,
    validation_file: null,
    organization_id: "org-upstream",
    result_files: [],
    status: "queued",
    created_at: 1_692_661_014,
    finished_at: null,
    fine_tuned_model: null,
    trained_tokens: null,
    hyperparameters: { n_epochs: "auto" },
    error: null,
    seed,
    metadata,
  };
  jobs.set(job.id, job);
  return job;
}

function looked(job) {
  if (job.status === "queued") {
    job.status = "running";
    return { ...job };
  }
  return job.status === "running" ? ended(job, "succeeded", `ft:${job.model}:mine`) : job;
}

function ended(job, status, model) {
  return Object.assign(job, {
    status,
    finished_at: 1_692_661_190,
    fine_tuned_model: model,
    trained_tokens: model ? TRAINED : null,
  });
}

const listed = (data) => ({ object: "list", data, has_more: false });

const event = (job) => ({
  id: `ftevent-${job.id}`,
  object: "fine_tuning.job.event",
  created_at: job.created_at,
  level: "info",
  message: "Created fine-tuning job",
  data: {},
  type: "message",
});
