package io.auterity.platform.call;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call under way. */
public interface Exchange extends AutoCloseable {

  /** Id of the decision that explains this call. */
  UUID decision();

  /**
   * Waits for the next event of a streaming capability.
   *
   * @return the event, or null when none follows; a capability that does not stream has none
   */
  @Nullable Record next();

  /** Tells the call that its caller has gone; harmless when called again or later. */
  void cancel();

  /** Waits for the end. */
  Outcome outcome();

  /** Cancels if the call has not ended. */
  @Override
  void close();
}
