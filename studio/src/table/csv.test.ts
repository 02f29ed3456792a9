import { expect, it } from 'vitest';
import { csv } from './csv';

it('writes rows that any reader takes apart again', () => {
  expect(csv([['name', 'cost'], ['a, "b"', '-0.5'], ['two\nlines', '']])).toBe('name,cost\r\n"a, ""b""",-0.5\r\n"two\nlines",\r\n');
});

it('hands a spreadsheet no formula', () => {
  expect(csv([['=HYPERLINK("x")', '+1', '@a', '-cmd']])).toBe('"\'=HYPERLINK(""x"")",\'+1,\'@a,\'-cmd\r\n');
});
