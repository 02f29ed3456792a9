package io.auterity.relay.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A test by which a route can be found.
 *
 * @param field {@code model}, or a label's name behind a dot
 */
record Key(String field, Sort sort, String text) {

  /** From the most selective to the least. */
  enum Sort {
    EQUAL,
    PREFIX,
    SUFFIX,
    PRESENT
  }

  /** Every key of a route; none when only its expression can tell. */
  static List<Key> of(When when) {
    List<Key> keys = new ArrayList<>();
    if (when.model() != null) {
      keys.add(of("model", when.model()));
    }
    for (Map.Entry<String, Glob> label : when.labels().entrySet()) {
      keys.add(of("." + label.getKey(), label.getValue()));
    }
    if (when.expression() != null) {
      when.expression()
          .equalities()
          .forEach((field, value) -> keys.add(new Key(field, Sort.EQUAL, value)));
    }
    return keys;
  }

  private static Key of(String field, Glob glob) {
    if (glob.exact()) {
      return new Key(field, Sort.EQUAL, glob.pattern());
    }
    if (!glob.prefix().isEmpty()) {
      return new Key(field, Sort.PREFIX, glob.prefix());
    }
    return glob.suffix().isEmpty()
        ? new Key(field, Sort.PRESENT, "")
        : new Key(field, Sort.SUFFIX, glob.suffix());
  }
}
