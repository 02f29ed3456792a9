import { Link } from '@tanstack/react-router';
import type { MatrixRow } from '@/api/schema';
import { Grade } from '@/design/State';
import { gradeWords } from '@/design/state';
import { count } from '@/format/text';
import { without, type Search } from '@/table/query';
import { ladder, tallied } from './catalogue';

/** A figure for each kind and each grade, each a filter. Absent while they are not known. */
export function Tallies({ rows, search }: { rows: readonly MatrixRow[] | undefined; search: Search }) {
  if (rows === undefined) return <div className="tallies" />;
  const plain = without(search, 'kind', 'open', 'tab');
  const grades = tallied(rows.map(({ grade }) => grade));
  return (
    <nav className="tallies" aria-label="Connectors by kind and by grade">
      <div className="counts">
        <Figure figure={rows.length} search={plain} on={search.kind === undefined} word="all" />
        {[...tallied(rows.map(({ kind }) => kind))].map(([kind, figure]) => (
          <Figure key={kind} figure={figure} search={{ ...plain, kind }} on={search.kind === kind} word={kind} />
        ))}
      </div>
      <div className="counts by-grade">
        {ladder.map((grade) => (
          <Link key={grade} to="/providers/catalogue" search={search.grade === grade ? without(search, 'grade') : { ...search, grade }} className={search.grade === grade ? 'on' : ''} activeProps={{}} title={gradeWords[Number(grade.slice(1))]}>
            <b className={grades.get(grade) === undefined ? 'zero' : undefined}>{count(grades.get(grade) ?? 0)}</b>
            <small>
              <Grade grade={grade} />
            </small>
          </Link>
        ))}
      </div>
    </nav>
  );
}

function Figure({ figure, word, search, on }: { figure: number; word: string; search: Search; on: boolean }) {
  return (
    <Link to="/providers/catalogue" search={search} className={on ? 'on' : ''}>
      <b>{count(figure)}</b>
      <small>{word}</small>
    </Link>
  );
}
