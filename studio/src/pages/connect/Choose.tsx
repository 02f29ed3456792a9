import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { matrixQuery } from '@/api/queries';
import type { MatrixRow } from '@/api/schema';
import { onKey } from '@/design/keys';
import { Tags } from '@/design/Marks';
import { Empty, SkLine } from '@/design/Place';
import { Grade } from '@/design/State';
import { useRows } from '@/table/useRows';
import { Asked } from '../Asked';
import { marked } from '../catalogue/facts';

/** All connectors, narrowed by what is typed. `/` goes to the search, J and K move, Enter chooses. */
export function Choose() {
  const query = useQuery(matrixQuery({}));
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => onKey('/', () => field.current?.focus()), []);
  return (
    <>
      <div className="seek">
        <label className="sr" htmlFor="seek">
          Search a connector
        </label>
        <input id="seek" ref={field} className="in" type="search" placeholder="Vendor, kind or what it does" autoComplete="off" value={text} onChange={(event) => setText(event.target.value)} />
        <kbd>/</kbd>
      </div>
      <p className="soft pb-3">
        Yours is not there? <Link to="/providers/connect/file" search={{}}>Write a connector as a file</Link>.
      </p>
      <Asked query={query} loading={[220, 180, 240].map((width) => <SkLine key={width} width={width} />)}>
        {({ connectors }) => <Found rows={matching(connectors, text)} text={text} />}
      </Asked>
    </>
  );
}

/** Those in which all words stand. */
function matching(rows: readonly MatrixRow[], text: string): MatrixRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ id, kind, summary }) => words.every((word) => `${id} ${kind} ${summary}`.toLowerCase().includes(word)));
}

function Found({ rows, text }: { rows: readonly MatrixRow[]; text: string }) {
  const moves = useRows<HTMLUListElement>();
  if (rows.length === 0) return <Empty title="No such connector">{text === '' ? 'A connector is a vendor’s API in the words of its kind. None has started here.' : `Nothing that has started here answers to “${text}”.`}</Empty>;
  return (
    <ul className="brands" {...moves}>
      {rows.map(({ id, kind, summary, grade, marks, operations }) => (
        <li key={id}>
          <Link data-row className="stretched" to="/providers/connect" search={{ connector: id }}>
            <b>{id}</b>
          </Link>
          <span className="what">
            {summary} <Tags marks={marked({ marks, operations })} />
          </span>
          <code className="soft">{kind}</code>
          <Grade grade={grade} />
        </li>
      ))}
    </ul>
  );
}
