import type { Schema } from '../editor/kinds';

/** A parameter of a template, in words. */
export interface Parameter {
  name: string;
  title: string;
  type: string;
  about: string;
  /** What it is where it is not given; undefined of one that must be. */
  preset: string | undefined;
}

const words = (type: Schema['type']): string => (Array.isArray(type) ? (type as readonly string[]).join(' or ') : typeof type === 'string' ? type : 'any');

/** The parameters of a template, those that must be given first. */
export function parametersOf(schema: Schema): Parameter[] {
  const all = Object.entries(schema.properties ?? {}).map(([name, { title = name, type, description = '', default: preset }]): Parameter => ({ name, title, type: words(type), about: description, preset: preset === undefined ? undefined : JSON.stringify(preset) }));
  return [...all.filter(({ preset }) => preset === undefined), ...all.filter(({ preset }) => preset !== undefined)];
}

/** The text of a template with a sample in each place of a parameter: near enough to draw its steps, not to run them. */
export function sampled(text: string, schema: Schema): string {
  return text.replaceAll(/<<([A-Za-z_]\w*)>>/g, (place, name: string) => {
    const { default: preset, examples, enum: choices } = (schema.properties?.[name] ?? {}) as Schema & { examples?: readonly unknown[] };
    const sample = preset ?? examples?.[0] ?? choices?.[0];
    if (sample === undefined) return place;
    return typeof sample === 'string' ? sample : JSON.stringify(sample);
  });
}
