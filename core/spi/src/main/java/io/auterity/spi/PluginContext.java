package io.auterity.spi;

/** The context of a plugin: what it may use as a whole, from start to stop. */
public interface PluginContext {

  /** The plugin's own manifest. */
  PluginManifest manifest();

  /** Where the plugin logs; the platform adds plugin and provider. */
  System.Logger logger();

  /** Counters and durations under the plugin's name. */
  Meter meter();
}
