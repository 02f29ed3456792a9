import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { stringifyExact } from '@/api/exact';
import type { Folded, Payload } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { isFree, onKey } from '@/design/keys';
import { bytes, plural } from '@/format/text';
import { fileAt, folded, lines, type Line } from './tree';

const large = 1_000_000;

/** A payload: a tree with search and copy; its size and a download once it is too large to read. */
export function JsonTree({ payload, name }: { payload: Payload; name: string }) {
  const text = useMemo(() => stringifyExact(payload, 2), [payload]);
  const size = useMemo(() => new TextEncoder().encode(stringifyExact(payload)).length, [payload]);
  if (folded(payload)) return <LeftOut {...payload} />;
  if (size > large) return <TooLarge text={text} size={size} name={name} />;
  return <Tree payload={payload} text={text} size={size} name={name} />;
}

function LeftOut({ size, at }: Folded) {
  return (
    <div className="jbar">
      <span className="soft grow">{bytes(size)}, too large to be shown here.</span>
      {at === undefined ? null : (
        <>
          <a className="btn" href={at} target="_blank" rel="noreferrer">
            Open
          </a>
          <a className="btn" href={fileAt(at)} download>
            Download
          </a>
        </>
      )}
    </div>
  );
}

function TooLarge({ text, size, name }: { text: string; size: number; name: string }) {
  const address = useMemo(() => URL.createObjectURL(new Blob([text], { type: 'application/json' })), [text]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <div className="jbar">
      <span className="soft small">{bytes(size)}</span>
      <a className="btn" href={address} download={`${name}.json`}>
        Download
      </a>
    </div>
  );
}

function Tree({ payload, text, size, name }: { payload: Exclude<Payload, { truncated: true }>; text: string; size: number; name: string }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState<string>();
  const [copied, setCopied] = useState(false);
  useEffect(() => onKey('/', () => setSearch((now) => now ?? '')), []);
  const shown = lines(payload, opened, search ?? '');
  const found = shown.filter((line) => line.hit).length;
  const copy = () => {
    void copyText(text).then(setCopied);
  };
  return (
    <>
      <div className="jbar">
        {search === undefined ? (
          <span className="soft small grow">{bytes(size)}</span>
        ) : (
          <Find search={search} found={found} onChange={setSearch} />
        )}
        {search === undefined && size > 200 ? (
          <button type="button" className="btn" onClick={() => setSearch('')}>
            <Icon name="search" size={14} />
            Find
          </button>
        ) : null}
        <button type="button" className="btn" onClick={copy} onBlur={() => setCopied(false)}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <List shown={shown} name={name} onOpen={(path) => setOpened(new Set([...opened, path]))} />
    </>
  );
}

function Find({ search, found, onChange }: { search: string; found: number; onChange: (search: string | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onChange(undefined);
  };
  return (
    <>
      <input ref={input} aria-label="Find in this payload" value={search} spellCheck={false} onChange={(event) => onChange(event.target.value)} onKeyDown={keyDown} />
      <span className="soft small nowrap" role="status">
        {search === '' ? '' : plural(found, 'place')}
      </span>
    </>
  );
}

function List({ shown, name, onOpen }: { shown: Line[]; name: string; onOpen: (path: string) => void }) {
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const keyDown = (event: KeyboardEvent, line: Line, place: number) => {
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (next !== undefined && shown[next] !== undefined) {
      event.preventDefault();
      setAt(next);
      (list.current?.children[next] as HTMLElement | undefined)?.focus();
    }
    if (event.key === 'Enter' && line.fold !== undefined) onOpen(line.fold);
    if (event.key === 'c' && isFree(event.nativeEvent) && line.value !== undefined) void copyText(stringifyExact(line.value));
    if (event.key === 'C' && isFree(event.nativeEvent)) void copyText(line.path);
  };
  return (
    <div className="json" role="tree" aria-label={name} ref={list}>
      {shown.map((line, place) => (
        <div
          key={line.path}
          role="treeitem"
          aria-selected={place === at}
          aria-level={line.depth + 1}
          {...(line.fold === undefined ? {} : { 'aria-expanded': false })}
          tabIndex={place === Math.min(at, shown.length - 1) ? 0 : -1}
          className={line.hit ? 'hit' : undefined}
          style={{ paddingLeft: line.depth * 16 }}
          onKeyDown={(event) => keyDown(event, line, place)}
          onFocus={() => setAt(place)}
        >
          {line.key === undefined ? null : <span className="k">{line.key}: </span>}
          {line.kind === 'more' ? null : line.text}
          {line.fold === undefined ? null : (
            <button type="button" className="fold" tabIndex={-1} onClick={() => onOpen(line.fold ?? '')}>
              {line.kind === 'more' ? line.text : plural((line.value as string).length, 'character')}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
