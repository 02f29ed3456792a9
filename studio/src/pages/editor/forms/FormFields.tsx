import { Input } from '../Inputs';
import type { Form } from '../Inputs';
import { valueAt } from '../values';
import { within, type StepForm } from './form';

/** What a form shows first. A value that its control cannot show stays a raw field. */
export function FormFields({ of, form, at = '' }: { of: StepForm; form: Form; at?: string }) {
  return of.first.map((one) => {
    const field = within(one, at);
    const { Control, shows } = field;
    if (Control === undefined || shows?.(valueAt(form.value, field.path)) === false) return <Input key={field.path} field={Control === undefined ? field : { ...field, input: 'value' }} form={form} />;
    return <Control key={field.path} field={field} form={form} at={at} />;
  });
}
