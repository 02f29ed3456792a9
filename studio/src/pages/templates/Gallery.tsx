import { useCallback, useState } from 'react';
import { useMay } from '@/api/rights';
import { BeginWorkflow } from './BeginWorkflow';
import { TemplateCards } from './TemplateCards';

/** Templates to begin with, for who may write drafts. */
export function Gallery({ taken }: { taken: readonly string[] }) {
  const [begun, setBegun] = useState('');
  const close = useCallback(() => setBegun(''), []);
  const mayDraft = useMay()('control:workflow.draft');
  if (!mayDraft) return null;
  return (
    <section className="begin-with" aria-label="Begin with a template">
      <h2>Begin with one that works as it is</h2>
      <TemplateCards onPick={setBegun} />
      {begun === '' ? null : <BeginWorkflow taken={taken} template={begun} onClose={close} />}
    </section>
  );
}
