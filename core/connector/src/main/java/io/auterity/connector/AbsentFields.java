package io.auterity.connector;

import io.auterity.connector.plan.Absences;
import io.auterity.connector.plan.OperationPlan;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the fields of records that replies of vendors have nothing for. Of most fields some
 * records have none; what a vendor renames in silence is lacking in all of them from then on.
 */
final class AbsentFields {

  /** Files are few, but each version of one may name others. */
  private static final int MOST = 5_000;

  private static final Field OTHER = new Field("other", "other", "other");

  private final MeterRegistry registry;
  private final int most;
  private final Map<Field, Counter> counters = new ConcurrentHashMap<>();

  private record Field(String connector, String operation, String path) {}

  AbsentFields(MeterRegistry registry) {
    this(registry, MOST);
  }

  /**
   * Fields of these numbers.
   *
   * @param most that are counted apart; what comes later is counted as {@code other}
   */
  AbsentFields(MeterRegistry registry, int most) {
    this.registry = registry;
    this.most = most;
  }

  /** Those of one connector. */
  Absences of(String connector) {
    return new Absences() {
      @Override
      public void absent(String path, Set<String> reads, String why) {}

      @Override
      public void lacking(OperationPlan operation, String field) {
        counter(new Field(connector, operation.capability().operation(), field)).increment();
      }
    };
  }

  private Counter counter(Field field) {
    Counter known = counters.get(field);
    return known == null
        ? counters.computeIfAbsent(counters.size() < most ? field : OTHER, this::made)
        : known;
  }

  private Counter made(Field field) {
    return Counter.builder("auterity.connector.fields.absent")
        .description("Fields of records that a vendor's reply had nothing for")
        .tag("connector", field.connector())
        .tag("operation", field.operation())
        .tag("field", field.path())
        .register(registry);
  }
}
