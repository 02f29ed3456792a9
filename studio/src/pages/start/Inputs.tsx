import { useId, type ReactNode } from 'react';
import { Icon } from '@/design/Icon';
import { asFields, asList, asPicked, asText, choiceText, fresh, Picked, type Draft } from './draft';
import { takes, type Shape } from './shape';

interface Props {
  shape: Shape;
  /** Where it stands in the input, such as `complaints[2].narrative`. */
  path: string;
  required: boolean;
  draft: Draft;
  flaws: Readonly<Record<string, string>>;
  onChange: (draft: Draft) => void;
}

/** Every field of a form of this shape. */
export function Fields({ shape, path, draft, onChange, ...rest }: Omit<Props, 'required'>) {
  if (shape.kind !== 'object') return <Entry shape={shape} path={path} draft={draft} onChange={onChange} required {...rest} />;
  if (shape.fields.length === 0) return <p className="soft">It takes no input.</p>;
  return shape.fields.map(({ name, required, shape: of }) => (
    <Entry key={name} shape={of} path={path === '' ? name : `${path}.${name}`} required={required} draft={asFields(draft)[name]} onChange={(next) => onChange({ ...asFields(draft), [name]: next })} {...rest} />
  ));
}

function Entry(props: Props) {
  const { shape } = props;
  if (shape.kind === 'object') return <Inner {...props} shape={shape} />;
  if (shape.kind === 'list') return <List {...props} shape={shape} />;
  if (shape.kind === 'variants') return <Variants {...props} shape={shape} />;
  return <Scalar {...props} />;
}

/** Name left, where it stands and what it takes right. */
function Name({ shape, path, required, htmlFor }: Pick<Props, 'shape' | 'path' | 'required'> & { htmlFor?: string }) {
  const name = (
    <>
      {shape.title}
      {required ? <span aria-hidden="true"> *</span> : <span className="soft"> optional</span>}
    </>
  );
  return (
    <div className="name">
      {htmlFor === undefined ? <b>{name}</b> : <label htmlFor={htmlFor}>{name}</label>}
      <small className="soft">
        <code>input{path === '' ? '' : `.${path}`}</code> {takes(shape)}
      </small>
    </div>
  );
}

function Said({ id, wrong, hint }: { id?: string; wrong: string | undefined; hint: string | undefined }) {
  if (wrong !== undefined) {
    return (
      <p className="wrong small" id={id}>
        <Icon name="failed" size={14} />
        <span>{wrong}</span>
      </p>
    );
  }
  return hint === undefined ? null : (
    <p className="soft small" id={id}>
      {hint}
    </p>
  );
}

