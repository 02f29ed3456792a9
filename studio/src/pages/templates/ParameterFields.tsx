import { fields, type Schema } from '../editor/kinds';
import { StepInput } from '../editor/StepInput';
import { typedAs } from '../editor/values';

interface Props {
  /** JSON Schema of the parameters. */
  schema: Schema;
  /** What was typed; the others have their defaults. */
  values: Readonly<Record<string, unknown>>;
  onChange: (values: Record<string, unknown>) => void;
}

/** The form of a template's parameters, made of their schema. */
export function ParameterFields({ schema, values, onChange }: Props) {
  return fields(schema, schema).map((field) => (
    <StepInput
      key={field.path}
      field={field}
      value={field.path in values ? values[field.path] : schema.properties?.[field.path]?.default}
      wrong=""
      names={{}}
      onType={(text) => {
        const typed = typedAs(field, text);
        const others = Object.entries(values).filter(([name]) => name !== field.path);
        onChange(Object.fromEntries(typed === undefined ? others : [...others, [field.path, typed]]));
      }}
    />
  ));
}

/** The parameters that must be given and are not yet. */
export const missing = (schema: Schema, values: Readonly<Record<string, unknown>>): string[] => (schema.required ?? []).filter((name) => !(name in values));
