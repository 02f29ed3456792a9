import { useState } from 'react';
import { Icon } from '@/design/Icon';
import { FieldSet } from '../Inputs';
import { StepInput } from '../StepInput';
import { asks, type Asking } from './form';
import { choicesOf, followingVotes } from './voteButtons';

interface Props {
  label: string;
  hint: string;
  /** What one of them is called. */
  word: string;
  texts: readonly string[];
  most: number;
  wrong: string;
  onTexts: (texts: readonly string[]) => void;
}

/** A list of short texts, each in a field of its own. */
export function Texts({ label, hint, word, texts, most, wrong, onTexts }: Props) {
  const [typed, setTyped] = useState('');
  const add = () => {
    const text = typed.trim();
    if (text === '' || texts.includes(text)) return;
    onTexts([...texts, text]);
    setTyped('');
  };
  return (
    <FieldSet label={label} hint={hint}>
      {texts.map((text, at) => (
        <div key={text} className="one-text">
          <StepInput field={asks(`${label} ${at}`, `${word} ${at + 1}`)} value={text} wrong="" names={{}} onType={(next) => onTexts(next.trim() === '' ? texts.filter((_, other) => other !== at) : texts.with(at, next))} />
          <button type="button" className="ghost" aria-label={`Remove ${text}`} onClick={() => onTexts(texts.filter((_, other) => other !== at))}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
      {wrong === '' ? null : <p className="wrong small">{wrong}</p>}
      {texts.length >= most ? null : (
        <div className="acts">
          <input
            className="in"
            aria-label={`Another ${word}`}
            placeholder={word}
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" className="btn" disabled={typed.trim() === ''} onClick={add}>
            <Icon name="add" size={14} />
            Add {word}
          </button>
        </div>
      )}
    </FieldSet>
  );
}

/** Whether a value is a list of texts, or not there. */
export const areTexts = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** What can be chosen as an answer; where none is written, approve and refuse. The buttons by which people vote follow it. */
export function Choices({ field: { path, label, hint }, form }: Asking) {
  const write = (texts: readonly string[]) => {
    const given = texts.length === 0 ? undefined : texts;
    form.onSetAll([[path, given], ...followingVotes(form.value, given ?? choicesOf({}))]);
  };
  return <Texts label={label} hint={hint} word="choice" texts={choicesOf(form.value)} most={20} wrong={form.wrong(path)} onTexts={write} />;
}
