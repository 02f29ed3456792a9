package io.auterity.workflow.graph;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a step begins, its expressions evaluated. */
public sealed interface Beginning {

  /** It is done at once, with that output. */
  record Output(Json value) implements Beginning {}

  /** It takes one of its scopes. */
  record Arm(int arm) implements Beginning {}

  /** It runs over so many items. */
  record Items(int count) implements Beginning {}

  /** It lets time pass. */
  record Timer(Instant due) implements Beginning {}

  /** It starts another run. */
  record Child() implements Beginning {}

  /**
   * It waits for messages.
   *
   * @param due when it stops waiting as it does; null for never
   * @param asked what it asks for, as its messages have left it; null where a message says all
   */
  record Question(@Nullable Instant due, Json asked) implements Beginning {}

  /**
   * It calls a capability.
   *
   * @param provider that is asked; null where the road chooses
   */
  record Dispatch(
      String capability,
      Json.Obj input,
      Map<String, String> labels,
      @Nullable String provider,
      Duration timeout)
      implements Beginning {
    public Dispatch {
      labels = Map.copyOf(labels);
    }
  }

  /** It cannot begin. */
  record Refusal(Failure failure) implements Beginning {

    /** For a value that does not fit. */
    public static Refusal of(String message) {
      return new Refusal(Failure.of(FailureCode.INVALID, message));
    }
  }
}
