package io.auterity.server.wiring;

import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.call.Acts;
import io.auterity.server.audit.AuditController;
import io.auterity.server.cache.CacheController;
import io.auterity.server.capabilities.CapabilityController;
import io.auterity.server.decisions.DecisionController;
import io.auterity.server.decisions.FeedbackController;
import io.auterity.server.hooks.WebhookController;
import io.auterity.server.keys.KeyController;
import io.auterity.server.limits.ApprovalController;
import io.auterity.server.limits.SettleController;
import io.auterity.server.plugins.PluginController;
import io.auterity.server.plugins.PluginVersionController;
import io.auterity.server.providers.ConnectionController;
import io.auterity.server.providers.ConsentController;
import io.auterity.server.providers.ProviderController;
import io.auterity.server.rehearsals.RehearsalController;
import io.auterity.server.resources.ResourceController;
import io.auterity.server.runs.RunController;
import io.auterity.server.runs.StandstillController;
import io.auterity.server.runs.steps.StepController;
import io.auterity.server.secrets.SecretController;
import io.auterity.server.triggers.TriggerController;
import io.auterity.server.workflows.WorkflowController;
import java.util.List;

/** The acts of all features. */
final class ServerActs {

  static final Acts ALL =
      new Acts(
          List.of(
              AuditController.READ,
              ApprovalController.APPROVE,
              CacheController.PURGE,
              CapabilityController.READ,
              DecisionController.CONTENT_READ,
              FeedbackController.FEEDBACK,
              DecisionController.READ,
              ProviderController.DOCUMENT_WRITE,
              GrantAuthorizer.ENTER,
              KeyController.READ,
              KeyController.WRITE,
              SettleController.SETTLE,
              PluginVersionController.INSTALL,
              PluginController.READ,
              ConnectionController.CONNECT,
              ConsentController.CONSENT,
              ProviderController.READ,
              RehearsalController.REHEARSE,
              ResourceController.READ,
              ResourceController.WRITE,
              StepController.ANSWER,
              RunController.CANCEL,
              RunController.READ,
              StandstillController.REPAIR,
              RunController.START,
              SecretController.READ,
              GrantAuthorizer.SECRET_USE,
              GrantAuthorizer.SECRET_WRITE,
              TriggerController.READ,
              TriggerController.WRITE,
              WebhookController.READ,
              WebhookController.WRITE,
              WorkflowController.READ));

  private ServerActs() {}
}
