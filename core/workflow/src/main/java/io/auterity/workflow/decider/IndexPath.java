package io.auterity.workflow.decider;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Indexes of the items that lead to a step, outermost first, and in the order of the items. */
public final class IndexPath implements Comparable<IndexPath> {

  public static final IndexPath ROOT = new IndexPath(new int[0]);

  private final int[] indexes;

  private IndexPath(int[] indexes) {
    this.indexes = indexes;
  }

  public static IndexPath of(int... indexes) {
    return indexes.length == 0 ? ROOT : new IndexPath(indexes.clone());
  }

  public IndexPath child(int index) {
    int[] longer = Arrays.copyOf(indexes, indexes.length + 1);
    longer[indexes.length] = index;
    return new IndexPath(longer);
  }

  /** The first {@code depth} indexes. */
  public IndexPath head(int depth) {
    return depth == indexes.length ? this : new IndexPath(Arrays.copyOf(indexes, depth));
  }

  public int depth() {
    return indexes.length;
  }

  public int at(int depth) {
    return indexes[depth];
  }

  @Override
  public int compareTo(IndexPath other) {
    return Arrays.compare(indexes, other.indexes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IndexPath path && Arrays.equals(path.indexes, indexes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(indexes);
  }

  @Override
  public String toString() {
    return Arrays.toString(indexes);
  }
}
