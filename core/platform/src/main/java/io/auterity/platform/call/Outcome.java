package io.auterity.platform.call;

import io.auterity.spi.Failure;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a call: it succeeded, was refused, or failed. */
public sealed interface Outcome {

  /** Id of the decision that explains this outcome. */
  UUID decision();

  /**
   * It succeeded.
   *
   * @param value the operation's output; null when it streamed
   * @param provider who answered
   */
  record Succeeded(UUID decision, @Nullable Record value, Usage usage, String provider)
      implements Outcome {}

  /** It was refused before any attempt. */
  record Refused(UUID decision, Failure failure) implements Outcome {}

  /** Its attempts failed. */
  record Failed(UUID decision, Failure failure) implements Outcome {}
}
