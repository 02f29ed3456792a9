import { Link } from '@tanstack/react-router';

/** The head of the page, with the way out. */
export function Head({ said }: { said: string }) {
  return (
    <header className="top">
      <Link className="crumb" to="/providers" search={{}}>
        Providers
      </Link>
      <span className="sep">/</span>
      <h1>Add a provider</h1>
      <span className="soft tally">{said}</span>
      <span className="grow" />
      <span className="actions">
        <Link className="btn leave" to="/providers" search={{}}>
          {said.endsWith('not saved yet') || said === '' ? 'Leave' : 'Close'} <kbd>Esc</kbd>
        </Link>
      </span>
    </header>
  );
}

/** What stands behind the stations that are ahead. */
export const ahead = { choose: 'a connector', credential: 'how it signs in', test: 'reach, credential, reads', routes: 'none changes before you say so', done: 'saved and connected' };
