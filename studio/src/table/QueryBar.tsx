import { Fragment, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { tokens, typed, withToken, without, withoutLast, type Key, type Search, type Token } from './query';

interface Props {
  path: string;
  search: Search;
  keys: readonly Key[];
  onChange: (search: Search) => void;
  /** Keys of the room and what each does, where no foot of a list tells them. */
  hints?: readonly (readonly [string, string])[];
}

/** The filters of a room. It is the address: what stands here stands there. */
export function QueryBar({ path, search, keys, onChange, hints = [] }: Props) {
  const [adding, setAdding] = useState(false);
  useEffect(() => onKey('f', () => setAdding(true)), []);
  const list = tokens(search, keys);
  return (
    <div className="query" role="search" aria-label="Filters; the same text is the address of this page">
      <code className="path">{path}?</code>
      {list.map((token, at) => (
        <span key={token.key} className="contents">
          {at === 0 ? null : <span className="amp mono">&amp;</span>}
          <Chip token={token} search={search} onChange={onChange} />
        </span>
      ))}
      {adding ? (
        <Adder search={search} keys={keys} onChange={onChange} onDone={() => setAdding(false)} />
      ) : (
        <button type="button" className="btn add" onClick={() => setAdding(true)}>
          <Icon name="add" size={14} />
          filter <kbd>F</kbd>
        </button>
      )}
      <span className="grow" />
      <span className="hint small soft">
        {hints.map(([key, does], at) => (
          <span key={key}>
            {at === 0 ? '' : ', '}
            {key.split(' ').map((one) => (
              <Fragment key={one}>
                <kbd>{one}</kbd>{' '}
              </Fragment>
            ))}
            {does}
          </span>
        ))}
      </span>
      <CopyLink />
    </div>
  );
}

function Chip({ token, search, onChange }: { token: Token; search: Search; onChange: (search: Search) => void }) {
  const { nearest } = token;
  return (
    <>
      <span className={nearest === undefined ? 'tok' : 'tok wrong'}>
        <code>
          <b>{token.key}=</b>
          {token.value}
        </code>
        <button type="button" aria-label={`Remove ${token.key}`} onClick={() => onChange(without(search, token.key))}>
          <Icon name="close" />
        </button>
      </span>
      {nearest === undefined || nearest.key === '' || nearest.value === '' ? null : (
        <button type="button" className="ghost nearest small" onClick={() => onChange(withToken(without(search, token.key), nearest.key, nearest.value))}>
          Not known. Did you mean {nearest.key}={nearest.value}?
        </button>
      )}
    </>
  );
}

function Adder({ search, keys, onChange, onDone }: Omit<Props, 'path' | 'hints'> & { onDone: () => void }) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const options = useId();
  useEffect(() => input.current?.focus(), []);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
    if (event.key === 'Backspace' && text === '') onChange(withoutLast(search));
    if (event.key !== 'Enter') return;
    const token = typed(text);
    if (token === undefined) return;
    onChange(withToken(search, token.key, token.value));
    onDone();
  };
  return (
    <>
      <input
        ref={input}
        aria-label="Filter, as key=value"
        placeholder="state=failed"
        list={options}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keyDown}
        onBlur={onDone}
      />
      <datalist id={options}>
        {keys.flatMap((key) => (key.values ?? ['']).map((value) => <option key={`${key.name}=${value}`} value={`${key.name}=${value}`} label={key.hint} />))}
      </datalist>
    </>
  );
}

function CopyLink() {
  const [done, setDone] = useState(false);
  const copy = () => {
    void copyText(location.href).then(setDone);
  };
  return (
    <button type="button" className="ghost" aria-label={done ? 'Link copied' : 'Copy link to this view'} onClick={copy} onBlur={() => setDone(false)}>
      <Icon name={done ? 'check' : 'link'} />
    </button>
  );
}
