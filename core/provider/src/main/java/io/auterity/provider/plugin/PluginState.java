package io.auterity.provider.plugin;

import io.auterity.platform.json.LowerCaseName;

/** The lifecycle state of one version of a plugin. */
public enum PluginState implements LowerCaseName {
  /** Its manifest is read and valid. */
  CREATED,
  /** What it needs is there and its classes can be loaded. */
  RESOLVED,
  /** It takes calls. */
  STARTED,
  /** It takes no new call and finishes those it has. */
  DRAINING,
  /** Its last call has ended. */
  STOPPED,
  /** Its class loader is closed. */
  UNLOADED,
  /** It could not start. */
  FAILED;

  /** Whether this step may follow the present one. */
  public boolean mayBecome(PluginState next) {
    return switch (this) {
      case CREATED -> next == RESOLVED || next == FAILED;
      case RESOLVED -> next == STARTED || next == FAILED;
      case STARTED -> next == DRAINING;
      case DRAINING -> next == STOPPED;
      case STOPPED -> next == UNLOADED;
      case UNLOADED, FAILED -> false;
    };
  }
}
