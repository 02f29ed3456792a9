package io.auterity.bench.connectors;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.connector.ConnectorFolder;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loads connector files as a server does: reads, checks and compiles them. */
final class FileLoad {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Pattern TOLD = Pattern.compile("([0-9]+) ([0-9]+)\\R?");
  private static final double NANOS_OF_MILLI = 1e6;

  private final Catalogue catalogue = Catalogue.standard();
  private final Binder binder = new Binder();

  /**
   * What one load took, in nanoseconds.
   *
   * @param processor time of the thread that loaded
   */
  record Took(long elapsed, long processor) {

    double elapsedMillis() {
      return elapsed / NANOS_OF_MILLI;
    }

    double processorMillis() {
      return processor / NANOS_OF_MILLI;
    }
  }

  Took load(Path file) {
    // One that has read the file before knows what it means.
    ConnectorFolder files = new ConnectorFolder(catalogue, binder, new CompositeMeterRegistry());
    long processor = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    files.read(file);
    long elapsed = System.nanoTime() - start;
    return new Took(elapsed, THREADS.getCurrentThreadCpuTime() - processor);
  }

  /** The load of a file by a process that has loaded nothing before. */
  static Took first(Path file) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  FileLoad.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher told = TOLD.matcher(text);
      if (process.waitFor() != 0 || !told.matches()) {
        throw new VoidRunException("%s was not loaded: '%s'".formatted(file, text.strip()));
      }
      return new Took(Long.parseLong(told.group(1)), Long.parseLong(told.group(2)));
    } catch (IOException e) {
      throw new VoidRunException("no process can be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  /** Loads a file and prints what that took. */
  public static void main(String[] arguments) {
    Took took = new FileLoad().load(Path.of(arguments[0]));
    System.out.println(took.elapsed() + " " + took.processor());
  }
}
