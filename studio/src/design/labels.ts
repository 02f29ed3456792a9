/** The honest labels and what each of them means, for the hover. */
const meanings: Record<string, string> = {
  recorded: 'Real answers of this model, played back from a recording',
  injected: 'A fault that was switched on on purpose (spec.faults)',
  local: 'Runs inside this server',
  embedded: 'Part of this server',
  emulated: 'Built from another operation of the vendor',
  critical: 'The road map’s first class: without it this product lacks what it is for',
  high: 'The road map’s second class',
  medium: 'The road map’s third class',
  estimated: 'Counted here, since no vendor has told it',
  'not signed': 'This vendor does not sign what it sends: only the secret address says who sent it',
  'list price': 'Reckoned with the price table, not with an invoice',
};

export function meaning(label: string): string | undefined {
  return meanings[label];
}
