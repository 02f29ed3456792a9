package io.auterity.provider.plugin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The start order of plugins, a topological order in which each follows those it needs.
 *
 * @param ids those that can start, in order
 * @param refused why the others cannot, by id
 */
record StartOrder(List<String> ids, Map<String, String> refused) {

  StartOrder {
    ids = List.copyOf(ids);
    refused = Map.copyOf(refused);
  }

  /**
   * Orders plugins.
   *
   * @param needs what each plugin needs, by id
   * @param running ids that are started already
   */
  static StartOrder of(Map<String, List<String>> needs, Iterable<String> running) {
    Set<String> started = new HashSet<>();
    running.forEach(started::add);
    Walk walk = new Walk(new TreeMap<>(needs), started);
    walk.needs.keySet().forEach(id -> walk.visit(id, new ArrayList<>()));
    return new StartOrder(walk.order, walk.refused);
  }

  /** A depth-first walk along the needs. */
  private record Walk(
      Map<String, List<String>> needs,
      Set<String> running,
      List<String> order,
      Map<String, String> refused) {

    Walk(Map<String, List<String>> needs, Set<String> running) {
      this(needs, running, new ArrayList<>(), new LinkedHashMap<>());
    }

    void visit(String id, List<String> path) {
      if (order.contains(id) || refused.containsKey(id)) {
        return;
      }
      path.add(id);
      for (String need : needs.getOrDefault(id, List.of())) {
        String reason = reason(need, path);
        if (reason != null) {
          refused.putIfAbsent(id, reason);
        }
      }
      path.removeLast();
      if (!refused.containsKey(id)) {
        order.add(id);
      }
    }

    private @Nullable String reason(String need, List<String> path) {
      int start = path.indexOf(need);
      if (start >= 0) {
        return "it needs itself: %s -> %s"
            .formatted(String.join(" -> ", path.subList(start, path.size())), need);
      }
      if (running.contains(need)) {
        return null;
      }
      if (!needs.containsKey(need)) {
        return "it needs the plugin '%s', which is not installed".formatted(need);
      }
      visit(need, path);
      return refused.containsKey(need)
          ? "it needs the plugin '%s', which cannot start: %s".formatted(need, refused.get(need))
          : null;
    }
  }
}
