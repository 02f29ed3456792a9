import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { stepQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { State } from '@/design/State';
import { roundOf } from './stepKey';
import { undoing } from './undoing';

/** What undid an instance of a step, or the instance that it undoes; each opens. */
export function Undone({ run, open, onOpen }: { run: Run; open: string; onOpen: (key: string) => void }) {
  const { by, of } = undoing(run, open);
  const begun = useQueries({ queries: by.map((key) => stepQuery(run.id, key, roundOf(run, key))) }).flatMap(({ data }) => (data?.startedAt === undefined ? [] : [data]));
  if (begun.length === 0 && of === undefined) return null;
  return (
    <ul className="undone-by">
      {begun.map(({ key, state }) => (
        <Row key={key} word="undone by" of={key} onOpen={onOpen}>
          <State of={state} />
        </Row>
      ))}
      {of === undefined ? null : <Row word="undoes" of={of} onOpen={onOpen} />}
    </ul>
  );
}

function Row({ word, of, onOpen, children }: { word: string; of: string; onOpen: (key: string) => void; children?: ReactNode }) {
  return (
    <li>
      <Icon name="undo" size={14} />
      <span className="soft">{word}</span>
      <button type="button" className="linked mono" onClick={() => onOpen(of)}>
        {of}
      </button>
      {children}
    </li>
  );
}
