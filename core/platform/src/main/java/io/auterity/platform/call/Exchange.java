package io.auterity.platform.call;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call under way. What its answer takes in memory is reserved until it is closed: who opens it
 * closes it when the answer has been written or stored.
 */
public interface Exchange extends AutoCloseable {

  /** Id of the decision that explains this call. */
  UUID decision();

  /**
   * Waits for the next event of a streaming capability.
   *
   * @return the event, or null when none follows; a capability that does not stream has none
   */
  @Nullable Record next();

  /**
   * What of the input the provider that answers was not told, by name, as far as that is known: of
   * a stream from its first event on, else at the end.
   */
  default List<String> lost() {
    return List.of();
  }

  /** The offers that went on with its stream where it was cut, once they did. */
  default List<String> resumed() {
    return List.of();
  }

  /** How the rates of its caller stood; null while it is not known, and where none covers it. */
  default @Nullable RateStanding rates() {
    return null;
  }

  /**
   * How many tokens its answer may have, where its caller named no limit, a budget holds the worst
   * case, and that is less than the model can give; null elsewhere, and while that is not known.
   */
  default @Nullable Integer outputLimit() {
    return null;
  }

  /**
   * What a cache did for it; null where its route has none for such calls, and while that is not
   * known.
   */
  default @Nullable CacheStatus cached() {
    return null;
  }

  /** Bytes of memory that are reserved for its answer. */
  default long held() {
    return 0;
  }

  /** Tells the call that its caller has gone; harmless when called again or later. */
  void cancel();

  /** Waits for the end. */
  Outcome outcome();

  /** Cancels if the call has not ended, and gives back the memory of its answer. */
  @Override
  void close();
}
