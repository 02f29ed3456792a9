import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { api, exactBody, value } from '@/api/client';
import { stringifyExact } from '@/api/exact';
import { asFailure } from '@/api/failure';
import { onceKey } from '@/api/once';
import type { Json } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { plural } from '@/format/text';
import { Refused } from '../Refused';
import { drafted, flaws, fresh, parsed, shows, written } from './draft';
import { Fields } from './Inputs';
import { labelsOf, labelText } from './labels';
import { shapeOf, type Schema } from './shape';

interface Props {
  workflow: { id: string; version: number; input: Schema };
  /** The input to begin with, such as that of an earlier run. */
  given?: Json;
  labels?: Readonly<Record<string, string>>;
  act: string;
  onStarted: (id: string) => void;
  /** Sends the input once for the key; where absent, it starts a run, with labels. */
  onSend?: (input: Record<string, Json>, key: string) => Promise<{ id: string }>;
}

/** More letters of input than a form can show field by field. */
const most = 20_000;

/** Starts a run: the input as a form of its schema, or as JSON. Ctrl Enter sends it; what is wrong is named before. */
export function StartForm({ workflow, given, labels = {}, act, onStarted, onSend }: Props) {
  const shape = useMemo(() => shapeOf(workflow.input), [workflow.input]);
  const asForm = given === undefined || (shows(shape, given) && stringifyExact(given).length <= most);
  const [draft, setDraft] = useState(() => (given === undefined ? fresh(shape) : asForm ? drafted(shape, given) : undefined));
  const [json, setJson] = useState(() => (asForm ? undefined : stringifyExact(given, 2)));
  const [typedLabels, setLabels] = useState(labelText(labels));
  const [tried, setTried] = useState(false);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(onceKey());
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: ({ input, labels: named }: { input: Record<string, Json>; labels: Record<string, string> }): Promise<{ id: string }> =>
      onSend?.(input, key.current) ??
      value(api.POST('/api/v1/workflows/{id}/runs', { params: { path: { id: workflow.id } }, body: { input, labels: named }, bodySerializer: exactBody, headers: { 'Idempotency-Key': key.current } })),
    onSuccess: ({ id: begun }) => {
      for (const name of ['runs', 'counts', 'workflows']) void client.invalidateQueries({ queryKey: [name] });
      onStarted(begun);
    },
    // What was refused may be mended and is then another wish; where no answer came it may have begun.
    onError: (error) => {
      const { status } = asFailure(error);
      if (status >= 400 && status < 500) key.current = onceKey();
    },
  });

  const typed = json === undefined ? undefined : parsed(json);
  const named = labelsOf(typedLabels);
  const wrong: Record<string, string> = {
    ...(json === undefined ? flaws(shape, draft) : isObject(typed) ? {} : { '': 'The input is no JSON object. Write it as {"name": "value"}.' }),
    ...(typeof named === 'string' ? { labels: named } : {}),
  };
  const count = Object.keys(wrong).length;
  const shown = tried ? wrong : {};

  const send = () => {
    setTried(true);
    const input = json === undefined ? written(shape, draft) : typed;
    if (count > 0 || !isObject(input) || typeof named === 'string') {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    if (!start.isPending) start.mutate({ input, labels: named });
  };
  // Also from the panel's title, which has the focus when it opens.
  const latest = useRef(send);
  useEffect(() => void (latest.current = send));
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, []);
  const toForm = () => {
    if (isObject(typed)) setDraft(drafted(shape, typed));
    if (isObject(typed) && shows(shape, typed)) setJson(undefined);
  };

  return (
    <form
      ref={form}
      className="body start"
      aria-label={act}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="as" role="group" aria-label="Input as">
        <button type="button" aria-pressed={json === undefined} disabled={json !== undefined && !(isObject(typed) && shows(shape, typed))} title="All of the JSON must have a field" onClick={toForm}>
          Form
        </button>
        <button type="button" aria-pressed={json !== undefined} onClick={() => setJson(json ?? stringifyExact(written(shape, draft) ?? {}, 2))}>
          JSON
        </button>
      </div>
      {json === undefined ? (
        <Fields shape={shape} path="" draft={draft} flaws={shown} onChange={setDraft} />
      ) : (
        <div className="entry">
          <textarea className="area mono" rows={14} spellCheck={false} aria-label="Input as JSON" aria-invalid={tried && count > 0} value={json} onChange={(event) => setJson(event.target.value)} />
          {Object.entries(shown).flatMap(([path, said]) => (path === 'labels' ? [] : [<Wrong key={path} said={said} />]))}
        </div>
      )}
      {onSend === undefined ? (
        <div className="entry">
          <div className="name">
            <label htmlFor={id}>Labels</label>
            <small className="soft">go with every call of the run</small>
          </div>
          <input id={id} className="in mono" spellCheck={false} autoComplete="off" placeholder="source=manual" aria-invalid={shown.labels !== undefined} value={typedLabels} onChange={(event) => setLabels(event.target.value)} />
          {shown.labels === undefined ? null : <Wrong said={shown.labels} />}
        </div>
      ) : null}
      <Refused error={start.error} />
      <div className="links">
        <button type="submit" className="btn primary" disabled={start.isPending}>
          <Icon name="play" size={14} />
          {act} <kbd>Ctrl Enter</kbd>
        </button>
      </div>
      <p className="soft small" role="status">
        {tried && count > 0 ? `${plural(count, 'field')} to mend.` : `It runs v${workflow.version}, which is in force.`}
      </p>
    </form>
  );
}

function Wrong({ said }: { said: string }) {
  return (
    <p className="wrong small">
      <Icon name="failed" size={14} />
      <span>{said}</span>
    </p>
  );
}

function isObject(input: Json | undefined): input is Record<string, Json> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
