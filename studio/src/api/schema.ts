import type { components } from './generated';

/** The wire shapes the console reads, by the names it knows them by. */
type Shapes = components['schemas'];

export type { Folded, Json, Payload } from './json';

export interface Page<T> {
  items: T[];
  next?: string;
  truncated: boolean;
}

export type Money = Shapes['Money'];
export type Session = Shapes['Session'];
export type Problem = Shapes['ErrorBody'];

export type RunSummary = Shapes['RunSummary'];
export type RunState = RunSummary['state'];
export type RunCounts = Shapes['RunCountsView'];
export type Run = Shapes['Run'];
export type RunProvider = Shapes['RunProvider'];
export type Timeline = Shapes['RunTimelineView'];

export type RunApproval = Shapes['RunApprovalView'];
export type Trigger = Shapes['TriggerView'];
export type TriggerStart = Shapes['StartView'];
export type TriggerTrial = Shapes['TriggerTrial'];

export type WorkflowSummary = Shapes['WorkflowSummary'];
export type WorkflowDetail = Shapes['WorkflowDetail'];
export type WorkflowView = Shapes['WorkflowView'];
export type CheckedWorkflow = Shapes['CheckedWorkflow'];
export type WorkflowDraft = Shapes['WorkflowDraft'];
export type StepTrial = Shapes['StepTrial'];
export type TemplateSummary = Shapes['TemplateSummary'];
export type TemplateDetail = Shapes['TemplateDetail'];
export type ListedCase = Shapes['ListedCase'];
export type WorkflowCase = Shapes['WorkflowCase'];
export type CaseReport = Shapes['CaseReport'];
export type CaseVerdict = Shapes['CaseVerdict'];
export type WorkflowEdit = Shapes['WorkflowEdit'];
export type StepView = Shapes['StepView'];
export type NodeProgress = Shapes['NodeProgress'];
export type StepInstance = Shapes['StepInstance'];
export type StepDetail = Shapes['StepDetail'];
export type StepAnswer = Shapes['StepAnswer'];
export type StepState = NodeProgress['state'];

export type DecisionSummary = Shapes['DecisionSummary'];
export type DecisionVolume = Shapes['DecisionVolume'];
export type Outcome = DecisionSummary['outcome'];
export type Decision = Shapes['DecisionDetail'];
export type DecisionContent = Shapes['DecisionContent'];
export type Attempt = Shapes['Attempt'];
export type Candidate = Shapes['Candidate'];
export type Hold = Shapes['Hold'];
export type Failure = Shapes['FailureView'];
export type Recomputed = Shapes['Recomputed'];

export type Provider = Shapes['Provider'];
export type ProviderState = Provider['state'];
export type ProviderDetail = Shapes['ProviderPage'];
export type Moment = Shapes['Moment'];
export type OfferedModel = Shapes['OfferedModel'];
export type UnitPrice = Shapes['UnitPrice'];
export type AskingBudget = Shapes['AskingBudget'];

export type Resource = Shapes['Resource'];
export type ResourceVersion = Shapes['ResourceVersion'];
export type Applied = Shapes['Applied'];
export type RouteTrial = Shapes['RouteTrial'];
export type DescribedCall = Shapes['Described'];
export type Replay = Shapes['ReplayView'];
export type ReplayResult = Shapes['Result'];

export type GuardrailFindings = Shapes['GuardrailFindings'];

export type Rollout = Shapes['RolloutView'];
export type Learning = Shapes['LearningView'];

export type CapabilityMatrix = Shapes['CapabilityMatrix'];
export type MatrixRow = Shapes['MatrixRow'];
export type MatrixCell = Shapes['MatrixCell'];
export type FeatureCell = Shapes['FeatureCell'];
export type ConnectorDetail = Shapes['ConnectorDetail'];
export type ProbedPart = Shapes['ProbedPart'];

export type UsageFigure = Shapes['UsageFigure'];
export type UsagePage = Shapes['UsagePage'];
export type SavingView = Shapes['SavingView'];
export type ComparedCalls = Shapes['ComparedCalls'];
export type SavingStep = Shapes['SavingStep'];
export type Recommendations = Shapes['RecommendationsView'];
export type Recommendation = Shapes['RecommendationView'];
export type OfferEvidence = Shapes['OfferEvidence'];

export type Account = Shapes['Account'];
export type ProviderConnection = Shapes['ProviderConnection'];
export type AuditLine = Shapes['AuditLine'];

export type Key = Shapes['KeyView'];
export type NewKey = Shapes['NewKey'];
export type ChangedKey = Shapes['ChangedKey'];
export type IssuedKey = Shapes['IssuedKey'];

export type Secret = Shapes['SecretView'];

export type Rehearsal = Shapes['RehearsalView'];
export type RehearsalReport = Shapes['RehearsalReport'];
export type RehearsalOutlook = Shapes['RehearsalOutlook'];

export type Hook = Shapes['HookView'];
export type IssuedHook = Shapes['IssuedHook'];
export type Delivery = Shapes['DeliveryView'];
export type DeliveryCounts = Shapes['DeliveryCountsView'];
export type DeliveryStart = Shapes['DeliveryStart'];
export type OpenedDelivery = Shapes['OpenedDelivery'];
export type Refusal = Shapes['DeliveryRefusal'];
export type DeliveryBody = Shapes['DeliveryBody'];

export type ChangedPlugin = Shapes['ChangedPlugin'];
export type PluginTrial = Shapes['PluginTrial'];
export type TriedFile = Shapes['TriedFile'];
export type PluginView = Shapes['PluginView'];
export type PluginVersion = Shapes['PluginVersion'];
export type PluginDifference = Shapes['PluginDifference'];

/** A limit as a row: its own name, and an id that no other row has. */
export type Limit = Shapes['LimitView'] & { name: string };

export type Approval = Shapes['ApprovalView'];
