package io.auterity.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What it was measured on. */
final class Machine {

  private Machine() {}

  /** E.g. {@code AMD EPYC, 2 cores, 23 GiB, Linux 6.1, JDK 25.0.3}. */
  static String describe() {
    return "%s, %d cores, %d GiB, %s %s, JDK %s"
        .formatted(
            first("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
            cores(),
            first("/proc/meminfo", "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / 1_048_576)
                .orElse(0L),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.version().toString());
  }

  // Not what this process may use: a benchmark may have moved to a part of it.
  private static long cores() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(line -> line.startsWith("processor")).count();
    } catch (IOException e) {
      return Runtime.getRuntime().availableProcessors();
    }
  }

  private static Optional<String> first(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The commit of the working tree, with a mark when it has changes. */
  static String commit() {
    String commit = git("rev-parse", "--short=12", "HEAD");
    return git("status", "--porcelain").isEmpty() ? commit : commit + "+changes";
  }

  private static String git(String... words) {
    try {
      Process process =
          new ProcessBuilder(
                  Stream.concat(Stream.of("git"), Stream.of(words)).toArray(String[]::new))
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
