package io.auterity.relay.call;

import io.auterity.platform.call.CallGuard;
import io.auterity.relay.answer.XmlTurn;
import io.auterity.relay.capture.StreamTranscript;
import io.auterity.relay.guard.GuardedEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one call's stream on their way to its caller: each is heard as it came, then held
 * back by a guard until that lets it go, kept where its content is, and waits to be taken.
 */
public final class CallEvents {

  private final BooleanSupplier kept;
  private final Deque<Record> waiting = new ArrayDeque<>(2);
  private final StreamTranscript transcript = new StreamTranscript();
  private @Nullable GuardedEvents guarding;
  private @Nullable Consumer<Record> hearer;
  private @Nullable XmlTurn xml;

  /**
   * Those of a call.
   *
   * @param kept whether what its caller gets is kept or compared
   */
  CallEvents(BooleanSupplier kept) {
    this.kept = kept;
  }

  /** Lets what comes from now on go piece by piece, as a guard allows it. */
  void guardedBy(CallGuard guard) {
    guarding = new GuardedEvents(guard);
  }

  /** Whether they are let go piece by piece. */
  public boolean guarded() {
    return guarding != null;
  }

  /** The last one tells what stands in these elements; null when it need not. */
  void inXml(@Nullable XmlTurn elements) {
    xml = elements;
  }

  /** Notes who hears each of them before a guard does. */
  public void heardBy(Consumer<Record> one) {
    hearer = one;
  }

  boolean heard() {
    return hearer != null;
  }

  /**
   * Takes the next one, of which the caller gets what a guard lets go.
   *
   * @throws io.auterity.spi.CallFailedException {@code content_refused}
   */
  public void take(Record next) {
    if (hearer != null) {
      hearer.accept(next);
    }
    if (guarding == null) {
      emit(next);
    } else {
      guarding.take(next).forEach(this::emit);
    }
  }

  /** Queues an event for the caller behind those that wait; no guard holds it back. */
  public void emit(Record next) {
    Record shown = xml == null ? next : xml.take(next);
    waiting.add(shown);
    if (kept.getAsBoolean()) {
      transcript.add(shown);
    }
  }

  /** Whether one waits. */
  public boolean waiting() {
    return !waiting.isEmpty();
  }

  /** The one that is next, which waits no longer; null when none waits. */
  public @Nullable Record poll() {
    return waiting.poll();
  }

  /** What the caller got of them, where that is kept or compared. */
  public StreamTranscript transcript() {
    return transcript;
  }
}
