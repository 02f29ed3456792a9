import { expect, it } from 'vitest';
import { conditionOf, expressionOf } from './condition';

const both = (expression: string, type?: string) => {
  const condition = conditionOf(expression);
  return condition === undefined ? undefined : expressionOf(condition, type);
};

it.each(["${ask.choice == 'approve'}", '${order.total >= 20.5}', '${paid != true}', '${a.b == c.d}', "${note.contains('urgent')}", "${code == '12'}", "${name == 'O\\'Neil'}", '${items[0].price < -3}'])('says %s in three inputs, and says it again', (expression) => {
  expect(both(expression)).toBe(expression);
});

it('shows a text without quotes, and a value by its name', () => {
  expect(conditionOf("${ask.choice == 'approve'}")).toEqual({ name: 'ask.choice', how: '==', than: 'approve' });
  expect(conditionOf('${a == b.c}')).toEqual({ name: 'a', how: '==', than: '${b.c}' });
  expect(conditionOf("${code == '12'}")?.than).toBe("'12'");
});

it('leaves an expression that says more to be written', () => {
  for (const more of ['${a > 1 && b < 2}', '${size(list) == 0}', '${!done}', '${a == b + 1}', 'approve', true]) expect(conditionOf(more)).toBeUndefined();
});

it('is empty where nothing is asked, and where all is taken', () => {
  expect(conditionOf(undefined)).toEqual({ name: '', how: '==', than: '' });
  expect(conditionOf('${true}')?.name).toBe('');
  expect(expressionOf({ name: '', how: '==', than: 'x' }, undefined)).toBeUndefined();
});

it('compares a text with digits as a text', () => {
  expect(expressionOf({ name: 'code', how: '==', than: '12' }, 'text')).toBe("${code == '12'}");
  expect(expressionOf({ name: 'count', how: '>', than: '12' }, 'integer')).toBe('${count > 12}');
  expect(expressionOf({ name: 'note', how: 'contains', than: '7' }, undefined)).toBe("${note.contains('7')}");
});
