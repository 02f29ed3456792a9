package io.auterity.provider.call;

import io.auterity.spi.Failure;
import io.auterity.spi.StreamEvent;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The failure that an event of a connector's stream may tell. */
final class StreamFailure {

  /** The event with that made of its failure; the same one when it tells none. */
  static @Nullable Record replaced(@Nullable Record event, UnaryOperator<Failure> change) {
    if (event instanceof StreamEvent told) {
      Failure failure = told.failure();
      Failure changed = failure == null ? null : change.apply(failure);
      return changed == null || changed.equals(failure)
          ? event
          : (Record) told.withFailure(changed);
    }
    return event;
  }
}
