package io.auterity.workflow.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last changes of a run. */
final class ChangeRing {

  private final @Nullable Change[] changes;
  private final long first;
  private long next;

  /**
   * An empty ring.
   *
   * @param first number of the first change
   */
  ChangeRing(int capacity, long first) {
    this.changes = new Change[capacity];
    this.first = first;
    this.next = first;
  }

  /** Number of the next change. */
  long next() {
    return next;
  }

  void add(Change change) {
    changes[(int) ((next - first) % changes.length)] = change;
    next++;
  }

  /** All changes after that number; empty when some of them are no longer known. */
  Optional<List<Change>> since(long seq) {
    long from = seq + 1;
    if (from < Math.max(first, next - changes.length) || from > next) {
      return Optional.empty();
    }
    List<Change> found = new ArrayList<>();
    for (long at = from; at < next; at++) {
      Change change = changes[(int) ((at - first) % changes.length)];
      if (change != null) {
        found.add(change);
      }
    }
    return Optional.of(List.copyOf(found));
  }
}
