package io.auterity.platform.plugin;

import io.auterity.spi.Meter;
import io.auterity.spi.PluginContext;
import io.auterity.spi.PluginManifest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** What the host gives one version of a plugin. */
record HostContext(PluginManifest manifest, System.Logger logger, Meter meter)
    implements PluginContext {

  static HostContext of(PluginManifest manifest, MeterRegistry registry) {
    return new HostContext(
        manifest, new PluginLogger(manifest.id()), new PluginMeter(manifest.id(), registry));
  }

  /** Keeps a plugin's measurements under {@code auterity.plugin.}, with the plugin as a tag. */
  private record PluginMeter(String plugin, MeterRegistry registry) implements Meter {

    private static final String PREFIX = "auterity.plugin.";

    @Override
    public void count(String name, long amount) {
      registry.counter(PREFIX + name, "plugin", plugin).increment((double) amount);
    }

    @Override
    public void record(String name, Duration duration) {
      registry.timer(PREFIX + name, "plugin", plugin).record(duration);
    }
  }
}
