import { Icon } from '@/design/Icon';
import { csv } from './csv';

/** Saves what a list shows as a file. */
export function ExportCsv({ name, rows }: { name: string; rows: (() => string[][]) | undefined }) {
  const save = () => {
    if (rows === undefined) return;
    const url = URL.createObjectURL(new Blob([csv(rows())], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" className="btn" disabled={rows === undefined} onClick={save}>
      <Icon name="download" size={14} />
      Export CSV
    </button>
  );
}
