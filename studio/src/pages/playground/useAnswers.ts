import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from './answer';
import { ask } from './ask';
import type { Place } from './keys';
import { bodyOf, type Question } from './question';

/** The answers that are being written and were; each can be stopped, and all are when the page is left. */
export function useAnswers() {
  const [answers, setAnswers] = useState<Partial<Record<Place, Answer>>>({});
  const running = useRef(new Map<Place, AbortController>());
  const stop = useCallback((place?: Place) => {
    for (const [at, controller] of running.current) if (place === undefined || at === place) controller.abort();
  }, []);
  const clear = useCallback(
    (place?: Place) => {
      stop(place);
      setAnswers((before) => (place === undefined ? {} : Object.fromEntries(Object.entries(before).filter(([at]) => at !== place))));
    },
    [stop],
  );
  const send = useCallback(
    (question: Question, models: readonly [Place, string][]) => {
      stop();
      for (const [place, model] of models) {
        const controller = new AbortController();
        running.current.set(place, controller);
        const tell = (answer: Answer) => {
          if (running.current.get(place) === controller) setAnswers((before) => ({ ...before, [place]: answer }));
        };
        void ask(model, bodyOf(question, model), question.labels, controller.signal, tell);
      }
    },
    [stop],
  );
  useEffect(() => () => stop(), [stop]);
  return { answers, send, stop, clear };
}

export function isUnderWay(answer: Answer | undefined): boolean {
  return answer?.state === 'asked' || answer?.state === 'streaming';
}
