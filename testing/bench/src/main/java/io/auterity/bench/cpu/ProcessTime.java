package io.auterity.bench.cpu;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CPU time that a process or thread has used (proc(5), {@code /proc/PID/stat}).
 *
 * @param own ticks of its threads, ended ones included
 * @param ofEnded ticks of children that have ended and were waited for
 */
public record ProcessTime(String name, long own, long ofEnded) {

  private static final Path PROC = Path.of("/proc");
  // Counted from the state, the first field behind the name.
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int USER_OF_ENDED = 13;
  private static final int SYSTEM_OF_ENDED = 14;

  private static final class Tick {
    static final long NANOS =
        1_000_000_000 / Long.parseLong(Shell.output(List.of("getconf", "CLK_TCK")).strip());
  }

  /**
   * What a process has used itself.
   *
   * @throws VoidRunException when it has ended
   */
  public static Duration of(ProcessHandle process) {
    return process(process).map(time -> duration(time.own)).orElseThrow(ProcessTime::gone);
  }

  /**
   * What a process and those that it started and that have ended have used.
   *
   * @throws VoidRunException when it has ended itself
   */
  public static Duration withEnded(ProcessHandle process) {
    return process(process)
        .map(time -> duration(time.own + time.ofEnded))
        .orElseThrow(ProcessTime::gone);
  }

  /**
   * What a process and all that it started have used, also those that have ended.
   *
   * @throws VoidRunException when it has ended
   */
  public static Duration ofTree(ProcessHandle root) {
    List<ProcessHandle> before;
    List<ProcessHandle> after = family(root);
    long ticks;
    // One that ends in between would be counted twice, or not at all.
    do {
      before = after;
      ticks =
          before.stream()
              .flatMap(process -> process(process).stream())
              .mapToLong(time -> time.own + time.ofEnded)
              .sum();
      after = family(root);
    } while (!after.equals(before));
    return duration(ticks);
  }

  private static List<ProcessHandle> family(ProcessHandle root) {
    List<ProcessHandle> family = new ArrayList<>(root.descendants().sorted().toList());
    family.addFirst(root);
    return family;
  }

  /** What the threads of a process that are alive have used, by the thread's name. */
  public static Map<String, Duration> threads(ProcessHandle process) {
    Map<String, Duration> times = new HashMap<>();
    try (Stream<Path> threads =
        Files.list(PROC.resolve(String.valueOf(process.pid())).resolve("task"))) {
      threads
          .flatMap(thread -> read(thread.resolve("stat")).stream())
          .forEach(time -> times.merge(time.name, duration(time.own), Duration::plus));
    } catch (IOException e) {
      throw gone();
    }
    return times;
  }

  private static Optional<ProcessTime> process(ProcessHandle process) {
    return read(PROC.resolve(String.valueOf(process.pid())).resolve("stat"));
  }

  private static Optional<ProcessTime> read(Path file) {
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static ProcessTime parse(String line) {
    // The name may hold blanks and brackets itself.
    int end = line.lastIndexOf(')');
    String name = line.substring(line.indexOf('(') + 1, end);
    String[] fields = line.substring(end + 2).split(" ", -1);
    return new ProcessTime(
        name,
        Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]),
        Long.parseLong(fields[USER_OF_ENDED]) + Long.parseLong(fields[SYSTEM_OF_ENDED]));
  }

  private static Duration duration(long ticks) {
    return Duration.ofNanos(ticks * Tick.NANOS);
  }

  private static VoidRunException gone() {
    return new VoidRunException("a process that is measured has ended");
  }
}
