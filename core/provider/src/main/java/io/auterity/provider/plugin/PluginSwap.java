package io.auterity.provider.plugin;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A plugin swap whose new version takes the calls already.
 *
 * @param plugin the new version
 * @param ended completes when the old version is unloaded
 */
public record PluginSwap(PluginInfo plugin, CompletableFuture<Drained> ended) {

  /** How the old version ended; {@code cancelled} counts calls that outlasted the deadline. */
  public record Drained(int cancelled, Duration took) {}
}
