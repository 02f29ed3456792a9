package io.auterity.platform.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the functions over lists do, within the budget of an evaluation. Their time is linear in
 * what they read, but for that of sorting; what they read and make is counted.
 *
 * @param name of the function, for what is told of a mistake
 */
record ListOperations(TextBudget budget, String name) {

  private List<?> list(Object value) {
    if (value instanceof List<?> items) {
      budget.items(items.size());
      return items;
    }
    throw refused("takes a list, is given " + CelValues.described(value));
  }

  private long integer(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw refused("takes an integer, is given " + CelValues.described(value));
  }

  private RuntimeException refused(String words) {
    return budget.refused("%s: %s".formatted(name, words));
  }

  List<Object> sorted(Object given, Object keys) {
    List<?> items = list(given);
    budget.parts(items.size());
    Object[] order = new SortOrder(budget, name).keys(list(keys));
    Integer[] places = new Integer[items.size()];
    Arrays.setAll(places, place -> place);
    SortOrder by = new SortOrder(budget, name);
    Arrays.sort(places, (one, other) -> by.compare(order[one], order[other]));
    List<Object> sorted = new ArrayList<>(places.length);
    for (int place : places) {
      sorted.add(items.get(place));
    }
    return Collections.unmodifiableList(sorted);
  }

  List<?> reversed(Object given) {
    List<?> items = list(given);
    budget.parts(items.size());
    return List.copyOf(items).reversed();
  }

  List<Object> distinct(Object given) {
    EqualityKeys keys = new EqualityKeys(budget);
    Set<Object> seen = new LinkedHashSet<>();
    List<Object> kept = new ArrayList<>();
    for (Object item : list(given)) {
      if (seen.add(keys.of(item))) {
        budget.parts(1);
        kept.add(item);
      }
    }
    return Collections.unmodifiableList(kept);
  }

  List<Object> flattened(Object given, Object depth) {
    long levels = integer(depth);
    if (levels < 0) {
      throw refused("the depth must not be negative, is " + levels);
    }
    List<Object> flat = new ArrayList<>();
    flatten(list(given), levels, flat);
    return Collections.unmodifiableList(flat);
  }

  private void flatten(List<?> items, long levels, List<Object> flat) {
    for (Object item : items) {
      if (item instanceof List<?> inner && levels > 0) {
        budget.items(1L + inner.size());
        flatten(inner, levels - 1, flat);
      } else {
        budget.parts(1);
        flat.add(item);
      }
    }
  }

  List<?> slice(Object given, Object from, Object to) {
    if (!(given instanceof List<?> items)) {
      throw refused("takes a list, is given " + CelValues.described(given));
    }
    long first = integer(from);
    long end = integer(to);
    if (first < 0 || end < first || end > items.size()) {
      throw refused("there are no items %d to %d of %d".formatted(first, end, items.size()));
    }
    budget.parts(end - first);
    return List.copyOf(items.subList((int) first, (int) end));
  }

  List<Object> indexed(Object given) {
    List<Object> indexed = new ArrayList<>();
    for (Object item : list(given)) {
      budget.parts(3);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("index", (long) indexed.size());
      fields.put("value", item);
      indexed.add(Collections.unmodifiableMap(fields));
    }
    return Collections.unmodifiableList(indexed);
  }

  Object sum(Object given) {
    long whole = 0;
    double decimal = 0;
    boolean decimals = false;
    int place = 0;
    for (Object item : list(given)) {
      switch (item) {
        case Long number -> whole = added(whole, number);
        case Double number -> {
          decimal += number;
          decimals = true;
        }
        default ->
            throw refused(
                "takes numbers, but item %d is %s".formatted(place, CelValues.described(item)));
      }
      place++;
    }
    return decimals ? (Object) (whole + decimal) : (Object) whole;
  }

  private long added(long sum, long more) {
    try {
      return Math.addExact(sum, more);
    } catch (ArithmeticException e) {
      throw refused("the sum is outside 64 bits");
    }
  }

  Map<String, Object> grouped(Object given, Object keys) {
    List<?> items = list(given);
    List<?> texts = list(keys);
    budget.parts(items.size());
    Map<String, List<Object>> groups = new LinkedHashMap<>();
    for (int place = 0; place < items.size(); place++) {
      if (!(texts.get(place) instanceof String key)) {
        throw refused(
            "the key of item %d is %s, not text"
                .formatted(place, CelValues.described(texts.get(place))));
      }
      budget.read(key, 1);
      groups.computeIfAbsent(key, first -> new ArrayList<>()).add(items.get(place));
    }
    Map<String, Object> made = new LinkedHashMap<>();
    groups.forEach((key, group) -> made.put(key, Collections.unmodifiableList(group)));
    return Collections.unmodifiableMap(made);
  }

  // What is made of each item may hold what was made before any number of times.
  Object reduced(Object made) {
    budget.gathered(made);
    return made;
  }

  List<Long> range(Object count) {
    long end = integer(count);
    if (end < 0) {
      throw refused("the count must not be negative, is " + end);
    }
    budget.parts(end);
    List<Long> numbers = new ArrayList<>((int) end);
    for (long number = 0; number < end; number++) {
      numbers.add(number);
    }
    return Collections.unmodifiableList(numbers);
  }
}
