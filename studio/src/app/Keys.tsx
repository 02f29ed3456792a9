import type { Action } from './actions';
import { Overlay } from '@/design/Overlay';

const onPages: readonly [string, string][] = [
  ['Search or act', 'Ctrl K'],
  ['Next, previous row', 'J K'],
  ['Open the row', 'Enter'],
  ['Add a filter', 'F'],
  ['Next, previous item of a panel', '] ['],
  ['Close the panel', 'Esc'],
  ['Find in a payload, copy it', '/ C'],
  ['Along the graph, open a step, fit it', 'Arrows Enter 0'],
];

/** The list of keys, on `?`. */
export function Keys({ actions, onClose }: { actions: readonly Action[]; onClose: () => void }) {
  const own = actions.flatMap((action): [string, string][] => (action.keys === undefined ? [] : [[action.label, action.keys]]));
  return (
    <Overlay label="Keys" onClose={onClose}>
      <h2>Keys</h2>
      <dl className="keys">
        {[...own, ...onPages].map(([label, keys]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Overlay>
  );
}
