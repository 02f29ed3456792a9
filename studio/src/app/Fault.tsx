import { Link, useRouter } from '@tanstack/react-router';
import { Broken, Empty } from '@/design/Place';
import { recent } from '@/format/address';
import { trouble } from '@/pages/Asked';

/** The whole page could not be shown. */
export function Fault({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main id="main" className="min-h-screen flex bg-surface">
      <Broken alone trouble={trouble(error)} onRetry={again} />
    </main>
  );
}

/** No room has this address. */
export function Lost() {
  return (
    <main id="main" className="min-h-screen flex bg-surface">
      <Empty
        alone
        title="No page has this address"
        acts={
          <Link to="/runs" search={recent} className="btn primary">
            Go to runs
          </Link>
        }
      >
        It may have been mistyped, or the thing it names belongs to another tenant.
      </Empty>
    </main>
  );
}
