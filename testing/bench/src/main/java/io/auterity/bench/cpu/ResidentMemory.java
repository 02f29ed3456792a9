package io.auterity.bench.cpu;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory that a process holds (proc(5), {@code VmRSS} of {@code /proc/PID/status}). */
public final class ResidentMemory {

  private static final String LINE = "VmRSS:";
  private static final double KIB_PER_MB = 1_000_000 / 1_024.0;

  private ResidentMemory() {}

  /**
   * Megabytes of a process without those that it started.
   *
   * @throws VoidRunException when it has ended
   */
  public static double megabytes(ProcessHandle process) {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(LINE))
          .mapToDouble(ResidentMemory::parse)
          .findFirst()
          .orElseThrow(() -> new VoidRunException("a process that is measured has ended"));
    } catch (IOException e) {
      throw new VoidRunException("a process that is measured has ended");
    }
  }

  static double parse(String line) {
    String kib = line.substring(LINE.length()).replace("kB", "").strip();
    return Long.parseLong(kib) / KIB_PER_MB;
  }
}
