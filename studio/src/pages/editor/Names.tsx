import type { CheckedWorkflow } from '@/api/schema';

/** The names that expressions of a step can read, with their types. */
export function Names({ names }: { names: CheckedWorkflow['names'] }) {
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
              <code>{name}</code>
            </dt>
            <dd className="soft">{type}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
