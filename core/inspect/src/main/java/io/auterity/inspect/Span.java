package io.auterity.inspect;

/**
 * A piece of a text that a finder has found.
 *
 * @param kind what it is, e.g. {@code email}
 * @param start its first UTF-16 unit
 * @param end the unit after its last
 */
public record Span(String kind, int start, int end) {
  public Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("no piece of a text: %d to %d".formatted(start, end));
    }
  }
}
