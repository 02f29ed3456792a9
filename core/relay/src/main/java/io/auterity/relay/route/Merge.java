package io.auterity.relay.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Walks several ascending lists of numbers as one. */
final class Merge {

  static final int END = Integer.MAX_VALUE;

  private int[][] lists = new int[8][];
  private int[] places = new int[8];
  private int size;

  void add(int @Nullable [] list) {
    if (list == null || list.length == 0) {
      return;
    }
    if (size == lists.length) {
      lists = Arrays.copyOf(lists, size * 2);
      places = Arrays.copyOf(places, size * 2);
    }
    lists[size++] = list;
  }

  /** The next smallest number, or {@link #END}; no number stands in two lists. */
  int next() {
    int smallest = END;
    int from = -1;
    for (int i = 0; i < size; i++) {
      if (places[i] < lists[i].length && lists[i][places[i]] < smallest) {
        smallest = lists[i][places[i]];
        from = i;
      }
    }
    if (from >= 0) {
      places[from]++;
    }
    return smallest;
  }
}
