package io.auterity.workflow.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The last changes of a run. */
final class ChangeRing {

  private final int capacity;
  private final Deque<StepChange> changes = new ArrayDeque<>();
  private long next;

  /**
   * An empty ring.
   *
   * @param first number of the first change
   */
  ChangeRing(int capacity, long first) {
    this.capacity = capacity;
    this.next = first;
  }

  /** Number of the next change. */
  long next() {
    return next;
  }

  void add(StepChange change) {
    if (changes.size() == capacity) {
      changes.removeFirst();
    }
    changes.addLast(change);
    next++;
  }

  /** All changes after that number; empty when some of them are no longer known. */
  Optional<List<StepChange>> since(long seq) {
    if (seq + 1 < next - changes.size() || seq >= next) {
      return Optional.empty();
    }
    Deque<StepChange> found = new ArrayDeque<>();
    Iterator<StepChange> newest = changes.descendingIterator();
    for (long missing = next - 1 - seq; missing > 0; missing--) {
      found.addFirst(newest.next());
    }
    return Optional.of(List.copyOf(found));
  }
}
