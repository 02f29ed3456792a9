package io.auterity.spi.documents;

import io.auterity.spi.Description;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A field and what it becomes; maps that lead to it are made, in place of what is none. */
public record FieldChange(@Description(FieldPath.GRAMMAR) String field, FieldValue value) {
  public FieldChange {
    FieldPath.of(field);
    Objects.requireNonNull(value);
  }

  public FieldPath path() {
    return FieldPath.of(field);
  }

  /** Refuses changes of which one undoes another. */
  static void check(@Nullable List<FieldChange> set, @Nullable List<String> remove) {
    Set<List<String>> named = new HashSet<>();
    if (set != null) {
      set.forEach(change -> add(change.field(), named));
    }
    if (remove != null) {
      remove.forEach(field -> add(field, named));
    }
    for (List<String> names : named) {
      for (int i = 1; i < names.size(); i++) {
        if (named.contains(names.subList(0, i))) {
          throw new IllegalArgumentException(
              "must not change %s and a field in it".formatted(new FieldPath(names.subList(0, i))));
        }
      }
    }
  }

  private static void add(String field, Set<List<String>> named) {
    if (!named.add(FieldPath.of(field).names())) {
      throw new IllegalArgumentException(
          "must name each field once, not %s twice".formatted(field));
    }
  }
}
