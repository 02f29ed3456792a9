package io.auterity.relay.route;

import io.auterity.platform.pattern.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A test by which a route can be found.
 *
 * @param field {@code model}, or a label's name behind a dot
 */
record RouteKey(String field, Sort sort, String text) {

  /** From the most selective to the least. */
  enum Sort {
    EQUAL,
    PREFIX,
    SUFFIX,
    PRESENT
  }

  /** Every key of a route; none when only its expression can tell. */
  static List<RouteKey> of(When when) {
    List<RouteKey> keys = new ArrayList<>();
    if (when.model() != null) {
      keys.add(of("model", when.model()));
    }
    for (Map.Entry<String, Glob> label : when.labels().entrySet()) {
      keys.add(of("." + label.getKey(), label.getValue()));
    }
    if (when.expression() != null) {
      when.expression()
          .equalities()
          .forEach((field, value) -> keys.add(new RouteKey(field, Sort.EQUAL, value)));
    }
    return keys;
  }

  private static RouteKey of(String field, Glob glob) {
    if (glob.exact()) {
      return new RouteKey(field, Sort.EQUAL, glob.pattern());
    }
    if (!glob.prefix().isEmpty()) {
      return new RouteKey(field, Sort.PREFIX, glob.prefix());
    }
    return glob.suffix().isEmpty()
        ? new RouteKey(field, Sort.PRESENT, "")
        : new RouteKey(field, Sort.SUFFIX, glob.suffix());
  }

  /**
   * The routes that test one field, by what they test it for; routes are numbers in their order.
   */
  static final class Table {

    private final Map<String, int[]> equal = new HashMap<>();
    private final TreeMap<Integer, Map<String, int[]>> prefixes = new TreeMap<>();
    private final TreeMap<Integer, Map<String, int[]>> suffixes = new TreeMap<>();
    private int[] present = {};

    void add(RouteKey key, int route) {
      String text = key.text();
      switch (key.sort()) {
        case EQUAL -> equal.merge(text, new int[] {route}, Table::joined);
        case PREFIX -> bySize(prefixes, text).merge(text, new int[] {route}, Table::joined);
        case SUFFIX -> bySize(suffixes, text).merge(text, new int[] {route}, Table::joined);
        case PRESENT -> present = joined(present, new int[] {route});
      }
    }

    /** Hands all routes that may match this value to the merge. */
    void find(String value, CapabilityRoutes.Merge merge) {
      merge.add(equal.get(value));
      for (Map.Entry<Integer, Map<String, int[]>> entry : prefixes.entrySet()) {
        int size = entry.getKey();
        if (size > value.length()) {
          break;
        }
        merge.add(entry.getValue().get(value.substring(0, size)));
      }
      for (Map.Entry<Integer, Map<String, int[]>> entry : suffixes.entrySet()) {
        int size = entry.getKey();
        if (size > value.length()) {
          break;
        }
        merge.add(entry.getValue().get(value.substring(value.length() - size)));
      }
      merge.add(present);
    }

    private static Map<String, int[]> bySize(Map<Integer, Map<String, int[]>> tables, String text) {
      return tables.computeIfAbsent(text.length(), size -> new HashMap<>());
    }

    private static int[] joined(int[] left, int[] right) {
      int[] both = Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, both, left.length, right.length);
      return both;
    }
  }
}
