import { useNavigate, useRouter } from '@tanstack/react-router';
import { without, type Search } from '@/table/query';

/** Newer and Older by cursor: Older goes a step further, Newer goes back where one came from. */
export function usePaging(search: Search, next: string | undefined) {
  const navigate = useNavigate();
  const router = useRouter();
  const older = next === undefined ? undefined : () => void navigate({ to: '.', search: { ...search, cursor: next } });
  const newer = () => {
    if (router.history.canGoBack()) router.history.back();
    else void navigate({ to: '.', search: without(search, 'cursor'), replace: true });
  };
  return { onOlder: older, onNewer: search.cursor === undefined ? undefined : newer };
}
