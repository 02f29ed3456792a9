import { Link } from '@tanstack/react-router';
import { Page, Top } from '../Page';
import { guide, nameOf } from './guide';

/** The pages of the guide and of the reference; the search finds what stands in them. */
export function Contents() {
  const pages = Object.keys(guide);
  const of = (reference: boolean) => pages.filter((page) => page.startsWith('reference-') === reference);
  return (
    <Page title="Docs">
      <Top name="Docs" tally="as they stood when this console was built" />
      <div className="doc contents-of-docs">
        <p>
          <kbd>Ctrl K</kbd> finds words in all of them; <kbd>?</kbd> before the words finds nothing else.
        </p>
        <List title="Guide" pages={of(false)} />
        <List title="Reference" pages={of(true)} />
      </div>
    </Page>
  );
}

function List({ title, pages }: { title: string; pages: readonly string[] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <Link to="/docs/$page" params={{ page }} search={{}}>
              {nameOf(page).replace(/: reference$/, '')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
