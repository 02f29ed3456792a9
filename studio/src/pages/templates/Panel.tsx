import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { workflowsQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import type { Json, TemplateDetail, TemplateSummary } from '@/api/schema';
import { templateQuery } from '@/api/templates';
import { draftsQuery, workflowCheckQuery } from '@/api/workflowEditor';
import { onKey } from '@/design/keys';
import { Copy } from '@/design/Marks';
import { plural } from '@/format/text';
import { Outline } from '@/graph/Outline';
import { painted } from '@/graph/painted';
import { JsonTree } from '@/json/JsonTree';
import { Asked } from '../Asked';
import type { Schema } from '../editor/kinds';
import { Side, SideSkeleton } from '../Side';
import { BeginWorkflow } from './BeginWorkflow';
import { kindsNeeded } from './needs';
import { parametersOf, sampled } from './parameters';

/** One template: what it does, needs and asks for, its steps, its text, its test cases, and what makes a draft of it. */
export function TemplatePanel({ id, onClose, onStep }: { id: string; onClose: () => void; onStep: (by: number) => void }) {
  const query = useQuery(templateQuery(id));
  const summary = query.data?.summary;
  return (
    <Side
      room="template"
      title={summary?.title ?? id}
      label={`Template ${id}`}
      shown={id}
      onClose={onClose}
      step={{ what: 'template', by: onStep }}
      meta={
        summary === undefined ? undefined : (
          <span className="soft">
            <code>{id}</code>, {summary.builtIn ? 'of the product' : `your own, v${summary.version}`}, {summary.uses === 0 ? 'not used yet' : `used ${plural(summary.uses, 'time')}`}
          </span>
        )
      }
    >
      <Asked query={query} loading={<SideSkeleton />}>
        {(detail) => <Body of={detail} />}
      </Asked>
    </Side>
  );
}

function Body({ of }: { of: TemplateDetail }) {
  return (
    <div className="body">
      <Use id={of.summary.id} />
      <p>{of.summary.description}</p>
      <Needs of={of.summary} />
      <Parameters schema={of.parameters} />
      <Steps of={of} />
      <details className="step-test">
        <summary>Text of the workflow</summary>
        <p className="acts">
          <Copy text={of.workflow} label="Copy the text" />
        </p>
        <pre className="code">{of.workflow}</pre>
      </details>
      <Cases of={of.cases} />
    </div>
  );
}

/** Makes a draft of it. `U` does too. */
function Use({ id }: { id: string }) {
  const mayDraft = useMay()('control:workflow.draft');
  const [begun, setBegun] = useState(false);
  const close = useCallback(() => setBegun(false), []);
  const workflows = useQuery({ ...workflowsQuery, enabled: mayDraft });
  const drafts = useQuery({ ...draftsQuery, enabled: mayDraft });
  useEffect(() => (mayDraft ? onKey('u', () => setBegun(true)) : undefined), [mayDraft]);
  if (!mayDraft) return <p className="soft small">To make a draft of it takes the right to write drafts.</p>;
  const taken = [...(workflows.data?.items ?? []), ...(drafts.data?.items ?? [])].map((one) => one.id);
  return (
    <div className="acts">
      <button type="button" className="btn primary" onClick={() => setBegun(true)}>
        Use it <kbd>U</kbd>
      </button>
      {begun ? <BeginWorkflow taken={taken} template={id} onClose={close} /> : null}
    </div>
  );
}

function Needs({ of: { needs } }: { of: TemplateSummary }) {
  const kinds = kindsNeeded(needs);
  return (
    <>
      <h3>Needs</h3>
      {kinds.length === 0 ? <p className="soft">Nothing: it calls no service.</p> : null}
      <ul className="needs-list">
        {kinds.map(({ kind, here, capabilities }) => (
          <li key={kind}>
            <span className={here ? 'state t-succeeded' : 'state t-queued'}>
              <span aria-hidden="true">{here ? '✓' : '◌'}</span> <span>{kind}</span>
            </span>
            <span className="soft">{providersOf(needs, kind).join(', ')}</span>
            {here ? null : (
              <Link to="/providers/catalogue" search={{ kind }}>
                Connect one
              </Link>
            )}
            <code className="soft">{capabilities.join(', ')}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

const providersOf = (needs: TemplateSummary['needs'], kind: string): string[] => [...new Set(needs.flatMap(({ capability, provider }) => (provider !== undefined && capability.startsWith(`${kind}.`) ? [provider] : [])))];

function Parameters({ schema }: { schema: Schema }) {
  const all = parametersOf(schema);
  return (
    <>
      <h3>Parameters</h3>
      {all.length === 0 ? (
        <p className="soft">None.</p>
      ) : (
        <dl className="kv">
          {all.map(({ name, title, type, about, preset }) => (
            <div key={name} className="contents">
              <dt>{title}</dt>
              <dd className="fold">
                {preset === undefined ? <b>needed</b> : <code>{preset}</code>}{' '}
                <span className="soft">
                  {type}
                  {about === '' ? '' : `, ${about}`}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** The steps as a road, with samples in the places of parameters. */
function Steps({ of: { summary, parameters, workflow } }: { of: TemplateDetail }) {
  const text = useMemo(() => sampled(workflow, parameters as Schema), [workflow, parameters]);
  const { data } = useQuery(workflowCheckQuery(summary.id, text, undefined));
  const graph = useMemo(() => (data === undefined || data.steps.length === 0 ? undefined : painted({ id: summary.id, version: 0, input: {}, steps: data.steps }, undefined)), [data, summary.id]);
  if (graph === undefined) return null;
  return (
    <>
      <h3>Steps</h3>
      <Outline graph={graph} ends={{ input: '', output: '', arrived: true }} />
    </>
  );
}

function Cases({ of }: { of: TemplateDetail['cases'] }) {
  return (
    <>
      <h3>
        <span>Test cases</span>
        <span>{of.length === 0 ? '' : 'a draft gets them'}</span>
      </h3>
      {of.length === 0 ? <p className="soft">None.</p> : null}
      {of.map(({ name, parameters, input, pins, output }) => (
        <details key={name} className="template-case">
          <summary>{name}</summary>
          {Object.keys(parameters).length === 0 ? null : <Part name="parameters" of={parameters as Json} />}
          <Part name="input" of={input as Json} />
          {Object.keys(pins).length === 0 ? null : <Part name="pins" of={pins as unknown as Json} />}
          {output === undefined ? <p className="soft">Any output will do.</p> : <Part name="output" of={output} />}
        </details>
      ))}
    </>
  );
}

function Part({ name, of }: { name: string; of: Json }) {
  return (
    <>
      <h4 className="soft small">{name}</h4>
      <JsonTree payload={of} name={name} />
    </>
  );
}
