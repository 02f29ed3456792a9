import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { asFailure } from '@/api/failure';
import { checkPlugin } from '@/api/plugins';
import { Copy, Tag } from '@/design/Marks';
import { Lines } from '../routes/Lines';
import { placeOf } from '../routes/drafts';
import { Checks, Said } from './Checks';
import { LeavingDraft } from './LeavingDraft';
import { nextLine, notesOf, pluginOf } from './notes';
import { Publish } from './Publish';
import { Trial } from './Trial';
import { useSettled } from './useSettled';

interface Props {
  /** The text that is in force; empty where none is. */
  inForce: string;
  /** Its number; 0 where none is. */
  version: number;
  /** What the editor begins with. */
  text: string;
}

/** The text on the left, on the right what the server says of it and what it would ask of its vendor. */
export function Editing({ inForce, version, text: first }: Props) {
  const [{ known, number, kept }, setKnown] = useState({ known: inForce, number: version, kept: first });
  const [text, setText] = useState(first);
  const [line, setLine] = useState(1);
  const place = useRef<HTMLTextAreaElement>(null);
  const settled = useSettled(text);
  const check = useQuery({ queryKey: ['plugin check', settled], queryFn: ({ signal }) => checkPlugin(settled, signal), staleTime: 60_000, retry: false });
  const notes = notesOf(check.error === null ? undefined : asFailure(check.error), check.data);
  const current = settled === text && !check.isPending;
  const go = (to: number) => {
    const area = place.current;
    if (area === null) return;
    const { begin, end } = placeOf(area.value, to);
    area.focus();
    area.setSelectionRange(begin, end);
    setLine(to);
  };
  useEffect(() => {
    const next = (event: KeyboardEvent) => {
      const to = event.key === 'F8' ? nextLine(notes, line) : undefined;
      if (to === undefined) return;
      event.preventDefault();
      go(to);
    };
    window.addEventListener('keydown', next);
    return () => window.removeEventListener('keydown', next);
  });
  const name = pluginOf(text) || 'connector';
  return (
    <>
      <LeavingDraft typed={text !== kept} />
      <header className="top">
        <Link className="crumb" to="/providers/catalogue" search={{}}>
          Catalogue
        </Link>
        <span className="sep">/</span>
        <h1>{name}</h1>
        {text === known ? <span className="soft">version {number}, in force</span> : <Tag>draft</Tag>}
        <span className="grow" />
        <span className="actions">
          <Publish text={text} same={text === known} follows={number} checked={current ? check.data : undefined} onPublished={(as) => setKnown({ known: text, number: as, kept: text })} />
        </span>
      </header>
      <div className="filepanes">
        <section className="ed yaml" aria-label="The file">
          <div className="cap">
            <h2>{name}.yaml</h2>
            <span className="soft small">a connector is data: no code, nothing to build</span>
            <span className="grow" />
            <Copy text={text} label="Copy the file" />
          </div>
          <div className="edit">
            <Lines ref={place} label="The connector as YAML" text={text} wrong={new Set(notes.flatMap((note) => note.line ?? []))} onText={setText} onLine={setLine} />
          </div>
          <Said notes={notes.filter((note) => note.line === line)} line={line} />
        </section>
        <div className="rt">
          <Checks notes={notes} current={current} onLine={go} />
          <Trial text={text} ready={current && check.error === null} inForce={text === known} plugin={name} version={number} onLine={go} />
        </div>
      </div>
      <footer className="pager">
        <span className="hint">
          <kbd>F8</kbd> next problem, <kbd>Ctrl Enter</kbd> tries
        </span>
        <span className="grow" />
        <span>By a provider a try is a real call: it takes the road, is held against the budget and leaves a decision</span>
      </footer>
    </>
  );
}
