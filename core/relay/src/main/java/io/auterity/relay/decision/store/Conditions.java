package io.auterity.relay.decision.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The optional conditions of an SQL query besides its first; one without a value is left out. */
final class Conditions {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Adds a condition over one named parameter, unless its value is null. */
  Conditions add(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.put(name, value);
    }
    return this;
  }

  Query bind(Query query) {
    values.forEach(query::bind);
    return query;
  }

  @Override
  public String toString() {
    return conditions.stream().map(condition -> " and " + condition).collect(Collectors.joining());
  }
}
