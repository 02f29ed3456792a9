import type { Problem } from './schema';

/** A call of the console that brought no value, with everything an error place shows. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    readonly title: string,
    message: string,
    readonly code: string,
    readonly origin: string,
    readonly retryable: boolean,
    readonly status: number,
    readonly ids: Record<string, string> = {},
    /** What is wrong with which field of what was sent. */
    readonly fields: Record<string, string> = {},
    /** The same of a resource, by the path in its text and with what to do. */
    readonly problems: readonly { path: string; rule: string; fix: string; line?: number }[] = [],
  ) {
    super(message);
  }
}

/** What the server refused, from its problem document or from its bare status. */
export function refused(body: unknown, status: number, request: string | null): ApiFailure {
  if (!isProblem(body)) {
    const ids: Record<string, string> = request === null ? {} : { request };
    return new ApiFailure(`The server answered ${status}`, 'It gave no reason.', 'internal', 'platform', status >= 500, status, ids);
  }
  const ids = { ...(body.decision === undefined ? {} : { decision: body.decision }), request: body.request };
  const rules = (body.problems ?? []).filter((p) => !body.detail.includes(p.rule)).map((p) => `${p.path}: ${p.rule}. ${p.fix}`);
  const detail = [body.detail, ...rules].join(' ');
  return new ApiFailure(body.title, detail, body.code, body.origin, body.retryable, status, ids, body.fields, body.problems);
}

/** The server could not be reached at all. */
export function unreachable(): ApiFailure {
  return new ApiFailure('The server does not answer', 'Is it still running? ./auterity start brings it up again.', 'unavailable', 'platform', true, 0);
}

/** Any thrown thing as a failure, so that a page has one shape to show. */
export function asFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiFailure('The console made a mistake', message, 'internal', 'platform', false, 0);
}

/** Whether the caller may not read this: asking again changes nothing, and each try is audited. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 403;
}

/** The class of a failure in words: `vendor, may be tried again`. */
export function kindOf(failure: ApiFailure): string {
  return `${failure.origin}, ${failure.retryable ? 'may be tried again' : 'not retried'}`;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}
