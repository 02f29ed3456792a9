package io.auterity.toolkit.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Parts of rows that hold each label as often as the others do. */
public final class Folds {

  /** The part of each row, from 0; the same seed gives the same parts. */
  public static int[] of(List<String> labels, int count, long seed) {
    Map<String, List<Integer>> byLabel = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      byLabel.computeIfAbsent(labels.get(i), _ -> new ArrayList<>()).add(i);
    }
    Random random = new Random(seed);
    int[] folds = new int[labels.size()];
    int next = 0;
    for (List<Integer> rows : byLabel.values()) {
      Collections.shuffle(rows, random);
      for (int row : rows) {
        folds[row] = next++ % count;
      }
    }
    return folds;
  }
}
