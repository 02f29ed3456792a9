/** The texts that an editor has had, and which of them it shows. */
export interface History {
  texts: readonly string[];
  at: number;
}

/** Texts that are kept at most; the oldest goes. */
const most = 200;

export const begin = (text: string): History => ({ texts: [text], at: 0 });

export const shown = ({ texts, at }: History): string => texts[at] ?? '';

/** Another text behind the one that is shown; what was undone is forgotten. */
export function written(history: History, text: string): History {
  if (text === shown(history)) return history;
  const texts = [...history.texts.slice(0, history.at + 1), text].slice(-most);
  return { texts, at: texts.length - 1 };
}

/** What is typed letter by letter is one step: it takes the place of the text that is shown. */
export function typed(history: History, text: string): History {
  const texts = [...history.texts.slice(0, history.at), text];
  return { texts, at: texts.length - 1 };
}

export const canUndo = ({ at }: History): boolean => at > 0;
export const canRedo = ({ texts, at }: History): boolean => at < texts.length - 1;
export const undone = (history: History): History => (canUndo(history) ? { ...history, at: history.at - 1 } : history);
export const redone = (history: History): History => (canRedo(history) ? { ...history, at: history.at + 1 } : history);
