import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, exactValue } from '@/api/client';
import { asFailure } from '@/api/failure';
import type { Json } from '@/api/json';
import type { Decision, DecisionContent } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { plural } from '@/format/text';
import { JsonTree } from '@/json/JsonTree';
import { folded } from '@/json/tree';
import { answer } from './sentence';

/** Prompt and answer, where the route keeps them. Each reading is audited, so they are shown only on demand. */
export function Content({ decision }: { decision: Decision }) {
  const content = useMutation({ mutationFn: () => exactValue<DecisionContent>(api.GET('/api/v1/decisions/{id}/content', { params: { path: { id: decision.id } }, parseAs: 'text' })) });
  if (decision.capture === 'none') {
    return (
      <>
        <h2>Prompt and answer</h2>
        <p className="soft">
          Not kept. {decision.route === undefined ? 'A route' : `The route ${decision.route.id}`} with <code>capture: masked</code> or <code>capture: full</code> keeps them.
        </p>
      </>
    );
  }
  if (content.data !== undefined) return <Shown content={content.data} />;
  return (
    <>
      <h2>Prompt and answer</h2>
      <p className="soft">Kept {decision.capture === 'masked' ? 'without personal data' : 'in full'}. Reading them takes the role auditor and stands in the audit log.</p>
      <Allowed to="control:content.read">
        <div className="acts">
          <button type="button" className="btn" disabled={content.isPending} onClick={() => content.mutate()}>
            <Icon name="down" size={14} />
            Show
          </button>
        </div>
      </Allowed>
      <p className="said" role="status">
        {content.isError ? `${asFailure(content.error).title} (${asFailure(content.error).code})` : null}
      </p>
    </>
  );
}

function Shown({ content }: { content: DecisionContent }) {
  const short = answer(content.output);
  return (
    <>
      <h2>Prompt</h2>
      {content.input === undefined ? null : <Prompt input={content.input} />}
      {content.output === undefined ? null : (
        <>
          <h2>Answer</h2>
          {short === undefined ? (
            <JsonTree payload={content.output} name="answer" />
          ) : (
            <p>
              <b>{short}</b>
            </p>
          )}
        </>
      )}
      {content.note === undefined ? null : <p className="soft">{content.note}</p>}
    </>
  );
}

/** A long text is quoted and folded; anything else is a tree. */
function Prompt({ input }: { input: Json }) {
  const [whole, setWhole] = useState(false);
  const text = typeof input === 'object' && input !== null && 'text' in input && !folded(input) ? input.text : undefined;
  if (typeof text !== 'string') return <JsonTree payload={input} name="prompt" />;
  const cut = text.length > 160 && !whole;
  return (
    <p className="quote">
      “{cut ? `${text.slice(0, 132).trimEnd()}…` : text}”{' '}
      {cut ? (
        <button type="button" className="fold" onClick={() => setWhole(true)}>
          all {plural(text.length, 'character')}
        </button>
      ) : null}
    </p>
  );
}
