import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { apply } from '@/api/apply';
import { ApiFailure } from '@/api/failure';
import { resourcesQuery } from '@/api/queries';
import type { Applied } from '@/api/schema';
import { plural } from '@/format/text';

/** A version in force; 0 of what is not there. */
interface Version {
  kind: string;
  id: string;
  version: number;
}

interface Checked {
  text: string;
  /** What the server said of it, as it was shown. */
  checked: Applied;
}

/** What the check of a text says it takes the place of, except the version that its draft was begun on. */
export function replaced(checked: Applied, begun?: { id: string; version: number }): Version[] {
  return checked.applied
    .filter(({ changed }) => changed)
    .map(before)
    .filter(({ kind, id, version }) => version > 0 && !(kind === 'route' && id === begun?.id && version === begun.version));
}

/** The same in words: `v7 of main and 2 others`. */
export function replacedWords([first, ...others]: Version[]): string {
  if (first === undefined) return '';
  const of = first.kind === 'route' ? first.id : `${first.kind} ${first.id}`;
  return `v${first.version} of ${of}${others.length === 0 ? '' : ` and ${plural(others.length, 'other')}`}`;
}

/** Puts a text in force, unless what it takes the place of is no longer what its check said: then nothing is written over. */
export function useApply(onApplied: (text: string, as: Applied['applied']) => boolean) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const lookAgain = async () => {
    await client.invalidateQueries({ queryKey: resourcesQuery('route').queryKey });
    await client.invalidateQueries({ queryKey: ['versions', 'route'] });
    await client.invalidateQueries({ queryKey: ['check'] });
  };
  return useMutation({
    mutationFn: async ({ text, checked }: Checked) => {
      const changed = overtaken(checked, await apply(text, true));
      if (changed !== undefined) throw changed;
      return apply(text, false);
    },
    onError: lookAgain,
    onSuccess: async ({ applied }, { text }) => {
      await lookAgain();
      if (!onApplied(text, applied)) return;
      const first = applied.find(({ kind }) => kind === 'route');
      if (first !== undefined) void navigate({ to: '/routes', search: { open: first.id }, resetScroll: false });
    },
  });
}

/** The version that was in force when a text was checked. */
function before({ kind, id, version, changed }: Applied['applied'][number]): Version {
  return { kind, id, version: changed ? version - 1 : version };
}

function overtaken(checked: Applied, now: Applied): ApiFailure | undefined {
  const shown = new Map(checked.applied.map(before).map(({ kind, id, version }) => [`${kind}/${id}`, version]));
  const other = now.applied.find((one) => one.changed && before(one).version !== shown.get(`${one.kind}/${one.id}`));
  if (other === undefined) return undefined;
  const { version } = before(other);
  const why = version === 0 ? 'it was ended' : `v${version} is in force`;
  return new ApiFailure('Changed elsewhere', `${other.id} was changed since this was checked: ${why}. Nothing was applied. Look at it, and apply the draft again if it is still wanted.`, 'conflict', 'caller', false, 409);
}
