import type { ComponentType } from 'react';
import type { IconName } from '@/design/Icon';
import type { Form } from '../Inputs';
import type { StepField } from '../kinds';

/** A field that a form shows first, under a name that people use for it. */
export interface Shown extends StepField {
  /** What stands in place of a plain input. */
  Control?: ComponentType<Asking>;
  /** Whether what stands in place of a plain input can show a value; one that it cannot stays a raw field. */
  shows?: (value: unknown) => boolean;
}

/** What a control of a form is told. */
export interface Asking {
  field: Shown;
  form: Form;
  /** Path of the step, or of the call in it, that the form is of: empty, or ending in a dot. */
  at: string;
}

/** A form for people of one type of step, or of calls of some capabilities. */
export interface StepForm {
  /** What the step does, in words. */
  title: string;
  icon: IconName;
  /** What else people call it. */
  words: string;
  /** The capability that a new step of it calls. */
  calls?: string;
  kind: string;
  /** Of a call: those of these capabilities. */
  capability?: RegExp;
  /** What is shown first, in this order; the rest is folded. */
  first: readonly Shown[];
  /** Further paths that its controls write. */
  covers?: readonly string[];
  /** How later steps read its value. */
  value?: (id: string) => string;
}

type Told = Partial<Shown> & { choices?: readonly string[] };

/** A field at a path. */
export const asks = (path: string, label: string, hint = '', told: Told = {}): Shown => ({ path, label, hint, required: false, input: 'text', choices: [], ...told });

/** A text of several lines. */
export const lines = (path: string, label: string, hint = '', told: Told = {}): Shown => asks(path, label, hint, { input: 'lines', ...told });

/** A field of another control. */
export const by = (Control: ComponentType<Asking>, path: string, label: string, hint = '', told: Told = {}): Shown => asks(path, label, hint, { input: 'value', Control, ...told });

/** The field as it stands in one of several calls of a step. */
export const within = (field: Shown, at: string): Shown => (at === '' ? field : { ...field, path: at + field.path });