function Scalar({ shape, path, required, draft, flaws, onChange }: Props) {
  const id = useId();
  const wrong = flaws[path];
  const shared = { id, name: path === '' ? 'input' : path, 'aria-invalid': wrong !== undefined, 'aria-required': required, 'aria-describedby': `${id}-said` };
  // A text that has to be given and was emptied is an empty text; anything else is not given then.
  const kept = shape.kind === 'JSON' || (shape.kind === 'text' && required);
  const change = ({ target: { value } }: { target: { value: string } }) => onChange(value === '' && !kept ? undefined : value === emptyChoice && shape.kind === 'one of' ? '' : value);
  return (
    <div className="entry">
      <Name shape={shape} path={path} required={required} htmlFor={id} />
      {chosen(shape) === undefined ? (
        shape.kind === 'JSON' || isLong(shape, asText(draft)) ? (
          <textarea {...shared} className={shape.kind === 'JSON' ? 'area mono' : 'area'} rows={shape.kind === 'JSON' ? 4 : 2} spellCheck={false} value={asText(draft)} onChange={change} />
        ) : (
          <input {...shared} className="in" type="text" inputMode={shape.kind === 'text' ? undefined : 'decimal'} spellCheck={false} autoComplete="off" placeholder={example(shape)} value={asText(draft)} onChange={change} />
        )
      ) : (
        <select {...shared} className="in" value={draft === '' ? emptyChoice : asText(draft)} onChange={change}>
          <option value="">{required ? 'choose' : 'not given'}</option>
          {chosen(shape)?.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      )}
      <Said id={`${id}-said`} wrong={wrong} hint={shape.hint} />
    </div>
  );
}

/** How the empty text stands among choices, where nothing at all means that none is taken. */
const emptyChoice = '""';

function chosen(shape: Shape): [string, string][] | undefined {
  if (shape.kind === 'yes or no') return [['true', 'yes'], ['false', 'no']];
  return shape.kind === 'one of' ? shape.choices.map((choice) => [choiceText(choice) || emptyChoice, choiceText(choice) || emptyChoice]) : undefined;
}

function isLong({ schema }: Shape, typed: string): boolean {
  return typed.includes('\n') || (typeof schema.maxLength === 'number' && schema.maxLength > 200);
}

function example({ schema }: Shape): string | undefined {
  const [first] = Array.isArray(schema.examples) ? (schema.examples as unknown[]) : [];
  return first === undefined ? undefined : choiceText(first);
}

function Group({ children, ...name }: Pick<Props, 'shape' | 'path' | 'required' | 'flaws'> & { children: ReactNode }) {
  return (
    <div className="entry" role="group" aria-label={name.path === '' ? 'input' : name.path}>
      <Name {...name} />
      {children}
      <Said wrong={name.flaws[name.path]} hint={name.shape.hint} />
    </div>
  );
}

function Inner({ shape, draft, onChange, ...rest }: Props) {
  return (
    <Group shape={shape} {...rest}>
      {draft === undefined ? (
        <Small label={`Give ${shape.title}`} onClick={() => onChange(fresh(shape))} />
      ) : (
        <div className="nested">
          <Fields shape={shape} path={rest.path} flaws={rest.flaws} draft={draft} onChange={onChange} />
          {rest.required ? null : <Small label={`Leave ${shape.title} out`} icon="close" onClick={() => onChange(undefined)} />}
        </div>
      )}
    </Group>
  );
}

function List({ shape, draft, onChange, ...rest }: Props & { shape: Shape & { kind: 'list' } }) {
  const items = asList(draft);
  return (
    <Group shape={shape} {...rest}>
      {items.length === 0 ? null : (
        <ol className="nested rows">
          {items.map((item, at) => (
            // Rows have no id of their own.
            <li key={at}>
              <div className="row-head">
                <b>{at + 1}</b>
                <button type="button" className="ghost" aria-label={`Take out ${rest.path}[${at}]`} onClick={() => onChange(items.filter((_, n) => n !== at))}>
                  <Icon name="close" size={14} />
                </button>
              </div>
              <div>
                <Fields shape={shape.item} path={`${rest.path}[${at}]`} flaws={rest.flaws} draft={item} onChange={(next) => onChange(items.map((one, n) => (n === at ? next : one)))} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <Small label={`Add to ${shape.title}`} onClick={() => onChange([...items, fresh(shape.item)])} />
    </Group>
  );
}

function Variants({ shape, draft, onChange, ...rest }: Props & { shape: Shape & { kind: 'variants' } }) {
  const picked = asPicked(draft);
  const one = shape.of[picked.at];
  const pick = (at: string) => {
    const next = shape.of[Number(at)];
    onChange(at === '' || next === undefined ? undefined : new Picked(Number(at), fresh(next)));
  };
  return (
    <Group shape={shape} {...rest}>
      <select className="in" aria-label={`Form of ${rest.path}`} value={draft === undefined ? '' : picked.at} onChange={(event) => pick(event.target.value)}>
        {draft === undefined || !rest.required ? <option value="">{rest.required ? 'choose' : 'not given'}</option> : null}
        {shape.of.map(({ title }, at) => (
          <option key={at} value={at}>
            {title}
          </option>
        ))}
      </select>
      {one === undefined || draft === undefined ? null : (
        <div className="nested">
          <Fields shape={one} path={rest.path} flaws={rest.flaws} draft={picked.draft} onChange={(next) => onChange(new Picked(picked.at, next))} />
        </div>
      )}
    </Group>
  );
}

function Small({ label, icon = 'add', onClick }: { label: string; icon?: 'add' | 'close'; onClick: () => void }) {
  return (
    <div>
      <button type="button" className="btn small" onClick={onClick}>
        <Icon name={icon} size={14} />
        {label}
      </button>
    </div>
  );
}
