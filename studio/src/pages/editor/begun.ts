/** What a workflow that is not there yet begins with. */
export const begunAs = (id: string): string => `kind: workflow
id: ${id}
spec:
  input: {}
  steps:
    - id: hello
      transform: Hello
`;
