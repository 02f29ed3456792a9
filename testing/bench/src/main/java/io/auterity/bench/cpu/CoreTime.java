package io.auterity.bench.cpu;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Jiffies of one core since the system started (proc(5), {@code /proc/stat}).
 *
 * @param busy neither idle nor waiting for a disk
 */
public record CoreTime(long busy, long total) {

  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int OF_GUESTS = 8;

  public static CoreTime of(int core) {
    try {
      return parse(core, Files.readAllLines(Path.of("/proc/stat")));
    } catch (IOException e) {
      throw new VoidRunException("/proc/stat cannot be read: " + e.getMessage());
    }
  }

  public static CoreTime parse(int core, List<String> lines) {
    String line =
        lines.stream()
            .filter(each -> each.startsWith("cpu" + core + " "))
            .findFirst()
            .orElseThrow(() -> new VoidRunException("there is no core " + core));
    // The guests' time is part of the user's already.
    long[] times =
        Arrays.stream(line.split(" "))
            .skip(1)
            .limit(OF_GUESTS)
            .mapToLong(Long::parseLong)
            .toArray();
    long total = Arrays.stream(times).sum();
    return new CoreTime(total - times[IDLE] - times[WAITING], total);
  }

  /** The share that was busy since an earlier look, 0 to 1. */
  public double busySince(CoreTime earlier) {
    return total == earlier.total ? 0 : (busy - earlier.busy) / (double) (total - earlier.total);
  }
}
