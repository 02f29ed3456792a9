package io.auterity.spi;

import java.util.Arrays;
import java.util.Objects;

/**
 * A change of one field by an update (partial update). In JSON an absent field is {@link Keep},
 * {@code null} is {@link Clear}, and any other value is {@link Set}.
 */
public sealed interface Change<T> {

  /** Leaves the field as it is. */
  record Keep<T>() implements Change<T> {}

  /** Replaces the field. */
  record Set<T>(T value) implements Change<T> {
    public Set {
      Objects.requireNonNull(value);
    }
  }

  /** Empties the field. */
  record Clear<T>() implements Change<T> {}

  /**
   * Refuses an update that leaves all as it is.
   *
   * @param names of the fields that it may change, for the message
   * @param fields what it does to each of them
   * @throws IllegalArgumentException naming them, when it keeps all
   */
  static void needed(String names, Change<?>... fields) {
    if (Arrays.stream(fields).allMatch(Keep.class::isInstance)) {
      throw new IllegalArgumentException("must change something: give one of " + names);
    }
  }

  static <T> Change<T> keep() {
    return new Keep<>();
  }

  static <T> Change<T> to(T value) {
    return new Set<>(value);
  }

  static <T> Change<T> clear() {
    return new Clear<>();
  }
}
