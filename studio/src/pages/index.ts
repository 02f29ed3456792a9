import { accountsPage } from './accounts/page';
import { approvalsPage } from './approvals/page';
import { auditPage } from './audit/page';
import { capabilitiesPage } from './capabilities/page';
import { casesPage } from './cases/page';
import { cataloguePage } from './catalogue/page';
import { chatPage } from './chat/page';
import { connectPage } from './connect/page';
import { decisionPage } from './decision/page';
import { decisionsPage } from './decisions/page';
import { docsPage } from './docs/page';
import { editorPage } from './editor/page';
import { eventsPage } from './events/page';
import { filePage } from './file/page';
import { guardrailsPage } from './guardrails/page';
import { homePage } from './home/page';
import { keysPage } from './keys/page';
import { limitsPage } from './limits/page';
import { playgroundPage } from './playground/page';
import { providersPage } from './providers/page';
import { rehearsalsPage } from './rehearsals/page';
import { routesPage } from './routes/page';
import { runPage } from './run/page';
import { runsPage } from './runs/page';
import { secretsPage } from './secrets/page';
import { signinPage } from './signin/page';
import { templatesPage } from './templates/page';
import { triggersPage } from './triggers/page';
import { usagePage } from './usage/page';
import { workflowsPage } from './workflows/page';

/** The pages inside the shell, in the order of the rail. All that has to do with pages reads this; it is the one place that names them. */
export const pages = [
  homePage,
  runsPage,
  runPage,
  workflowsPage,
  editorPage,
  casesPage,
  templatesPage,
  triggersPage,
  approvalsPage,
  playgroundPage,
  decisionsPage,
  decisionPage,
  providersPage,
  chatPage,
  cataloguePage,
  capabilitiesPage,
  connectPage,
  filePage,
  rehearsalsPage,
  routesPage,
  guardrailsPage,
  eventsPage,
  limitsPage,
  usagePage,
  keysPage,
  secretsPage,
  auditPage,
  accountsPage,
  docsPage,
] as const;

/** Those that stand without the shell, for who is not signed in. */
export const outside = [signinPage] as const;
