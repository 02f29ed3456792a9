import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { stepQuery } from '@/api/queries';
import type { Run, StepDetail } from '@/api/schema';
import { isOver } from '@/api/state';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { usePanelFocus } from '@/design/panelFocus';
import { Sk } from '@/design/Place';
import { State } from '@/design/State';
import { Tabs, type Tab } from '@/design/Tabs';
import { duration } from '@/format/duration';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { CloseSide } from '../Side';
import { AgainFrom } from './AgainFrom';
import { AnswerStep } from './AnswerStep';
import { Instances } from './Instances';
import { NextTry } from './NextTry';
import { beside, isManyOf, pathOf, roundOf } from './stepKey';
import { Attempts, Explain, Input, Output } from './StepTabs';
import { Undone } from './Undone';

interface Props {
  run: Run;
  open: string;
  onOpen: (open: string | undefined) => void;
}

/** `settled` once what stands above it on a narrow page is there and moves it no more. */
type PanelProps = Props & { settled: boolean };

/** What is open beside the graph: one instance of a step, or the instances of a step. */
export function Panel({ run, open, settled, onOpen }: PanelProps) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (matchMedia('(max-width: 1230px)').matches) place.current?.scrollIntoView();
  }, [open, settled]);
  usePanelFocus(place, open);
  useEffect(() => onKey('Escape', () => onOpen(undefined)), [onOpen]);
  return (
    <aside className="side closable" aria-label={isManyOf(open) ? `Instances of ${open}` : `Step ${open}`} ref={place}>
      {isManyOf(open) ? (
        <>
          <PanelHead title={open} onClose={() => onOpen(undefined)} />
          <Instances run={run} path={open} onOpen={onOpen} />
        </>
      ) : (
        <Instance run={run} open={open} onOpen={onOpen} />
      )}
    </aside>
  );
}

function PanelHead({ title, onClose, children, meta }: { title: string; onClose: () => void; children?: ReactNode; meta?: ReactNode }) {
  return (
    <header>
      <div className="title">
        <h2 className="mono" tabIndex={-1}>
          {title}
        </h2>
        {children}
        <CloseSide onClose={onClose} />
      </div>
      <div className="meta">{meta}</div>
    </header>
  );
}

function Instance({ run, open, onOpen }: Props) {
  const query = useQuery(stepQuery(run.id, open, roundOf(run, open)));
  const total = run.steps.find((step) => step.path === pathOf(open))?.total ?? run.progress.total;
  const before = beside(open, -1, total);
  const after = beside(open, 1, total);
  useEffect(() => {
    const undo = [onKey('[', () => before !== undefined && onOpen(before)), onKey(']', () => after !== undefined && onOpen(after))];
    return () => undo.forEach((stop) => stop());
  }, [before, after, onOpen]);
  return (
    <>
      <PanelHead title={open} onClose={() => onOpen(undefined)} meta={query.data === undefined ? null : <Meta step={query.data} />}>
        <button type="button" className="ghost" aria-label="Previous item" disabled={before === undefined} onClick={() => before !== undefined && onOpen(before)}>
          <Icon name="up" />
        </button>
        <button type="button" className="ghost" aria-label="Next item" disabled={after === undefined} onClick={() => after !== undefined && onOpen(after)}>
          <Icon name="down" />
        </button>
      </PanelHead>
      <Undone run={run} open={open} onOpen={onOpen} />
      <Asked query={query} loading={<Skeleton />}>
        {(step) => (
          <>
            {step.waitingFor === 'answer' ? <AnswerStep run={run.id} step={step} /> : null}
            <NextTry step={step} />
            {isOver(run.state) && step.finishedAt !== undefined ? (
              <div className="acts again-from">
                <AgainFrom key={step.key} run={run} step={step} />
              </div>
            ) : null}
            <Body step={step} />
          </>
        )}
      </Asked>
    </>
  );
}

function Meta({ step }: { step: StepDetail }) {
  return (
    <>
      <State of={step.state} />
      {step.durationMs === undefined ? null : (
        <span className="soft">{duration(step.durationMs)}</span>
      )}
      <span className="soft">round {step.round}</span>
    </>
  );
}

function Body({ step }: { step: StepDetail }) {
  const [search, change] = useAddress();
  const decision = step.decision ?? step.decisions.at(-1)?.id;
  const tabs: Tab[] = [
    { key: 'input', label: 'Input' },
    { key: 'output', label: 'Output' },
    ...(decision === undefined ? [] : [{ key: 'attempts', label: 'Attempts', count: step.attempts }, { key: 'explain', label: 'Explain' }]),
  ];
  const fallback = decision === undefined ? 'output' : 'explain';
  const chosen = tabs.some((tab) => tab.key === search.tab) ? (search.tab ?? fallback) : fallback;
  return (
    <Tabs tabs={tabs} chosen={chosen} label={`Step ${step.key}`} onChoose={(tab) => change({ ...search, tab }, true)}>
      {chosen === 'input' ? <Input step={step} /> : null}
      {chosen === 'output' ? <Output step={step} /> : null}
      {chosen === 'attempts' && decision !== undefined ? <Attempts step={step} id={decision} /> : null}
      {chosen === 'explain' && decision !== undefined ? <Explain step={step} id={decision} /> : null}
    </Tabs>
  );
}

function Skeleton() {
  return (
    <div className="tabpanel">
      {[200, 260, 180, 240].map((width) => (
        <p key={width} className="py-1">
          <Sk width={width} />
        </p>
      ))}
    </div>
  );
}
