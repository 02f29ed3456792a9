import type { CheckedWorkflow } from '@/api/schema';

/** The names that expressions of a step can read, with their types; a click writes one into the field that was used last. */
export function Names({ names, onName }: { names: CheckedWorkflow['names']; onName: (name: string) => void }) {
  const all = Object.entries(names).filter(([name]) => !name.includes('.'));
  if (all.length === 0) return null;
  return (
    <>
      <h3>
        <span>Names that it sees</span>
        <span>as {'${…}'}</span>
      </h3>
      <dl className="names">
        {all.map(([name, type]) => (
          <div key={name}>
            <dt>
              <button type="button" className="linked" aria-label={`Insert ${name}`} onClick={() => onName(name)}>
                <code>{name}</code>
              </button>
            </dt>
            <dd className="soft">{type}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
