// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TableHead, TableSkeleton, type Column } from './Columns';

afterEach(cleanup);

const columns: Column[] = [
  { name: 'Key', about: 100 },
  { name: 'Used', about: 40, num: true, hint: 'when it was used last', sorted: 'ascending' },
];

it('has a head for each column, with its hint and its order', () => {
  render(
    <table>
      <TableHead columns={columns} />
    </table>,
  );
  const [key, used] = screen.getAllByRole('columnheader');
  expect([key?.textContent, key?.className, key?.getAttribute('aria-sort')]).toEqual(['Key', '', null]);
  expect([used?.textContent, used?.className, used?.title, used?.getAttribute('aria-sort')]).toEqual(['Used', 'num', 'when it was used last', 'ascending']);
});

it('draws rows of words of several lengths and figures of one', () => {
  const { container } = render(<TableSkeleton name="keylist" columns={columns} />);
  const widths = (at: number) => new Set([...container.querySelectorAll<HTMLElement>(`td:nth-child(${at}) .sk`)].map((bar) => bar.style.width));
  expect(container.querySelectorAll('tbody tr').length).toBe(5);
  expect(widths(1).size).toBe(5);
  expect([...widths(2)]).toEqual(['40px']);
});
