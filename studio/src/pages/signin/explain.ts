import type { ApiFailure } from '@/api/failure';

const expired = 'That link was used already or is too old. A new one is printed by ./auterity demo.';

/** Why signing in did not work, under the field that is to be mended. */
export function explain(failure: ApiFailure): string {
  if (failure.status === 401) return 'No key like this is known here. Copy the whole key, from ak_ to its end.';
  if (failure.status === 0) return failure.message === '' ? failure.title : failure.message;
  return `${failure.title}. ${failure.message} (${failure.code})`;
}

/** Why a one-time code did not work. */
export function explainCode(failure: ApiFailure): string {
  return failure.status === 401 ? expired : explain(failure);
}
