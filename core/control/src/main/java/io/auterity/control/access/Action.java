package io.auterity.control.access;

import java.util.Locale;

/** An act on the control plane; calls of capabilities are granted by the capability's own id. */
public enum Action {
  /** What every verified caller may do; what it asks for behind the door is decided there. */
  ENTER(Trace.NONE),
  AUDIT_READ(Trace.NONE),
  BUDGET_APPROVE(Trace.WITH_CHANGE),
  CACHE_PURGE(Trace.AROUND),
  CAPABILITY_READ(Trace.NONE),
  CONTENT_READ(Trace.NONE),
  DECISION_FEEDBACK(Trace.WITH_CHANGE),
  DECISION_READ(Trace.NONE),
  DOCUMENT_WRITE(Trace.AROUND),
  KEY_READ(Trace.NONE),
  KEY_WRITE(Trace.WITH_CHANGE),
  LIMIT_SETTLE(Trace.WITH_CHANGE),
  /**
   * To install, change and remove connectors that are data, which are every tenant's: no role has
   * it, no pattern includes it, and only the operator's keys begin with it.
   */
  PLUGIN_INSTALL(Trace.WITH_CHANGE),
  PLUGIN_READ(Trace.NONE),
  /** To connect a provider to an account at its vendor, and to end that. */
  PROVIDER_CONNECT(Trace.WITH_CHANGE),
  /** To let a provider's connector reach further than before. */
  PROVIDER_CONSENT(Trace.WITH_CHANGE),
  PROVIDER_READ(Trace.NONE),
  /** To take a provider away from some calls for a while. */
  PROVIDER_REHEARSE(Trace.WITH_CHANGE),
  RESOURCE_READ(Trace.NONE),
  RESOURCE_WRITE(Trace.WITH_CHANGE),
  RUN_ANSWER(Trace.AROUND),
  RUN_CANCEL(Trace.AROUND),
  RUN_READ(Trace.NONE),
  RUN_REPAIR(Trace.AROUND),
  RUN_START(Trace.AROUND),
  SECRET_READ(Trace.NONE),
  /** To have a resource use a secret; granted for one by {@code control:secret.use.NAME}. */
  SECRET_USE(Trace.NONE),
  SECRET_WRITE(Trace.WITH_CHANGE),
  TRIGGER_READ(Trace.NONE),
  TRIGGER_WRITE(Trace.WITH_CHANGE),
  WEBHOOK_READ(Trace.NONE),
  WEBHOOK_WRITE(Trace.WITH_CHANGE),
  WORKFLOW_READ(Trace.NONE);

  private final Trace trace;

  Action(Trace trace) {
    this.trace = trace;
  }

  /** What the audit log gets of an act that is done; of one that is refused it gets an entry. */
  public enum Trace {
    /** Nothing of itself: it changes nothing, or what is reached by it tells for itself. */
    NONE,
    /** That it begins, before anything is done, and how it ended. */
    AROUND,
    /** What it changes, in the transaction of the change. */
    WITH_CHANGE
  }

  public Trace trace() {
    return trace;
  }

  /** Whether the log gets an entry when it has ended so. */
  public boolean tellsEnd(boolean done) {
    return !done || trace == Trace.AROUND;
  }

  /** Whether a target is an act that concerns all tenants, and is granted under its name alone. */
  static boolean ofInstallation(String target) {
    return target.equals(PLUGIN_INSTALL.target());
  }

  /** The name that grants match, e.g. {@code control:run.start}; no capability has a colon. */
  public String target() {
    return "control:" + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
