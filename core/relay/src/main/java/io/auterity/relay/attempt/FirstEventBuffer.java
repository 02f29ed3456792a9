package io.auterity.relay.attempt;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.WireEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of one attempt's event stream, which keeps failover possible until the caller is shown
 * something. It holds events back until one shows something of the answer, since until then another
 * provider may answer instead, and it keeps what the stream has told of its end, its use and its
 * length.
 */
final class FirstEventBuffer {

  /** How many bytes it holds back at most. */
  static final int MOST_HELD = 1 << 20;

  private static final int LEAST_SIZE = 64;

  private final boolean tellsItsEnd;
  private final List<Record> held = new ArrayList<>(4);
  private int heldBytes;
  private volatile boolean shown;
  private boolean ended;
  private Map<String, Long> told = Map.of();
  private long length;
  private @Nullable StreamEvent broken;

  /**
   * @param tellsItsEnd whether the stream has an event for its end, so that one that merely stops
   *     was cut
   */
  FirstEventBuffer(boolean tellsItsEnd) {
    this.tellsItsEnd = tellsItsEnd;
  }

  /**
   * Takes the next event of the stream, or null when no more comes.
   *
   * @return what may go to the caller now, in order; null at the end
   * @throws CallFailedException when the stream has broken off
   */
  @Nullable List<Record> take(@Nullable Record event) {
    if (event == null) {
      requireWhole();
      return null;
    }
    if (event instanceof StreamEvent known) {
      note(known);
    }
    if (!shown && event instanceof StreamEvent known && !known.visible() && !known.last()) {
      hold(event);
      return List.of();
    }
    held.add(event);
    shown = true;
    return release();
  }

  // A vendor that goes on telling nothing must not fill up the memory until its time is over.
  private void hold(Record event) {
    heldBytes += LEAST_SIZE + (event instanceof WireEvent.Passed told ? told.bytes().length : 0);
    held.add(event);
    if (heldBytes > MOST_HELD) {
      throw broken("the stream has told nothing of its answer in %d bytes".formatted(heldBytes));
    }
  }

  private void note(StreamEvent event) {
    Failure failure = event.failure();
    if (failure != null) {
      broken = event;
      throw new CallFailedException(failure);
    }
    ended |= event.last();
    length += event.length();
    if (!event.used().isEmpty()) {
      told = event.used();
    }
  }

  private void requireWhole() {
    if (tellsItsEnd && !ended) {
      throw broken("the stream stopped before its end");
    }
  }

  private static CallFailedException broken(String how) {
    return new CallFailedException(
        Failure.of(FailureCode.UNAVAILABLE, how).withOrigin(Origin.VENDOR));
  }

  private List<Record> release() {
    List<Record> all = List.copyOf(held);
    held.clear();
    return all;
  }

  /** Whether the caller has seen something of the answer, so that it must go on from here. */
  boolean shown() {
    return shown;
  }

  /** Whether anything of an answer has come, visible or not. */
  boolean begun() {
    return shown || !held.isEmpty();
  }

  /** The event that told a failure, telling another one; null when the stream has none. */
  @Nullable Record broken(Failure failure) {
    return broken == null ? null : (Record) broken.withFailure(failure);
  }

  /** What the stream has told last that was used until then. */
  Map<String, Long> told() {
    return told;
  }

  /** How many characters of the answer have come. */
  long length() {
    return length;
  }
}
