package io.auterity.workflow.live;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a step that has begun and not ended.
 *
 * @param waiting what it waits for: {@code waiting, retrying, in_doubt}; null while it moves
 * @param attempts how often it was begun
 */
public record UnderWay(Instant began, @Nullable String waiting, int attempts) {
  public UnderWay {
    Objects.requireNonNull(began);
  }

  UnderWay again() {
    return new UnderWay(began, null, attempts + 1);
  }

  UnderWay waitingFor(String what) {
    return new UnderWay(began, what, attempts);
  }
}
