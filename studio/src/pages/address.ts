import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Search } from '@/table/query';

/** The query of the address and the way to change it; back and forward walk through the changes. */
export function useAddress(): [Search, (search: Search, replace?: boolean) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (next: Search, replace = false) => void navigate({ to: '.', search: next, replace, resetScroll: false }),
    [navigate],
  );
  return [search, change];
}
