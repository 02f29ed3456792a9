import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { stepsQuery } from '@/api/queries';
import type { Run, StepInstance } from '@/api/schema';
import { isOver } from '@/api/state';
import { Empty, Sk } from '@/design/Place';
import { State } from '@/design/State';
import { duration } from '@/format/duration';
import { useRows } from '@/table/useRows';
import { Asked } from '../Asked';

const filters = ['all', 'running', 'waiting', 'failed', 'succeeded'] as const;

/** The instances of one step; each opens. */
export function Instances({ run, path, onOpen }: { run: Run; path: string; onOpen: (key: string) => void }) {
  const [state, setState] = useState<(typeof filters)[number]>('all');
  const [cursor, setCursor] = useState<string>();
  const node = run.steps.find((step) => step.path === path)?.node;
  const asked = { node: String(node ?? ''), limit: '50', ...(state === 'all' ? {} : { state }), ...(cursor === undefined ? {} : { cursor }) };
  const query = useQuery({ ...stepsQuery(run.id, asked, !isOver(run.state)), enabled: node !== undefined });
  return (
    <div className="tabpanel">
      <div className="chips" role="group" aria-label="State">
        {filters.map((filter) => (
          <button
            key={filter}
            type="button"
            className="btn"
            aria-pressed={state === filter}
            onClick={() => {
              setState(filter);
              setCursor(undefined);
            }}
          >
            {filter}
          </button>
        ))}
      </div>
      <Asked query={query} loading={<Sk width={220} />}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title={state === 'all' ? 'Not begun yet' : `None is ${state}`}>An instance is this step for one item.</Empty>
          ) : (
            <>
              <List steps={page.items} onOpen={onOpen} />
              <div className="links">
                {cursor === undefined ? null : (
                  <button type="button" className="btn" onClick={() => setCursor(undefined)}>
                    From the start
                  </button>
                )}
                {page.next === undefined ? null : (
                  <button type="button" className="btn" onClick={() => setCursor(page.next)}>
                    More
                  </button>
                )}
              </div>
            </>
          )
        }
      </Asked>
    </div>
  );
}

function List({ steps, onOpen }: { steps: StepInstance[]; onOpen: (key: string) => void }) {
  const rows = useRows<HTMLUListElement>();
  return (
    <ul className="instances" {...rows}>
      {steps.map((step) => (
        <li key={`${step.key} ${step.round}`}>
          <button type="button" data-row onClick={() => onOpen(step.key)}>
            <State of={step.state} />
            <code>{step.key}</code>
            <span className={step.state === 'failed' ? 'bad' : 'soft'}>{step.failure?.code ?? (step.durationMs === undefined ? '–' : duration(step.durationMs))}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
