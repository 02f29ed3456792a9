import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { capabilityQuery } from '@/api/queries';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Sk } from '@/design/Place';
import { without } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { Column } from './Column';
import { turns } from './conversation';
import { places, playgroundKeys, type Place } from './keys';
import { useModels } from './useModels';
import { blank, wrong, type Question } from './question';
import { Road } from './Road';
import { Settings } from './Settings';
import { isUnderWay, useConversations } from './useConversations';

const stops = [['Esc', 'stop']] as const;

/** A conversation with one or several models and routes, side by side: real calls on the road. */
export function Playground() {
  const [search, change] = useAddress();
  const [question, setQuestion] = useState<Question>(blank);
  const [tried, setTried] = useState(false);
  const operation = useQuery(capabilityQuery('ai.chat.stream'));
  const { models } = useModels('ai.chat.stream');
  const [held, setHeld] = useState<readonly Place[]>(['a']);
  const open = places.filter((place) => held.includes(place) || search[place] !== undefined);
  const { conversations, send, stop, clear } = useConversations();
  const road = open.find((place) => place === search.road) ?? 'a';
  const bad = wrong(question);
  const named = open.filter((place) => (search[place] ?? '') !== '');
  const ready = question.message.trim() !== '' && named.length > 0 && bad === undefined;
  const busy = open.some((place) => isUnderWay(conversations[place]));
  useEffect(() => onKey('Escape', () => stop()), [stop]);
  useEffect(() => {
    const undo = open.map((place) => onKey(place, () => change({ ...search, road: place }, true)));
    return () => undo.forEach((end) => end());
  });

  const ask = () => {
    setTried(true);
    if (!ready) return;
    setQuestion({ ...question, message: '' });
    // What was not answered can be asked again.
    const back = (all: boolean) => (all ? undefined : setQuestion((now) => (now.message === '' ? { ...now, message: question.message } : now)));
    void send(question, named.map((place) => [place, search[place] ?? ''])).then(back);
  };
  const shown = conversations[road];
  // The next question while one is typed, the last one until then.
  const toCopy = question.message === '' && shown !== undefined ? { question: { ...question, message: shown.asked }, before: shown.before } : { question, before: turns(shown) };
  const free = places.find((place) => !open.includes(place));
  /** A place stays open while nobody is named there, which the address cannot say. */
  const name = (place: Place, model: string, replace: boolean) => {
    setHeld([...held, place]);
    change(model === '' ? without(search, place) : { ...search, [place]: model }, replace);
  };
  const close = (place: Place) => {
    clear(place);
    setHeld(held.filter((one) => one !== place));
    change(without(search, place, 'road'), true);
  };
  return (
    <Page title="Playground">
      <header className="top">
        <h1>Playground</h1>
        <span className="soft tally">real calls on the road, with your routes, guardrails and budgets</span>
        <span className="grow" />
        <span className="actions">
          <button type="button" className="btn" onClick={() => clear()}>
            Clear
          </button>
          {free === undefined ? null : (
            <button type="button" className="btn" onClick={() => name(free, search.a ?? '', false)}>
              <Icon name="add" size={14} />
              Compare {free === 'b' ? 'a second' : 'a third'}
            </button>
          )}
        </span>
      </header>
      <QueryBar path="/playground" search={search} keys={playgroundKeys} onChange={change} hints={open.length < 2 ? stops : [[open.map((place) => place.toUpperCase()).join(' '), 'road of an answer'], ...stops]} />
      <Asked query={operation} loading={<Skeleton />}>
        {({ input }) => (
          <div className="pg">
            <Settings question={question} bad={bad} properties={(input.properties ?? {}) as Record<string, unknown>} onChange={setQuestion} />
            <div className="mid">
              <div className="pair" data-of={open.length}>
                {open.map((place) => (
                  <Column
                    key={place}
                    place={place}
                    model={search[place] ?? ''}
                    models={models}
                    conversation={conversations[place]}
                    missing={tried && (search[place] ?? '') === ''}
                    onModel={(model) => name(place, model, true)}
                    onClose={place === 'a' ? undefined : () => close(place)}
                  />
                ))}
              </div>
              <form
                className="comp"
                aria-label="Message"
                onSubmit={(event) => {
                  event.preventDefault();
                  ask();
                }}
              >
                <textarea
                  className="area"
                  aria-label="Your message"
                  rows={2}
                  placeholder={named.some((place) => conversations[place] !== undefined) ? 'Ask on' : 'What to ask'}
                  value={question.message}
                  onChange={({ target }) => setQuestion({ ...question, message: target.value })}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask();
                    if (event.key === 'Escape') stop();
                  }}
                />
                {busy ? (
                  <button type="button" className="btn" onClick={() => stop()}>
                    <Icon name="stop" size={14} />
                    Stop
                  </button>
                ) : null}
                <button type="submit" className="btn primary" disabled={!ready}>
                  {named.length > 1 ? `Send to ${named.length === 2 ? 'both' : 'all three'}` : 'Send'} <kbd>Ctrl Enter</kbd>
                </button>
              </form>
            </div>
            <Road places={open} shown={road} answer={conversations[road]?.answer} model={search[road] ?? ''} {...toCopy} onShow={(place) => change({ ...search, road: place }, true)} />
          </div>
        )}
      </Asked>
    </Page>
  );
}

function Skeleton() {
  return (
    <div className="pg">
      {[160, 320, 240].map((width) => (
        <p key={width} className="pad">
          <Sk width={width} />
        </p>
      ))}
    </div>
  );
}
