/** How often what is shown is asked for again, in milliseconds. */
export const pace = 2_000;

/** Filters for which the server opens decisions one by one. */
const openedBy = ['model', 'key', 'team', 'project', 'user', 'label', 'route', 'guardrail', 'text'];

/** A search of what callers asked is audited each time, so that it is not repeated by itself. */
export const decisionsPace = (asked: Readonly<Record<string, string>>) => (asked.text !== undefined && asked.texts !== 'false' ? false : openedBy.some((name) => name in asked) ? 3 * pace : pace);
