package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a conversation in the order that a vendor wants: instructions that come late are
 * told as a person's words, an answer stands between the result of a tool and what is said next,
 * and the last to speak is a person or a tool.
 */
final class StrictTurns {

  private static final String ROLE = "role";
  private static final Json ANSWER =
      Json.EMPTY.with(ROLE, Json.of("assistant")).with("content", Json.of("OK."));

  static Json of(Json messages) {
    List<Json> all = ((Json.Arr) messages).items();
    List<Json> ordered = new ArrayList<>(all.size() + 1);
    boolean begun = false;
    for (int i = 0; i < all.size(); i++) {
      Json.Obj message = (Json.Obj) all.get(i);
      boolean instructs = is("system", message);
      boolean last = i == all.size() - 1;
      begun |= !instructs;
      Json.Obj told = instructs && (begun || last) ? message.with(ROLE, Json.of("user")) : message;
      if (is("user", told) && !ordered.isEmpty() && is("tool", (Json.Obj) ordered.getLast())) {
        ordered.add(ANSWER);
      }
      ordered.add(told);
    }
    return Json.array(ordered);
  }

  private static boolean is(String role, Json.Obj message) {
    return role.equals(message.text(ROLE));
  }
}
