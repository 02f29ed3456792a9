import type { ReactNode } from 'react';

/** A link to pages outside, by their host where nothing else is said; what is no address of the web is shown and leads nowhere. */
export function Outward({ address, children }: { address: string; children?: ReactNode }) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol)) return <span className="soft">{address}</span>;
  return (
    <a href={url.href} target="_blank" rel="noreferrer" title={address}>
      {children ?? url.host}
    </a>
  );
}
