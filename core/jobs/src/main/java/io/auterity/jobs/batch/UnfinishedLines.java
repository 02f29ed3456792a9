package io.auterity.jobs.batch;

import io.auterity.jobs.batch.BatchStore.LineDue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished lines of a batch, as its worker knows them: which are asked, which are next, and
 * which are later. No other worker changes when a line is due, so that the table is read once and
 * page by page, however often due lines are looked up. From any thread; one begins lines.
 */
final class UnfinishedLines {

  /** Lines that are kept in mind for later; until some of them are due no more are read. */
  static final int MOST_LATER = 4_096;

  private final Set<Integer> underWay = new HashSet<>();
  private final Queue<Integer> ready = new ArrayDeque<>();
  private final PriorityQueue<LineDue> later =
      new PriorityQueue<>(Comparator.comparing(LineDue::due).thenComparingInt(LineDue::number));
  private final Queue<Integer> held = new ArrayDeque<>();
  private int last;
  private boolean whole;

  /** Whether it is to be told the next page. */
  synchronized boolean wantsMore() {
    return !whole && ready.isEmpty() && later.size() + held.size() < MOST_LATER;
  }

  /** The line behind which the next page begins. */
  synchronized int last() {
    return last;
  }

  /** Takes a page of lines without an end, by number; an empty one is the end of them. */
  synchronized void add(List<LineDue> page) {
    whole = page.isEmpty();
    later.addAll(page);
    last = whole ? last : page.getLast().number();
  }

  /** All is to be told again. */
  synchronized void startOver() {
    last = 0;
    whole = false;
  }

  /** Whether no line is known that has no end. */
  synchronized boolean isEmpty() {
    return whole && underWay.isEmpty() && ready.isEmpty() && later.isEmpty() && held.isEmpty();
  }

  /**
   * Whether a line may be begun.
   *
   * @param room whether those may that were held up
   */
  synchronized boolean hasNext(Instant now, boolean room) {
    for (LineDue first = later.peek();
        first != null && !first.due().isAfter(now);
        first = later.peek()) {
      ready.add(first.number());
      later.remove();
    }
    if (room && ready.isEmpty() && !held.isEmpty()) {
      ready.add(held.remove());
    }
    return !ready.isEmpty();
  }

  /** Begins the next line. */
  synchronized int begin() {
    int number = ready.remove();
    underWay.add(number);
    return number;
  }

  /** How many are under way. */
  synchronized int underWay() {
    return underWay.size();
  }

  /**
   * A line is under way no more.
   *
   * @param again when it is asked again; null when it has its end
   */
  synchronized void over(int number, @Nullable Instant again) {
    underWay.remove(number);
    if (again != null) {
      later.add(new LineDue(number, again));
    }
  }

  /** A line is under way no more, because there was no room for it. */
  synchronized void heldUp(int number) {
    underWay.remove(number);
    held.add(number);
  }
}
