package io.auterity.relay.decision.usage;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows of usage, added up exactly by what was asked. */
public final class UsageSums {

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

  /** What the rows of a group add up to; amounts are in nano-units. */
  public static final class Sum {
    private final SortedMap<String, Long> quantities = new TreeMap<>();
    private final TreeSet<String> priceLists = new TreeSet<>();
    private final TreeSet<String> unpriced = new TreeSet<>();
    private long calls;
    private long cost;
    private long estimated;
    private long doubtful;
    private long saved;

    private void add(UsageRow row) {
      calls++;
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

    public long cost() {
      return cost;
    }

    /** The part of the cost of which something was counted here. */
    public long estimated() {
      return estimated;
    }

    /** The part of the cost of which nobody knows that the vendor did it. */
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
   * Adds a row to its group.
   *
   * @throws CallFailedException {@code invalid} when there are too many groups
   */
  public void add(UsageRow row) {
    Group group =
        new Group(by.stream().map(dimension -> dimension.of().apply(row)).toList(), row.currency());
    Sum sum = sums.get(group);
    if (sum == null) {
      if (sums.size() == MOST_GROUPS) {
        throw new CallFailedException(
            FailureCode.INVALID,
            "this makes more than %d groups: ask for less time or by less".formatted(MOST_GROUPS));
      }
      sum = new Sum();
      sums.put(group, sum);
    }
    sum.add(row);
  }

  /** By their values. */
  public SortedMap<Group, Sum> all() {
    return sums;
  }
}
