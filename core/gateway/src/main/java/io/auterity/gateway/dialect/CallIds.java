package io.auterity.gateway.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids of the calls in one conversation, for dialects that may leave them out: then an answer is
 * that to the oldest call of its name which has none.
 */
public final class CallIds {

  private record Open(String id, String name) {}

  private final List<Open> open = new ArrayList<>();
  private int made;

  /** The id of a call. */
  public String ofCall(@Nullable String given, String name) {
    String id = given == null || given.isEmpty() ? next() : given;
    open.add(new Open(id, name));
    return id;
  }

  /** The id of the call that is answered; without a name any may be. */
  public String ofResult(@Nullable String given, @Nullable String name) {
    if (given != null && !given.isEmpty()) {
      open.removeIf(call -> call.id().equals(given));
      return given;
    }
    for (Open call : open) {
      if (name == null || call.name().equals(name)) {
        open.remove(call);
        return call.id();
      }
    }
    return next();
  }

  private String next() {
    return "call_" + ++made;
  }
}
