/** Those in which all words stand; one whose name is asked for comes first, then those whose names hold the words. */
export function search<T extends { key: string; about: string }>(all: readonly T[], typed: string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ key, about }: T): number => {
    const name = key.toLowerCase();
    if (name === typed.trim().toLowerCase()) return 0;
    if (words.every((word) => name.includes(word))) return 1;
    return words.every((word) => `${name} ${about.toLowerCase()}`.includes(word)) ? 2 : 3;
  };
  return [0, 1, 2].flatMap((wanted) => all.filter((one) => rank(one) === wanted));
}
