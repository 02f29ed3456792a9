package io.auterity.gateway.door;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header that tells how many tokens an answer could have because of a budget alone. */
final class OutputLimitHeader {

  private static final String NAME = "auterity-output-limit";

  /** That of a call; none where no budget limits its answer. */
  static Map<String, String> of(@Nullable Integer tokens) {
    return tokens == null ? Map.of() : Map.of(NAME, tokens.toString());
  }

  /** The answer with it. */
  static WholeAnswer on(WholeAnswer answer, @Nullable Integer tokens) {
    return tokens == null ? answer : answer.with(NAME, tokens.toString());
  }

  /** What is told of two calls that are answered as one: the lower limit. */
  static @Nullable Integer both(@Nullable Integer one, @Nullable Integer other) {
    return one == null ? other : other == null ? one : (Integer) Math.min(one, other);
  }
}
