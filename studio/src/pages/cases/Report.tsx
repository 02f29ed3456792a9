import type { CaseReport, CaseVerdict } from '@/api/schema';
import { armWords, valueWords } from './cases';

/** Where a case ended otherwise than expected, or why it did not end. */
export function Differences({ of: { outcome, differences, problem } }: { of: CaseVerdict }) {
  if (outcome === 'passed') return null;
  return (
    <section aria-label="Differences">
      <h3>
        <span>{outcome === 'broken' ? 'It did not come to an end' : 'Differences'}</span>
      </h3>
      {problem === undefined ? null : <p className="bad">{problem}</p>}
      {differences.length === 0 ? null : (
        <dl className="case-differences">
          {differences.map(({ path, expected, got }) => (
            <div key={path}>
              <dt>
                <code>{path}</code>
              </dt>
              <dd>
                <span className="soft">expected</span> <code>{valueWords(expected)}</code>
              </dd>
              <dd>
                <span className="soft">got</span> <code>{valueWords(got)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Arms that no case takes; what they do, no case tells. */
export function Untaken({ of: { arms, untaken } }: { of: CaseReport }) {
  if (untaken.length === 0) return null;
  return (
    <section className="case-untaken" aria-label="Arms that no case takes">
      <h2>
        No case takes {untaken.length} of {arms} {arms === 1 ? 'arm' : 'arms'}
      </h2>
      <ul>
        {untaken.map((arm) => (
          <li key={`${arm.step} ${arm.kind} ${arm.arm ?? 0}`}>
            <code>{arm.step}</code> <span className="soft">{armWords(arm)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How all came out, in figures; each is unknown until they have run. */
export function Figures({ of }: { of: CaseReport | undefined }) {
  const figures = [
    { name: 'passed', of: of?.passed },
    { name: 'failed', of: of?.failed },
    { name: 'broken', of: of?.broken },
  ];
  return (
    <dl className="facts" aria-label="How the cases came out">
      {figures.map(({ name, of: figure }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={name !== 'passed' && figure !== undefined && figure > 0 ? 'bad' : undefined}>{figure ?? '–'}</dd>
        </div>
      ))}
      <div>
        <dt>arms taken</dt>
        <dd>{of === undefined ? '–' : `${of.arms - of.untaken.length}/${of.arms}`}</dd>
      </div>
      <div>
        <dt>tested</dt>
        <dd>{of === undefined ? '–' : of.version === undefined ? `draft, revision ${of.revision ?? ''}` : `v${of.version}`}</dd>
      </div>
    </dl>
  );
}
