import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Legend } from './Support';

/** What is picked, the way to compare it, and what the marks mean. `C` compares. */
export function Foot({ ids, onPick }: { ids: readonly string[]; onPick: (id: string) => void }) {
  const navigate = useNavigate();
  const all = ids.join(',');
  useEffect(() => onKey('c', () => (all.includes(',') ? void navigate({ to: '/providers/catalogue/compare', search: { ids: all } }) : undefined)), [all, navigate]);
  return (
    <footer className="pager picks">
      {ids.length === 0 ? null : <span>Compare</span>}
      {ids.map((id) => (
        <span key={id} className="tok">
          <code>{id}</code>
          <button type="button" aria-label={`Do not compare ${id}`} onClick={() => onPick(id)}>
            <Icon name="close" />
          </button>
        </span>
      ))}
      {ids.length < 2 ? null : (
        <Link className="btn" to="/providers/catalogue/compare" search={{ ids: all }}>
          Compare {ids.length} <kbd>C</kbd>
        </Link>
      )}
      <span className="grow" />
      <Legend />
      <span className="hint">
        <kbd>J</kbd> <kbd>K</kbd> move, <kbd>X</kbd> picks
      </span>
    </footer>
  );
}
