import { useMutation, useQuery } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { StateIcon } from '@/design/State';
import { nextPath } from '@/format/address';
import { explain } from './explain';

/** The accounts outside that a tenant lets people sign in with; nothing where it has none, or the address names no tenant. */
export function Ways({ tenant, next }: { tenant: string; next: string | undefined }) {
  const ways = useQuery({
    queryKey: ['sign-in', tenant],
    queryFn: () => value(api.GET('/api/v1/sign-in', { params: { query: { tenant } } })),
    retry: false,
  });
  const begin = useMutation({
    mutationFn: (issuer: string) => value(api.POST('/api/v1/sign-in', { body: { tenant, issuer, next: nextPath(next) } })),
    onSuccess: (begun) => location.assign(begun.authorize),
  });
  const items = ways.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="ways" aria-labelledby="ways">
      <h2 id="ways">With an account of {tenant}</h2>
      {items.map((way) => (
        <button key={way.issuer} type="button" className="btn" disabled={begin.isPending || begin.isSuccess} onClick={() => begin.mutate(way.issuer)}>
          Sign in with {way.name}
        </button>
      ))}
      {begin.isError ? (
        <p className="wrong" role="alert">
          <StateIcon of="failed" />
          <span>{explain(asFailure(begin.error))}</span>
        </p>
      ) : null}
    </section>
  );
}
