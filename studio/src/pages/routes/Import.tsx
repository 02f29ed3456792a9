import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ChangeEvent } from 'react';
import { Overlay } from '@/design/Overlay';
import { unfit } from './drafts';
import { newRoute, useDraft } from './useDraft';

/** Takes a file's text into the editor of a new route, where it is checked; nothing changes until it is applied. */
export function Import() {
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const { draft, keep } = useDraft(newRoute);
  const [waiting, setWaiting] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const take = (text: string) => {
    setWaiting(undefined);
    keep({ text, version: 0 });
    void navigate({ to: '/routes', search: { draft: 'new' } });
  };
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file === undefined) return;
    const problem = unfit(file);
    const text = problem === undefined ? await file.text().catch(() => undefined) : undefined;
    target.value = '';
    setWrong(problem ?? (text === undefined ? `${file.name} cannot be read.` : undefined));
    if (text === undefined) return;
    if (draft === undefined || draft.text === text) take(text);
    else setWaiting(text);
  };
  return (
    <>
      {wrong === undefined ? null : (
        <span className="bad small" role="alert">
          {wrong}
        </span>
      )}
      <input ref={input} className="sr" type="file" accept=".yaml,.yml,.json" tabIndex={-1} aria-label="A YAML file with routes" onChange={(event) => void read(event)} />
      <button type="button" className="btn" onClick={() => input.current?.click()}>
        Import YAML
      </button>
      {waiting === undefined ? null : (
        <Overlay label="Replace the draft?" onClose={() => setWaiting(undefined)}>
          <div className="ask">
            <h2>Replace the draft?</h2>
            <p>A new route is being written and was not applied. The file takes its place; what was written is lost.</p>
            <div className="acts">
              <button type="button" className="btn" onClick={() => setWaiting(undefined)}>
                Keep the draft
              </button>
              <button type="button" className="btn danger" onClick={() => take(waiting)}>
                Replace it
              </button>
            </div>
          </div>
        </Overlay>
      )}
    </>
  );
}
