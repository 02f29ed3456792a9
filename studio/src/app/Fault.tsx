import { Link, useRouter } from '@tanstack/react-router';
import { Broken, Empty } from '@/design/Place';
import { Page, Top } from '@/pages/Page';
import { trouble } from '@/pages/Asked';

interface Props {
  error: unknown;
  reset: () => void;
}

/** Not even the session could be read, so that there is no shell. */
export function Fault({ error, reset }: Props) {
  return (
    <main id="main" className="min-h-screen flex bg-surface">
      <Broken alone trouble={trouble(error)} onRetry={useAgain(reset)} />
    </main>
  );
}

/** One page broke; the shell stands. */
export function Torn({ error, reset }: Props) {
  return (
    <Page title="Not shown">
      <Top name="Not shown" />
      <Broken
        trouble={trouble(error)}
        onRetry={useAgain(reset)}
        acts={
          <button type="button" className="btn" onClick={() => location.reload()}>
            Reload the console
          </button>
        }
      />
    </Page>
  );
}

function useAgain(reset: () => void): () => void {
  const router = useRouter();
  return () => {
    reset();
    void router.invalidate();
  };
}

/** No room has this address. */
export function Lost() {
  return (
    <Page title="Not found">
      <Top name="Not found" />
      <Empty
        title="No page has this address"
        acts={
          <Link to="/" className="btn primary">
            Go to the first room
          </Link>
        }
      >
        It may have been mistyped, or the thing it names belongs to another tenant.
      </Empty>
    </Page>
  );
}
