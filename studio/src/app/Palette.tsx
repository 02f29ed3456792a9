import { useId, useState, type KeyboardEvent } from 'react';
import { Icon } from '@/design/Icon';
import { matching, type Action } from './actions';
import { Overlay } from '@/design/Overlay';

/** Search and act: type, choose with the arrows, Enter does it. */
export function Palette({ actions, onClose, onText }: { actions: readonly Action[]; onClose: () => void; onText: (text: string) => Action | undefined }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const direct = onText(text);
  const found = [...(direct === undefined ? [] : [direct]), ...matching(actions, text)].slice(0, 50);
  const chosen = Math.min(at, found.length - 1);

  const act = (action: Action | undefined) => {
    onClose();
    action?.run();
  };
  const keyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = (chosen + step + found.length) % found.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key !== 'Enter' || found[chosen] === undefined) return;
    // Else the same press would also click what the focus goes back to.
    event.preventDefault();
    act(found[chosen]);
  };

  return (
    <Overlay label="Search or act" onClose={onClose}>
      <div className="palette">
        <div className="query">
          <Icon name="search" />
          <input
            role="combobox"
            aria-label="Search or act"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={`${id}-${chosen}`}
            placeholder="A room, a provider, a run, or an id"
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={keyDown}
          />
        </div>
        <div id={id} className="found" role="listbox" aria-label="Found">
          {found.map((action, place) => (
            <Found key={action.id} id={`${id}-${place}`} action={action} chosen={place === chosen} onAct={() => act(action)} />
          ))}
        </div>
        {found.length === 0 ? <p className="nothing">Nothing of that name on the pages you have opened. A whole id leads to its page.</p> : null}
      </div>
    </Overlay>
  );
}

function Found({ id, action, chosen, onAct }: { id: string; action: Action; chosen: boolean; onAct: () => void }) {
  return (
    // The keys are handled by the combobox that owns this option.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" tabIndex={-1} aria-selected={chosen} onClick={onAct}>
      <Icon name={action.icon ?? 'right'} />
      <span>{action.label}</span>
      {action.keys === undefined ? null : (
        <span>
          {action.keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}
