/** How long ago an instant lies, in the largest whole unit: `now`, `20 s ago`, `12 min ago`, `3 h ago`, `5 d ago`. */
export function ago(at: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(at)) / 1000);
  if (seconds < 1) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** How long until an instant, in the largest whole unit, rounded up: `in 20 s`, `in 12 min`, `in 3 h`, `in 5 d`; `now` when it is past. */
export function until(at: string, now: number): string {
  const seconds = Math.ceil((Date.parse(at) - now) / 1000);
  if (seconds < 1) return 'now';
  if (seconds <= 60) return `in ${seconds} s`;
  if (seconds <= 3600) return `in ${Math.ceil(seconds / 60)} min`;
  if (seconds <= 172_800) return `in ${Math.ceil(seconds / 3600)} h`;
  return `in ${Math.ceil(seconds / 86_400)} d`;
}

/** The exact instant where the reader sits, for the hover: `2026-11-20 07:58:11.402 UTC+1`. */
export function exact(at: string): string {
  const east = -new Date(at).getTimezoneOffset();
  const shifted = new Date(Date.parse(at) + east * 60_000).toISOString();
  return `${shifted.replace('T', ' ').replace('Z', '')} ${zone(east)}`;
}

function zone(east: number): string {
  const minutes = Math.abs(east) % 60;
  const hours = `${Math.floor(Math.abs(east) / 60)}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
  return east === 0 ? 'UTC' : `UTC${east > 0 ? '+' : '-'}${hours}`;
}

/** The time of day where the reader sits: `06:58:06`. */
export function clock(at: number | string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour12: false });
}

/** A day that is far from now: `14 Jan`, in another year `14 Jan 2027`. */
export function farDay(at: string, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** A tick under a chart that spans a day: `13:00`, the first one with its weekday. */
export function dayTick(at: number, first: boolean): string {
  const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false });
  return first ? `${new Date(at).toLocaleDateString('en-GB', { weekday: 'short' })} ${time}` : time;
}

/** A tick under a chart that spans more than a day: `13 Nov, 08:00`. */
export function dateTick(at: number): string {
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
}
