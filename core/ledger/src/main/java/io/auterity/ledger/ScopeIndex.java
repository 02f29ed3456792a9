package io.auterity.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An index by scope: it finds what covers a caller by what its scope names and not by asking all. A
 * tenant may have a limit for each of its keys. It is made anew when limits change.
 */
final class ScopeIndex<T> {

  private static final Object ALL = "all";

  private final Map<Object, List<Placed<T>>> byAnchor = new HashMap<>();
  private final List<Placed<T>> ofModels = new ArrayList<>();

  private record Placed<T>(int place, LimitScope scope, T what) {}

  /** Of those, in whose order they are found. */
  static <T> ScopeIndex<T> of(Iterable<T> all, Function<T, LimitScope> scopes) {
    ScopeIndex<T> index = new ScopeIndex<>();
    int place = 0;
    for (T one : all) {
      Placed<T> placed = new Placed<>(place++, scopes.apply(one), one);
      Object anchor = anchor(placed.scope());
      index.byAnchor.computeIfAbsent(anchor, ignored -> new ArrayList<>(1)).add(placed);
      if (anchor instanceof LimitScope.OfModel) {
        index.ofModels.add(placed);
      }
    }
    return index;
  }

  // Something that every caller has whom the scope covers; a model only where no other is named.
  private static Object anchor(LimitScope scope) {
    return switch (scope) {
      case LimitScope.WholeTenant whole -> ALL;
      case LimitScope.OfKey key -> key.key();
      case LimitScope.OfOwner owner -> owner;
      case LimitScope.OfLabel label -> label;
      case LimitScope.OfModel model -> model;
      case LimitScope.AllOf all -> {
        Object last = ALL;
        for (LimitScope part : all.parts()) {
          Object named = anchor(part);
          if (!(named instanceof LimitScope.OfModel) && !named.equals(ALL)) {
            yield named;
          }
          last = named.equals(ALL) ? last : named;
        }
        yield last;
      }
    };
  }

  /** Those that cover such a caller, in their order. */
  List<T> covering(LimitScope.Caller caller) {
    List<Placed<T>> found = new ArrayList<>(4);
    add(found, ALL, caller);
    add(found, caller.key(), caller);
    for (String owner : caller.owners()) {
      add(found, new LimitScope.OfOwner(owner), caller);
    }
    for (Map.Entry<String, String> label : caller.labels().entrySet()) {
      add(found, new LimitScope.OfLabel(label.getKey(), label.getValue()), caller);
    }
    addModels(found, caller);
    found.sort(Comparator.comparingInt(Placed::place));
    List<T> covering = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      // An owner may stand twice in a chain.
      if (i == 0 || found.get(i).place() != found.get(i - 1).place()) {
        covering.add(found.get(i).what());
      }
    }
    return covering;
  }

  // Before the offer is known any model may be meant.
  private void addModels(List<Placed<T>> found, LimitScope.Caller caller) {
    if (ofModels.isEmpty()) {
      return;
    }
    if (caller.offer() == null) {
      ofModels.stream().filter(one -> one.scope().covers(caller)).forEach(found::add);
      return;
    }
    add(found, new LimitScope.OfModel(caller.offer().id()), caller);
    if (caller.offer().model() != null) {
      add(found, new LimitScope.OfModel(caller.offer().model().id()), caller);
    }
  }

  private void add(List<Placed<T>> found, Object anchor, LimitScope.Caller caller) {
    for (Placed<T> one : byAnchor.getOrDefault(anchor, List.of())) {
      if (one.scope().covers(caller)) {
        found.add(one);
      }
    }
  }
}
