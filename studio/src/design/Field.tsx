import { useId, type ReactNode } from 'react';
import { Icon } from './Icon';

/** What an input needs to be the one of its field. */
export interface Named {
  id: string;
  name: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

/** A field of a form: label left, input, hint; what is wrong stands under it, with its icon. */
export function Field({ name, label, hint, wrong, children }: { name: string; label: string; hint?: ReactNode; wrong?: string | undefined; children: (input: Named) => ReactNode }) {
  const id = useId();
  const said = wrong !== undefined || hint !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div>
        {children({ id, name, 'aria-invalid': wrong !== undefined, 'aria-describedby': said ? `${id}-said` : undefined })}
        {said ? (
          <p id={`${id}-said`} className={wrong === undefined ? 'soft small' : 'wrong small'}>
            {wrong === undefined ? (
              hint
            ) : (
              <>
                <Icon name="failed" size={14} />
                <span>{wrong}</span>
              </>
            )}
          </p>
        ) : null}
      </div>
    </div>
  );
}
