import { useState } from 'react';
import { Field } from '@/design/Field';
import { valueAt } from '../values';
import type { Asking } from './form';

const units: Readonly<Record<string, string>> = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days', ms: 'milliseconds' };

/** A number and its unit; undefined where a duration is written in another way. */
export function durationOf(value: unknown): { count: string; unit: string } | undefined {
  if (value === undefined) return { count: '', unit: 'm' };
  const [, count, unit] = (typeof value === 'string' ? /^(\d{1,12})(ms|s|m|h|d)$/.exec(value) : null) ?? [];
  return count === undefined || unit === undefined ? undefined : { count, unit };
}

export const isDuration = (value: unknown): boolean => durationOf(value) !== undefined;

/** A duration as a number and its unit. */
export function DurationField({ field: { path, label, hint, required }, form }: Asking) {
  const known = durationOf(valueAt(form.value, path)) ?? { count: '', unit: 'm' };
  const [{ count, unit, from }, setTyped] = useState({ ...known, from: known });
  const stale = from.count !== known.count || from.unit !== known.unit;
  const shown = stale ? known : { count, unit };
  const write = (next: { count: string; unit: string }) => {
    setTyped({ ...next, from: known });
    if (/^\d{1,12}$/.test(next.count)) form.onSet(path, `${next.count}${next.unit}`);
    else if (next.count === '' && known.count !== '') form.onSet(path, undefined);
  };
  const wrong = form.wrong(path);
  return (
    <Field name={path} label={required ? `${label} *` : label} hint={hint === '' ? undefined : hint} wrong={wrong === '' ? undefined : wrong}>
      {(named) => (
        <span className="two-in">
          <input {...named} type="text" inputMode="numeric" pattern="[0-9]*" autoComplete="off" value={shown.count} onChange={({ target }) => setTyped({ ...shown, count: target.value.trim(), from: known })} onBlur={() => shown.count !== known.count && write(shown)} />
          <select aria-label={`${label}, unit`} value={shown.unit} onChange={({ target }) => write({ ...shown, unit: target.value })}>
            {Object.entries(units).map(([key, word]) => (
              <option key={key} value={key}>
                {word}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
