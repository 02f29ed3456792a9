package io.auterity.insight.usage;

import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rows of usage, added up exactly by what was asked. */
public final class UsageSums {

  private static final double MEDIAN = 0.5;

  private static final int MOST_GROUPS = 10_000;

  private static final Comparator<List<String>> BY_WORDS =
      (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
          int order = one.get(i).compareTo(other.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(one.size(), other.size());
      };

  private final List<UsageDimension> by;

  // What used nothing has no currency, so that it is added where its values stand.
  private final Map<List<String>, Unused> unused = new HashMap<>();
  private final SortedMap<Group, Sum> sums =
      new TreeMap<>(Comparator.comparing(Group::values, BY_WORDS).thenComparing(Group::currency));

  /**
   * @param by may be empty: then all is one sum for each currency
   */
  public UsageSums(List<UsageDimension> by) {
    this.by = List.copyOf(by);
  }

  /** Values of the dimensions, in their order. */
  public record Group(List<String> values, String currency) {
    public Group {
      values = List.copyOf(values);
    }
  }

  private record Unused(long attempts, long failed) {
    static final Unused NONE = new Unused(0, 0);

    Unused with(UsageRow row) {
      return new Unused(attempts + 1, failed + (row.failed() ? 1 : 0));
    }
  }

  /** What the rows of a group add up to; amounts are in nano-units. */
  public static final class Sum {
    private final SortedMap<String, Long> quantities = new TreeMap<>();
    private final TreeSet<String> priceLists = new TreeSet<>();
    private final TreeSet<String> unpriced = new TreeSet<>();
    private final LatencyCounts took = new LatencyCounts();
    private Unused unused = Unused.NONE;
    private long calls;
    private long failed;
    private long cost;
    private long estimated;
    private long doubtful;
    private long saved;

    private void add(UsageRow row) {
      calls++;
      failed += row.failed() ? 1 : 0;
      if (row.tookNanos() != null) {
        took.add(row.tookNanos());
      }
      cost = Math.addExact(cost, row.cost());
      estimated = Math.addExact(estimated, row.estimated() ? row.cost() : 0);
      doubtful = Math.addExact(doubtful, row.doubtful() ? row.cost() : 0);
      saved = Math.addExact(saved, row.saved());
      row.quantities()
          .forEach((unit, quantity) -> quantities.merge(unit, quantity, Math::addExact));
      priceLists.addAll(row.priceLists());
      unpriced.addAll(row.unpriced());
    }

    /** How many attempts used something. */
    public long calls() {
      return calls;
    }

    /** How many were made, whether they used something or not. */
    public long attempts() {
      return calls + unused.attempts();
    }

    /** How many of all that were made failed. */
    public long failed() {
      return failed + unused.failed();
    }

    /** Median in nanoseconds of those that succeeded and used something; null when none did. */
    public @Nullable Long p50Nanos() {
      return took.quantile(MEDIAN);
    }

    public long cost() {
      return cost;
    }

    /** The part of the cost of which something was counted here. */
    public long estimated() {
      return estimated;
    }

    /** The doubtful part of the cost: it is unknown whether the vendor did the work. */
    public long doubtful() {
      return doubtful;
    }

    /** What answers had cost that were given out of a cache. */
    public long saved() {
      return saved;
    }

    public Map<String, Long> quantities() {
      return quantities;
    }

    public List<String> priceLists() {
      return new ArrayList<>(priceLists);
    }

    public List<String> unpriced() {
      return new ArrayList<>(unpriced);
    }
  }

  /**
   * Adds all rows of a call, and counts its attempts that used nothing.
   *
   * @throws CallFailedException {@code invalid} when there are too many groups
   */
  public void add(Decision decision) {
    UsageRow.of(decision).forEach(this::add);
    for (UsageRow row : UsageRow.unused(decision)) {
      List<String> values = values(row);
      if (!unused.containsKey(values)) {
        checkRoom(unused.size());
      }
      unused.put(values, unused.getOrDefault(values, Unused.NONE).with(row));
    }
  }

  /**
   * Adds a row to its group.
   *
   * @throws CallFailedException {@code invalid} when there are too many groups
   */
  public void add(UsageRow row) {
    Group group = new Group(values(row), row.currency());
    Sum sum = sums.get(group);
    if (sum == null) {
      checkRoom(sums.size());
      sum = new Sum();
      sums.put(group, sum);
    }
    sum.add(row);
  }

  private List<String> values(UsageRow row) {
    return by.stream().map(dimension -> dimension.of().apply(row)).toList();
  }

  private static void checkRoom(int groups) {
    if (groups == MOST_GROUPS) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "this makes more than %d groups: ask for less time or by less".formatted(MOST_GROUPS));
    }
  }

  /**
   * By their values. Attempts that used nothing count with the currency of most calls that have the
   * same values; where none used anything there is no group.
   */
  public SortedMap<Group, Sum> all() {
    Map<List<String>, Sum> largest = new HashMap<>();
    sums.forEach(
        (group, sum) -> {
          sum.unused = Unused.NONE;
          largest.merge(group.values(), sum, (one, other) -> other.calls > one.calls ? other : one);
        });
    largest.forEach((values, sum) -> sum.unused = unused.getOrDefault(values, Unused.NONE));
    return sums;
  }
}
