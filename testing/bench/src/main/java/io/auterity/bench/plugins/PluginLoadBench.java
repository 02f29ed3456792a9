package io.auterity.bench.plugins;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long it takes to load the example plugin, to have another version take its calls, to let the
 * last calls of the old one end, and to unload it, while 200 calls a second go through the real
 * transport to a server that takes 50 ms; and how many calls failed and class loaders stayed.
 */
public final class PluginLoadBench implements Bench {

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofSeconds(1);
  private static final int ROUNDS = 5;

  private final Rounds load = new Rounds();
  private final Rounds swap = new Rounds();
  private final Rounds drain = new Rounds();
  private final Rounds unload = new Rounds();
  private int failed;
  private int leaked;

  @Override
  public String name() {
    return "plugin-load";
  }

  @Override
  public String summary() {
    return "milliseconds to load, swap, drain and unload a plugin under calls; what fails or leaks";
  }

  @Override
  public Figures run() {
    Path example = Path.of(System.getProperty("auterity.distribution"), "lib", "bench", "example");
    Path folder = temporary();
    try (PluginLife life = new PluginLife(new PluginVersions(example, folder), STEADY)) {
      long end = System.nanoTime() + WARM_UP.toNanos();
      while (System.nanoTime() < end) {
        life.live();
      }
      for (int round = 1; round <= ROUNDS; round++) {
        add(life.live());
        System.err.printf("Round %d of %d is done.%n", round, ROUNDS);
      }
    } finally {
      delete(folder);
    }
    return new Figures()
        .add("load_ms", load)
        .add("swap_ms", swap)
        .add("drain_ms", drain)
        .add("unload_ms", unload)
        .add("failed", failed)
        .add("leaked", leaked);
  }

  private void add(PluginLife.Times times) {
    load.add(millis(times.load()));
    swap.add(millis(times.swap()));
    drain.add(millis(times.drain()));
    unload.add(millis(times.unload()));
    failed += times.failed();
    leaked = Math.max(leaked, times.leaked());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("plugin-load");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
