import type { Json } from '@/api/schema';
import { JsonTree } from '@/json/JsonTree';

/** What is shown to voters: texts as they are, all else as JSON. */
export function Shown({ of }: { of: Json | undefined }) {
  if (of === undefined || of === null) return null;
  if (typeof of === 'string') return <Letter text={of} />;
  if (typeof of !== 'object' || Array.isArray(of)) return <JsonTree payload={of} name="shown" />;
  return Object.entries(of as Record<string, Json>).map(([name, field]) => (
    <section key={name} aria-label={name}>
      <h3>{name}</h3>
      {typeof field === 'string' ? <Letter text={field} /> : <JsonTree payload={field} name={name} />}
    </section>
  ));
}

function Letter({ text }: { text: string }) {
  return <blockquote className="letter" dir="auto">{text}</blockquote>;
}
