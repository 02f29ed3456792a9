import { asks, by, type StepForm } from './form';
import { Method } from './Method';
import { Named } from './Named';
import { ProviderPick } from './picks';
import { isObject } from '../values';

const named = (value: unknown) => value === undefined || isObject(value);

/** A request to an HTTP service. */
export const http: StepForm = {
  title: 'Send an HTTP request',
  icon: 'link',
  words: 'api rest url webhook fetch get post',
  calls: 'http.request.send',
  kind: 'call',
  capability: /^http\.request\.(read|send|replace)$/,
  first: [
    by(ProviderPick, 'provider', 'Service', '', { input: 'text' }),
    by(Method, 'call', 'Method'),
    asks('with.path', 'Path', 'Below the address of the service, e.g. /orders/7.', { required: true }),
    by(Named, 'with.query', 'Query', 'Parameters behind the path.', { shows: named }),
    by(Named, 'with.headers', 'Headers', 'Those that the service lets one set.', { shows: named }),
    by(Named, 'with.body', 'Body', 'Fields of the JSON that is sent.', { shows: named }),
  ],
  covers: ['with.method'],
  value: (id) => `\${${id}.body}`,
};
