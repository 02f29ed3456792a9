package io.auterity.workflow.trigger;

import io.auterity.spi.Json;
import java.util.Optional;

/**
 * Bounds what a template makes of an event, without writing it: one event may stand in it many
 * times over.
 */
final class InputBound {

  /** Characters of all texts and names together, and values. */
  static final int MOST = 4 << 20;

  /** Nested values; what is noted is read again. */
  static final int DEEPEST = 100;

  private long size;

  private InputBound() {}

  /** Why an input is too much; empty when it is not. */
  static Optional<String> problem(Json input) {
    InputBound bound = new InputBound();
    if (!bound.fits(input, 0)) {
      return Optional.of(
          bound.size > MOST
              ? "input: has more than %d characters; pass parts of the event".formatted(MOST)
              : "input: is nested deeper than %d; pass parts of the event".formatted(DEEPEST));
    }
    return Optional.empty();
  }

  private boolean fits(Json value, int depth) {
    size++;
    return switch (value) {
      case Json.Str(String text) -> counted(text);
      case Json.Obj(var fields) ->
          depth < DEEPEST
              && fields.entrySet().stream()
                  .allMatch(field -> counted(field.getKey()) && fits(field.getValue(), depth + 1));
      case Json.Arr(var items) ->
          depth < DEEPEST && items.stream().allMatch(item -> fits(item, depth + 1));
      default -> size <= MOST;
    };
  }

  private boolean counted(String text) {
    size += text.length();
    return size <= MOST;
  }
}
