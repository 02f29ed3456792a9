package io.auterity.platform.transport;

import io.auterity.spi.Applied;
import io.auterity.spi.Effect;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was sent for one attempt, as the transport itself knows it. A connector that fails may say
 * that more was done than this tells, but never less.
 */
public final class SentRequests {

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();

  /** Somebody on whose behalf requests are sent. */
  public interface Sender {
    SentRequests sent();
  }

  /** One request that is on its way. */
  public final class Sending {

    private final AtomicBoolean open;

    private Sending(boolean writes) {
      open = new AtomicBoolean(writes);
    }

    /** What the peer says of it was read; harmless when called again. */
    public void answered() {
      if (open.compareAndSet(true, false)) {
        unanswered.decrementAndGet();
      }
    }
  }

  /**
   * Notes a request that is about to be written.
   *
   * @param writes whether its method may change something
   */
  public Sending send(boolean writes) {
    sent.incrementAndGet();
    if (writes) {
      unanswered.incrementAndGet();
    }
    return new Sending(writes);
  }

  /** Whether anything was sent. */
  public boolean any() {
    return sent.get() > 0;
  }

  /** What is to be assumed at least when an attempt of that effect has failed. */
  public Applied atLeast(Effect effect) {
    return unanswered.get() > 0 ? effect.unanswered() : Applied.NO;
  }
}
