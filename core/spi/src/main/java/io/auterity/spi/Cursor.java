package io.auterity.spi;

import java.util.Objects;

/**
 * An opaque place in a list. The platform signs it over provider and filter on the way out and
 * checks that on the way in; a connector sees only what it wrote itself.
 */
public record Cursor(String value) {
  public Cursor {
    Objects.requireNonNull(value);
  }
}
