// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Outward } from './Outward';

afterEach(cleanup);

it('leads to pages outside, by their host', () => {
  render(<Outward address="https://docs.example.com/api?v=3" />);
  const link = screen.getByRole('link', { name: 'docs.example.com' });
  expect(link.getAttribute('href')).toBe('https://docs.example.com/api?v=3');
  expect(link.getAttribute('rel')).toBe('noreferrer');
});

it('says what it is told to say', () => {
  render(<Outward address="http://docs.example.com">its own pages</Outward>);
  expect(screen.getByRole('link', { name: 'its own pages' })).toBeDefined();
});

it.each(['javascript:alert(1)', 'JavaScript://docs.example.com/%0aalert(1)', 'data:text/html,x', 'https://', 'https://[', 'docs.example.com', '/docs', ''])('shows %s and leads nowhere', (address) => {
  const { container } = render(<Outward address={address}>its own pages</Outward>);
  expect(screen.queryByRole('link')).toBeNull();
  expect(container.textContent).toBe(address);
});
