package io.auterity.relay.route;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The routes that test one field, by what they test it for; routes are numbers in their order. */
final class Field {

  private final Map<String, int[]> equal = new HashMap<>();
  private final TreeMap<Integer, Map<String, int[]>> prefixes = new TreeMap<>();
  private final TreeMap<Integer, Map<String, int[]>> suffixes = new TreeMap<>();
  private int[] present = {};

  void add(Key key, int route) {
    String text = key.text();
    switch (key.sort()) {
      case EQUAL -> equal.merge(text, new int[] {route}, Field::joined);
      case PREFIX -> bySize(prefixes, text).merge(text, new int[] {route}, Field::joined);
      case SUFFIX -> bySize(suffixes, text).merge(text, new int[] {route}, Field::joined);
      case PRESENT -> present = joined(present, new int[] {route});
    }
  }

  /** Hands all routes that may match this value to the merge. */
  void find(String value, Merge merge) {
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
