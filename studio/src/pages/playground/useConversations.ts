import { useCallback, useEffect, useRef, useState } from 'react';
import { asked as unanswered, type Answer } from './answer';
import { ask } from './ask';
import { turns, type Conversation } from './conversation';
import type { Place } from './keys';
import { bodyOf, type Question } from './question';

/** The conversations side by side; each answer can be stopped, and all are when the page is left. */
export function useConversations() {
  const [conversations, setConversations] = useState<Partial<Record<Place, Conversation>>>({});
  const running = useRef(new Map<Place, AbortController>());
  const stop = useCallback((place?: Place) => {
    for (const [at, controller] of running.current) if (place === undefined || at === place) controller.abort();
  }, []);
  const clear = useCallback(
    (place?: Place) => {
      stop(place);
      for (const at of [...running.current.keys()]) if (place === undefined || at === place) running.current.delete(at);
      setConversations((before) => (place === undefined ? {} : Object.fromEntries(Object.entries(before).filter(([at]) => at !== place))));
    },
    [stop],
  );
  /** Goes on with each of them; whether all have answered is told in the end, where they were not cleared before. */
  const send = async (question: Question, models: readonly [Place, string][]): Promise<boolean> => {
    stop();
    const ends = models.map(async ([place, model]) => {
      const controller = new AbortController();
      running.current.set(place, controller);
      const before = turns(conversations[place]);
      let last: Answer = unanswered(model);
      const tell = (answer: Answer) => {
        last = answer;
        if (running.current.get(place) === controller) setConversations((known) => ({ ...known, [place]: { before, asked: question.message, answer } }));
      };
      await ask(model, bodyOf(question, model, before), question, controller.signal, tell);
      return last.state === 'succeeded' || running.current.get(place) !== controller;
    });
    return (await Promise.all(ends)).every(Boolean);
  };
  useEffect(() => () => stop(), [stop]);
  return { conversations, send, stop, clear };
}

export function isUnderWay(conversation: Conversation | undefined): boolean {
  return conversation?.answer.state === 'asked' || conversation?.answer.state === 'streaming';
}
