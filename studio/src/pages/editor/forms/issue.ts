import { asks, by, lines, type StepForm } from './form';
import { ProjectPick, ProviderPick } from './picks';

/** A new issue. */
export const issue: StepForm = {
  title: 'Open an issue',
  icon: 'ticket',
  words: 'ticket task bug jira linear github gitlab tracker',
  calls: 'tracker.issue.create',
  kind: 'call',
  capability: /^tracker\.issue\.create$/,
  first: [
    by(ProviderPick, 'provider', 'Tracker', '', { input: 'text' }),
    by(ProjectPick, 'with.project', 'Project', '', { required: true, input: 'text' }),
    asks('with.title', 'Title', 'One line.', { required: true }),
    lines('with.body', 'Text', '${…} puts a value in.'),
    asks('with.labels', 'Labels', 'With commas between them.', { input: 'texts' }),
  ],
  value: (id) => `\${${id}.key}`,
};
