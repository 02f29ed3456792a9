package io.auterity.provider.plugin;

import io.auterity.platform.catalogue.Capability;
import java.util.List;

/**
 * A connector of the platform's own making that brings capabilities beside those of its kind; its
 * instances are {@link io.auterity.platform.catalogue.Extended}.
 */
public interface ExtendingConnector {

  /** What it brings; its manifest names each under its id. */
  List<Capability> extensions();
}
