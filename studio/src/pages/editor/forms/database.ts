import { isObject } from '../values';
import { asks, by, type StepForm } from './form';
import { Named } from './Named';
import { ProviderPick } from './picks';

/** A query or a statement of SQL. */
export const database: StepForm = {
  title: 'Ask or change a database',
  icon: 'database',
  words: 'sql postgresql mysql mariadb table select insert query',
  calls: 'database.query.run',
  kind: 'call',
  capability: /^database\.(query|statement)\.run$/,
  first: [
    by(ProviderPick, 'provider', 'Database', '', { input: 'text' }),
    asks('with.sql', 'SQL', 'A value stands as :name; its name is added below.', { required: true, input: 'code' }),
    by(Named, 'with.parameters', 'Values', 'What stands for each :name.', { shows: (value) => value === undefined || isObject(value) }),
  ],
};
