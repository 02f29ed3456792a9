package io.auterity.plugins.documents;

import io.auterity.spi.documents.FieldComparison;
import io.auterity.spi.documents.FieldFilter;
import io.auterity.spi.documents.FieldPath;
import io.auterity.spi.documents.FieldValue;
import io.auterity.toolkit.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions that documents fit when all of them hold. */
record FieldConditions(List<Condition> all) {

  private static final int MOST = 30;

  private record Condition(FieldPath path, FieldComparison is, FieldValue value) {

    boolean holds(NestedFields fields) {
      return fields.at(path).filter(this::fits).isPresent();
    }

    boolean ranges() {
      return switch (is) {
        case NE, LT, LE, GT, GE -> true;
        default -> false;
      };
    }

    private boolean fits(FieldValue held) {
      return switch (is) {
        case EQ -> equal(held, value);
        case NE -> !(held instanceof FieldValue.Null) && !equal(held, value);
        case LT -> compared(held) && order(held) < 0;
        case LE -> compared(held) && order(held) <= 0;
        case GT -> compared(held) && order(held) > 0;
        case GE -> compared(held) && order(held) >= 0;
        case IN -> items(value).stream().anyMatch(item -> equal(held, item));
        case ARRAY_CONTAINS -> items(held).stream().anyMatch(item -> equal(item, value));
        default -> throw Writing.unsupported("where", "comparison " + is);
      };
    }

    private boolean compared(FieldValue held) {
      return ValueOrder.ofOneType(held, value);
    }

    private int order(FieldValue held) {
      return ValueOrder.INSTANCE.compare(held, value);
    }

    private static boolean equal(FieldValue one, FieldValue other) {
      return ValueOrder.INSTANCE.compare(one, other) == 0;
    }

    private static List<FieldValue> items(FieldValue value) {
      return value instanceof FieldValue.Array(List<FieldValue> items) ? items : List.of();
    }
  }

  static FieldConditions of(@Nullable List<FieldFilter> where) {
    List<FieldFilter> filters = where == null ? List.of() : where;
    if (filters.size() > MOST) {
      throw Refusal.invalid(
          "where", "must be at most %d conditions, not %d".formatted(MOST, filters.size()));
    }
    return new FieldConditions(filters.stream().map(FieldConditions::condition).toList());
  }

  private static Condition condition(FieldFilter filter) {
    boolean array = filter.value() instanceof FieldValue.Array;
    if (filter.is() == FieldComparison.IN && !array) {
      throw Refusal.invalid("where", "must compare '%s' in an array".formatted(filter.field()));
    }
    return new Condition(filter.path(), filter.is(), filter.value());
  }

  boolean hold(@Nullable Map<String, FieldValue> fields) {
    return fields != null
        && all.stream().allMatch(condition -> condition.holds(new NestedFields(fields)));
  }

  /** The fields of which more than one value may fit, by their names. */
  List<FieldPath> ranged() {
    return all.stream()
        .filter(Condition::ranges)
        .map(Condition::path)
        .distinct()
        .sorted(Comparator.comparing(FieldPath::toString))
        .toList();
  }
}
