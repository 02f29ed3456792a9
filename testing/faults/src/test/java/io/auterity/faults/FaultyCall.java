package io.auterity.faults;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.spi.ai.WireEvent;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One call to two vendors, of which the first has a fault and the second has none. */
final class FaultyCall {

  static final String NOBODY = "nobody";
  static final String WHOLE = "the answer";
  static final String PART = "a part, then ";
  static final String NOTHING = "nothing";
  static final String ESTIMATE = "an estimate";
  static final String TOLD = "what it told";
  static final String FAILURE = "a failure";
  static final String ANSWER = "an answer";
  static final String REST = "to leave it alone";

  /** How it is asked. */
  enum Asked {
    PLAIN,
    STREAMED,
    /** Streamed, and the route has {@code resume: true}. */
    RESUMED
  }

  private final StreamingConnector connector;
  private final Asked asked;
  private final boolean written;
  private final Fault fault;
  private final CountDownLatch seen = new CountDownLatch(1);
  private boolean passed;
  private volatile boolean wentOn;
  private @Nullable FaultRoad road;
  private @Nullable Exchange exchange;

  /**
   * @param written whether it goes to vendors as its caller wrote it
   */
  FaultyCall(StreamingConnector connector, Asked asked, boolean written, Fault fault) {
    this.connector = connector;
    this.asked = asked;
    this.written = written;
    this.fault = fault;
  }

  Dialect dialect() {
    return connector.dialect();
  }

  boolean streamed() {
    return asked != Asked.PLAIN;
  }

  FaultRoad road() {
    return there(road);
  }

  /** Waits until the caller has seen something of the answer; nobody sees a part of a plain one. */
  void awaitSeen() throws IOException {
    try {
      if (streamed()) {
        seen.await();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** The caller goes. */
  void leave() {
    there(exchange).cancel();
  }

  /** Makes the call and tells what came of it. */
  Effects effects() throws IOException {
    try (Vendor first = new Vendor(this::fail);
        Vendor second = new Vendor(this::answer);
        FaultRoad made =
            new FaultRoad(
                connector,
                first.port(),
                second.port(),
                fault.failoverOn(),
                asked == Asked.RESUMED)) {
      road = made;
      try (Exchange opened = made.open(streamed(), written)) {
        exchange = opened;
        boolean part = read(opened);
        Outcome outcome = opened.outcome();
        Decision.Tried attempt = made.decision().attempts().getFirst();
        return new Effects(
            answered(outcome),
            saw(outcome, part),
            billed(attempt),
            learnt(made.seen()),
            attempt,
            wentOn,
            passed
                || (outcome instanceof Outcome.Succeeded whole
                    && whole.value() instanceof WireAnswer));
      }
    }
  }

  private void fail(Vendor.Reply reply) throws IOException {
    if (!streamed() || !dialect().prepares(fault, reply)) {
      fault.happen(this, reply);
    }
  }

  // The second vendor has no fault: the answer comes, though it be slowly.
  private void answer(Vendor.Reply reply) throws IOException {
    if (reply.connection().request().contains(Dialect.WORD)) {
      wentOn = true;
    }
    if (!streamed() || !dialect().prepares(Fault.SLOW, reply)) {
      Fault.well(this, reply, false);
    }
  }

  // Whether anything of the answer was seen before the end.
  private boolean read(Exchange opened) {
    boolean part = false;
    for (Record event = opened.next(); event != null; event = opened.next()) {
      passed |= event instanceof WireEvent.Passed end && end.last();
      if (event instanceof StreamEvent told && told.visible()) {
        part = true;
        seen.countDown();
      }
    }
    return part;
  }

  private static String answered(Outcome outcome) {
    return outcome instanceof Outcome.Succeeded made ? made.provider() : NOBODY;
  }

  private static String saw(Outcome outcome, boolean part) {
    return switch (outcome) {
      case Outcome.Succeeded made -> WHOLE;
      case Outcome.Refused refused -> error(refused.failure(), part);
      case Outcome.Failed failed -> error(failed.failure(), part);
    };
  }

  private static String error(Failure failure, boolean part) {
    return (part ? PART : "") + "`" + failure.code().wire() + "`";
  }

  private static String billed(Decision.Tried first) {
    if (first.cost() == 0) {
      return NOTHING;
    }
    if (first.estimated()) {
      return ESTIMATE;
    }
    return first.used().equals(Dialect.USED) ? TOLD : "wrongly " + first.used();
  }

  private static String learnt(Snapshot seen) {
    if (seen.restsFor() > 0) {
      return REST;
    }
    return seen.of() == 0 ? NOTHING : seen.failed() > 0 ? FAILURE : ANSWER;
  }

  private static <T> T there(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  /**
   * What came of a fault.
   *
   * @param attempt at the vendor with the fault
   * @param wentOn whether the second vendor was told what the first had said
   * @param passed whether the answer came as its vendor wrote it
   */
  record Effects(
      String answered,
      String saw,
      String billed,
      String learnt,
      Decision.Tried attempt,
      boolean wentOn,
      boolean passed) {

    FaultTable.Expected inWords() {
      return new FaultTable.Expected(answered, saw, billed, learnt);
    }
  }
}
