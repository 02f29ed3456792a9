package io.auterity.gateway.gemini;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ids of the calls in one conversation. This dialect may leave them out, and then a response is
 * that to the oldest call of its name which has none.
 */
final class CallIds {

  private final Map<String, Deque<String>> open = new HashMap<>();
  private int made;

  String ofCall(@Nullable String given, String name) {
    String id = given == null || given.isEmpty() ? next() : given;
    open.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(id);
    return id;
  }

  String ofResult(@Nullable String given, String name) {
    Deque<String> calls = open.getOrDefault(name, new ArrayDeque<>());
    if (given != null && !given.isEmpty()) {
      calls.remove(given);
      return given;
    }
    String oldest = calls.poll();
    return oldest == null ? next() : oldest;
  }

  private String next() {
    return "call_" + ++made;
  }
}
