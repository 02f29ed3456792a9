package io.auterity.connector.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Bounds what hostile input takes by the time of a processor, which other work on the machine does
 * not change.
 */
final class ProcessorTime {

  /** Of the clock: what takes longer hangs. */
  static final int HANGS_SECONDS = 60;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration MOST = Duration.ofSeconds(10);

  private ProcessorTime() {}

  /** What work gives that takes at most ten seconds of a processor. */
  static <T> T bounded(Supplier<T> work) {
    long before = THREADS.getCurrentThreadCpuTime();
    T made = work.get();
    Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
    assertThat(took).as("of a processor, whatever else it does").isLessThan(MOST);
    return made;
  }
}
