import type { ReactNode } from 'react';
import { CallInput } from './CallInput';
import { ConditionField } from './forms/ConditionField';
import { isCondition } from './forms/condition';
import { by, type StepForm } from './forms/form';
import { FormFields } from './forms/FormFields';
import { Input, type Form } from './Inputs';
import { formOf, type Part, type StepKind } from './kinds';
import { More } from './More';
import { Free, Parts } from './Parts';
import { isObject, valueAt } from './values';

interface Props {
  kind: StepKind;
  /** The form for people; without one, that of the schema. */
  of: StepForm | undefined;
  form: Form;
  /** What stands among the rest, of all steps. */
  children: ReactNode;
}

const pathOf = (part: Part): string => (part.kind === 'field' ? part.field.path : part.path);

const when = by(ConditionField, 'when', 'Only if', 'A step whose condition does not hold is skipped.');

/** Parts but for what is shown elsewhere. */
const without = (parts: readonly Part[], shown: ReadonlySet<string>): Part[] =>
  parts.filter((part) => !shown.has(pathOf(part))).map((part) => (part.kind === 'group' ? { ...part, parts: without(part.parts, shown) } : part));

/** The paths of what a call is given. */
const inputs = (given: unknown): string[] => (isObject(given) ? Object.keys(given).map((name) => `with.${name}`) : []);

/** The fields of a step: those that people need first, the rest folded. */
export function StepFields({ kind, of, form, children }: Props) {
  const shown = new Set([...(of?.first.map(({ path }) => path) ?? []), ...(of?.covers ?? [])]);
  const capability = valueAt(form.value, 'call');
  const parts = formOf(form.schema, kind);
  // Of a type without a form: what gives it its name, and what it must have.
  const own = of === undefined ? parts.filter((part) => pathOf(part) === kind.name || kind.schema.required?.includes(pathOf(part)) === true) : [];
  const rest = without(parts.filter((part) => !own.includes(part) && pathOf(part) !== 'when'), shown);
  const input = typeof capability === 'string' ? capability : '';
  const given = valueAt(form.value, 'with');
  const whole = typeof given === 'string';
  const takes = kind.schema.properties?.with !== undefined;
  const called = kind.name === 'call' || whole;
  const folded = ['when', 'after', ...rest.flatMap((part) => (part.kind === 'group' ? part.parts.map(pathOf) : [pathOf(part)])), ...inputs(given).filter((path) => of !== undefined && !shown.has(path))];
  const set = folded.filter((path) => path !== 'call' && valueAt(form.value, path) !== undefined).map((path) => path.replace(/^with\./, ''));
  const wrong = folded.some((path) => form.wrong(path) !== '');
  return (
    <>
      {of === undefined ? <Parts parts={own} form={form} /> : whole ? null : <FormFields of={of} form={form} />}
      {called && (of === undefined || whole) ? <CallInput capability={input} path="with" form={form} of="first" shown={shown} /> : null}
      {!called && takes && !shown.has('with') ? <Free path="with" label="Input" hint={kind.schema.properties?.with?.description ?? ''} form={form} known={[]} /> : null}
      <More set={set} wrong={wrong}>
        {children}
        {isCondition(valueAt(form.value, 'when')) ? <ConditionField field={when} form={form} at="" /> : <Input field={when} form={form} />}
        {called && !whole ? <CallInput capability={input} path="with" form={form} of={of === undefined ? 'rest' : 'all'} shown={shown} /> : null}
        <Parts parts={rest} form={form} />
      </More>
    </>
  );
}
