import type { Digits } from './exact';

/** Any JSON value. */
export type Json = null | boolean | number | string | Digits | Json[] | { [key: string]: Json };

/** What stands in place of a payload that is too large to send whole. */
export interface Folded {
  truncated: true;
  size: number;
  /** Where the whole value is read. */
  at?: string;
}

/** A payload: folded by the server once it is large. */
export type Payload = Json | Folded;
