import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery } from '@/api/queries';
import type { Decision } from '@/api/schema';
import { Copy, Id, Tag } from '@/design/Marks';
import { Sk } from '@/design/Place';
import { Tabs } from '@/design/Tabs';
import { count } from '@/format/text';
import { sum, unitWords } from '@/format/money';
import { RoadShort } from '@/road/RoadShort';
import { told } from '@/road/standing';
import { gatewayOf } from '../gateway';
import type { Answer } from './answer';
import type { Place } from './keys';
import type { Question, Turn } from './question';
import { plain, snippets } from './snippets';
import { writtenQuery } from './written';

interface Props {
  places: readonly Place[];
  shown: Place;
  answer: Answer | undefined;
  model: string;
  question: Question;
  /** The turns that go along with it. */
  before: readonly Turn[];
  onShow: (place: Place) => void;
}

/** The road of one answer, and how one's own program asks the same. */
export function Road({ places, shown, answer, model, question, before, onShow }: Props) {
  return (
    <aside className="side pg-road" aria-label={`The road of answer ${shown.toUpperCase()}`}>
      <div className="body">
        <div className="title">
          <h2>Road</h2>
          <span className="periods" role="group" aria-label="Answer">
            {places.map((place) => (
              <button key={place} type="button" aria-pressed={place === shown} onClick={() => onShow(place)}>
                {place.toUpperCase()}
              </button>
            ))}
          </span>
        </div>
        {answer?.decision === undefined ? <p className="soft">It is drawn when the call has ended.</p> : <Travelled answer={answer} />}
        <Snippets model={model === '' ? 'my-model' : model} question={question} before={before} />
      </div>
    </aside>
  );
}

function Travelled({ answer }: { answer: Answer }) {
  const { data } = useQuery(writtenQuery(answer));
  if (data === undefined) return <p aria-busy="true"><Sk width={240} /></p>;
  return (
    <>
      <RoadShort stages={told(data)} />
      <dl className="kv">
        <dt>decision</dt>
        <dd>
          <Id id={data.id} />{' '}
          <Link to="/decisions/$id" params={{ id: data.id }} search={{}}>
            Open
          </Link>
        </dd>
        <Billed decision={data} />
      </dl>
    </>
  );
}

function Billed({ decision }: { decision: Decision }) {
  const used = decision.attempts.flatMap(({ used: of }) => Object.entries(of)).filter(([unit]) => unit !== 'calls');
  const sums = used.reduce((all, [unit, value]) => all.set(unit, (all.get(unit) ?? 0) + value), new Map<string, number>());
  return (
    <>
      <dt>used</dt>
      <dd className="fold">{sums.size === 0 ? <span className="soft">nothing</span> : [...sums].map(([unit, value]) => `${count(value)} ${unitWords(unit)}`).join(', ')}</dd>
      <dt>cost</dt>
      <dd className="fold">
        {sum(decision.cost)} {decision.usage.estimated ? <Tag>estimated</Tag> : Number(decision.cost.amount) > 0 ? <Tag>list price</Tag> : null}
      </dd>
      {decision.lost.length === 0 ? null : (
        <>
          <dt>not told</dt>
          <dd className="fold">{decision.lost.join(', ')}</dd>
        </>
      )}
    </>
  );
}

function Snippets({ model, question, before }: { model: string } & Pick<Props, 'question' | 'before'>) {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [chosen, setChosen] = useState('curl');
  const all = snippets(question, model, gatewayOf(session), before);
  const shown = all.find(({ key }) => key === chosen) ?? all[0];
  return (
    <>
      <h3>
        <span>Copy as</span>
        <span>the key is a variable</span>
      </h3>
      <Tabs tabs={all} chosen={chosen} onChoose={setChosen} label="Copy as">
        {shown === undefined ? null : (
          <div className="snip">
            <Copy text={plain(shown)} label="Copy the code" />
            <pre className="code">
              {shown.lines.map((line, at) => (
                <span key={at}>
                  {line.map(({ text, strong }, piece) => (strong === true ? <b key={piece}>{text}</b> : <span key={piece}>{text}</span>))}
                  {'\n'}
                </span>
              ))}
            </pre>
          </div>
        )}
      </Tabs>
    </>
  );
}
