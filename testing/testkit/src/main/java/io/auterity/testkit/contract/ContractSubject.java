package io.auterity.testkit.contract;

import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;

/** A connector that contracts are held against, whatever its kind. */
public interface ContractSubject {

  /** A new plugin. */
  Plugin plugin();

  /** What the plugin says of itself. */
  PluginManifest manifest();

  /** The id of the connector. */
  String connector();

  /** A provider, made anew, whose configuration works. */
  ProviderContext provider();
}
