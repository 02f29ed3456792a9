package io.auterity.control.access;

import java.util.Locale;

/** An act on the control plane; calls of capabilities are granted by the capability's own id. */
public enum Action {
  /** What every verified caller may do; what it asks for behind the door is decided there. */
  ENTER,
  AUDIT_READ,
  CAPABILITY_READ,
  CONTENT_READ,
  DECISION_READ,
  DOCUMENT_WRITE,
  KEY_READ,
  KEY_WRITE,
  PLUGIN_READ,
  PROVIDER_READ,
  RESOURCE_READ,
  RESOURCE_WRITE,
  RUN_ANSWER,
  RUN_CANCEL,
  RUN_READ,
  RUN_REPAIR,
  RUN_START,
  SECRET_READ,
  SECRET_WRITE,
  WORKFLOW_READ;

  /** The name that grants match, e.g. {@code control:run.start}; no capability has a colon. */
  public String target() {
    return "control:" + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
