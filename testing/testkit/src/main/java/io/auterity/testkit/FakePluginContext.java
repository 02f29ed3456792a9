package io.auterity.testkit;

import io.auterity.spi.Meter;
import io.auterity.spi.PluginContext;
import io.auterity.spi.PluginManifest;
import java.time.Duration;

/** The context of a plugin under test; what it counts is dropped. */
public record FakePluginContext(PluginManifest manifest) implements PluginContext {

  @Override
  public System.Logger logger() {
    return System.getLogger("plugin." + manifest.id());
  }

  @Override
  public Meter meter() {
    return new SilentMeter();
  }

  private static final class SilentMeter implements Meter {
    @Override
    public void count(String name, long amount) {}

    @Override
    public void record(String name, Duration duration) {}
  }
}
