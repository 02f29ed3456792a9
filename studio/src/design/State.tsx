import { Icon } from './Icon';
import { gradeWords, litBars, look } from './state';

/** Icon, word and colour together: the only way a state is shown. */
export function State({ of, word }: { of: string; word?: string }) {
  const { tone, icon } = look(of);
  return (
    <span className={`state t-${tone}`}>
      <Icon name={icon} />
      <span>{word ?? of}</span>
    </span>
  );
}

/** The icon alone, where there is no room for the word, which is said to those who do not see it. `bare` where the word stands beside it. */
export function StateIcon({ of, bare = false }: { of: string; bare?: boolean }) {
  const { tone, icon } = look(of);
  return (
    <span className={`si t-${tone}`} title={bare ? undefined : of}>
      <Icon name={icon} />
      {bare ? null : <span className="sr-only">{of} </span>}
    </span>
  );
}

/** The breaker drawn as a switch: closed line, lifted lever, dashed lever. */
export function Breaker({ state, note }: { state: string; note?: string }) {
  return (
    <span className={`brk b-${state}`}>
      <svg width="24" height="10" viewBox="0 0 24 10" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
        <Lever state={state} />
        <circle cx="7" cy="6" r="2" className="pt" />
        <circle cx="17" cy="6" r="2" className="pt" />
      </svg>
      <span>
        {state}
        {note === undefined ? null : <span className="soft"> {note}</span>}
      </span>
    </span>
  );
}

function Lever({ state }: { state: string }) {
  if (state === 'open') return <path d="M1 6h5M18 6h5M7.5 5 15.5 1" />;
  if (state !== 'half-open') return <path d="M1 6h22" />;
  return (
    <>
      <path d="M1 6h5M18 6h5" />
      <path d="M9 5.2 15.5 3.4" strokeDasharray="2 1.5" />
    </>
  );
}

/** Five rising bars and the grade's name. */
export function Grade({ grade }: { grade: string }) {
  const lit = litBars(grade);
  return (
    <span className="grade" title={`Evidence grade ${grade}: ${gradeWords[Number(grade.slice(1))] ?? 'unknown'}`}>
      <svg width="19" height="10" viewBox="0 0 19 10" aria-hidden="true">
        {[0, 1, 2, 3, 4].map((bar) => (
          <rect key={bar} x={bar * 4} y={8 - bar * 2} width="3" height={2 + bar * 2} fill="currentColor" opacity={bar < lit ? 1 : 0.22} />
        ))}
      </svg>
      <b>{grade}</b>
    </span>
  );
}
