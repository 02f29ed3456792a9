import type { ReactNode } from 'react';

/** The hand-made set: 16 units wide, one stroke of 1.5, drawn in the colour of the text around it. */
const shapes = {
  person: (
    <>
      <circle cx="8" cy="5" r="2.75" />
      <path d="M2.5 14.25a5.5 5.5 0 0 1 11 0" />
    </>
  ),
  file: <path d="M3.75 1.75h5.5l3 3v9.5h-8.5zM9 2v3h3" />,
  download: <path d="M8 2v8M4.75 7 8 10.25 11.25 7M2.5 13.5h11" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 4 4" />
    </>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 2.25v11.5a5.75 5.75 0 0 0 0-11.5z" fill="currentColor" stroke="none" />
    </>
  ),
  signout: <path d="M6.25 2.75h-3.5v10.5h3.5M6.5 8h7.25M10.75 5l3 3-3 3" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  add: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  fit: <path d="M2.5 6v-3.5h3.5M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />,
  link: (
    <path d="M6.75 9.25a2.75 2.75 0 0 0 4 0l2.25-2.25a2.83 2.83 0 0 0-4-4L8 4M9.25 6.75a2.75 2.75 0 0 0-4 0L3 9a2.83 2.83 0 0 0 4 4l1-1" />
  ),
  copy: (
    <>
      <rect x="5.75" y="5.75" width="8" height="8" rx="1" />
      <path d="M3.5 10.25h-1v-8h8v1" />
    </>
  ),
  play: <path d="M4.5 3v10l8-5z" />,
  check: <path d="m3.5 8.5 3 3 6-7" />,
  again: <path d="M13 8a5 5 0 1 1-1.5-3.55M13 2.25v3h-3" />,
  undo: <path d="M5.5 3 2.5 6l3 3M2.5 6h6.75a4 4 0 0 1 0 8H6" />,
  redo: <path d="m10.5 3 3 3-3 3M13.5 6H6.75a4 4 0 0 0 0 8H10" />,
  stop: <rect x="3.75" y="3.75" width="8.5" height="8.5" rx="1" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="3" cy="8" r="1.5" />
      <circle cx="8" cy="8" r="1.5" />
      <circle cx="13" cy="8" r="1.5" />
    </g>
  ),
  up: <path d="m4 9.75 4-4 4 4" />,
  branch: <path d="M1.5 8H6c3.5 0 3-4.5 6.5-4.5h2M6 8c3.5 0 3 4.5 6.5 4.5h2" />,
  chat: <path d="M2.25 3h11.5v8H7l-3 2.5V11H2.25z" />,
  message: <path d="M2.25 2.75h11.5v8H8.5l-3.25 2.75v-2.75h-3zM5 5.5h6M5 8h4" />,
  mail: <path d="M1.75 3.5h12.5v9H1.75zM1.75 4 8 9l6.25-5" />,
  vote: <path d="M2.25 2.75h11.5v10.5H2.25zM5 8l2.25 2.25L11 6" />,
  ticket: <path d="M2 4.25h12v2.5a1.25 1.25 0 0 0 0 2.5v2.5H2v-2.5a1.25 1.25 0 0 0 0-2.5zM6 4.25v7.5" />,
  database: (
    <path d="M2.75 4c0-1 2.35-1.75 5.25-1.75S13.25 3 13.25 4v8c0 1-2.35 1.75-5.25 1.75S2.75 13 2.75 12zM2.75 4c0 1 2.35 1.75 5.25 1.75S13.25 5 13.25 4M2.75 8c0 1 2.35 1.75 5.25 1.75S13.25 9 13.25 8" />
  ),
  transform: <path d="M11.5 2.5c-2-.75-3.25.25-3.5 2L6.5 13c-.3 1.5-1.5 2-3 1.25M5.25 7h5" />,
  down: <path d="m4 6.25 4 4 4-4" />,
  left: <path d="m9.75 4-4 4 4 4" />,
  right: <path d="m6.25 4 4 4-4 4" />,
  offline: (
    <path d="M2 2l12 12M4.5 7a6 6 0 0 1 2-1.2M2 5a9.5 9.5 0 0 1 2-1.3M8.5 5.6a6 6 0 0 1 3 1.4M7 3a9.5 9.5 0 0 1 7 2M6.5 10a3 3 0 0 1 2.5 0" />
  ),
  queued: <circle cx="8" cy="8" r="5.75" strokeDasharray="2.4 2.1" />,
  running: (
    <>
      <circle cx="8" cy="8" r="5.75" opacity=".28" />
      <path className="spin" d="M8 2.25a5.75 5.75 0 1 1-5.75 5.75" />
    </>
  ),
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M6.5 5.75v4.5M9.5 5.75v4.5" />
    </>
  ),
  succeeded: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m5.4 8.2 1.9 1.9 3.4-3.9" />
    </>
  ),
  failed: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none" />
      <path d="m5.75 5.75 4.5 4.5M10.25 5.75l-4.5 4.5" className="knock" />
    </>
  ),
  cancelled: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m4.2 11.8 7.6-7.6" />
    </>
  ),
  connected: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none" />
    </>
  ),
  degraded: <path d="M8 2.25 14.25 13.25H1.75zM8 6.25v3.25M8 11v.6" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** A drawing like those of the set, as paths: what is drawn in lines, and what is filled. */
export interface Drawing {
  line: string;
  filled?: string;
}

/** One of the set, or a drawing of one's own. */
export type Sign = IconName | Drawing;

export function Icon({ name, size = 16 }: { name: Sign; size?: number }) {
  return (
    <svg className="i" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      {typeof name === 'string' ? shapes[name] : <Drawn of={name} />}
    </svg>
  );
}

function Drawn({ of: { line, filled } }: { of: Drawing }) {
  return (
    <>
      <path d={line} />
      {filled === undefined ? null : <path d={filled} fill="currentColor" stroke="none" />}
    </>
  );
}

/** The mark: a line that leaves and comes back. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d="M6 0v2.5C6 7.5 14.5 5 14.5 10S6 12.5 6 17.5V20" stroke="currentColor" strokeWidth="2.25" />
      <path d="M6 8.2v1.4M6 11v1.4" stroke="currentColor" strokeWidth="2.25" opacity=".35" />
      <circle cx="14.5" cy="10" r="3.25" fill="var(--accent)" />
    </svg>
  );
}
