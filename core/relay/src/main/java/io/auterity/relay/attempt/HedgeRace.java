package io.auterity.relay.attempt;

import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailbox of a call of which two attempts may be under way: each runs on a thread of its own
 * until there is something of its answer, and reports that here, as the alarm for the second does.
 */
final class HedgeRace {

  private static final Logger LOG = LoggerFactory.getLogger(HedgeRace.class);

  private final Capability capability;
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

  HedgeRace(Capability capability) {
    this.capability = capability;
  }

  /** What has happened. */
  sealed interface Report {

    /** The first has had its time. */
    record Due() implements Report {}

    /** The result of one attempt, which does not run any more until it is asked for more. */
    sealed interface Result extends Report {
      LiveAttempt attempt();
    }

    /** A plain answer is here. */
    record Answered(LiveAttempt attempt, Record value) implements Result {}

    /**
     * The first of a stream that a caller may see is here.
     *
     * @param events null when the stream has ended without any
     */
    record Came(LiveAttempt attempt, @Nullable List<Record> events) implements Result {}

    record Failed(LiveAttempt attempt, Failure failure) implements Result {}
  }

  /** Lets an attempt run. */
  void start(LiveAttempt attempt) {
    Thread.ofVirtual()
        .name("race")
        .inheritInheritableThreadLocals(false)
        .start(() -> reports.add(report(attempt)));
  }

  /** Reports that the first has had its time. */
  void due() {
    reports.add(new Report.Due());
  }

  /** Waits for the next report. Attempts end when their call is to stop, so one comes. */
  Report next() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reports.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // The edge of a thread: whatever goes wrong must be reported, since the driver waits for it.
  private Report.Result report(LiveAttempt attempt) {
    try {
      return capability.stream() ? pulled(attempt) : answered(attempt);
    } catch (CallFailedException e) {
      return new Report.Failed(attempt, e.failure());
    } catch (RuntimeException | Error e) {
      LOG.error("An attempt at {} broke", attempt.provider(), e);
      return new Report.Failed(
          attempt, Failure.of(FailureCode.INTERNAL, attempt.provider() + " failed unexpectedly"));
    }
  }

  private Report.Result answered(LiveAttempt attempt) {
    return new Report.Answered(attempt, attempt.call(capability));
  }

  private Report.Result pulled(LiveAttempt attempt) {
    List<Record> events = attempt.next(capability);
    while (events != null && events.isEmpty()) {
      events = attempt.next(capability);
    }
    return new Report.Came(attempt, events);
  }
}
