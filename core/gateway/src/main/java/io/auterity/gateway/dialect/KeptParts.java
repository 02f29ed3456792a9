package io.auterity.gateway.dialect;

import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.List;
import java.util.Objects;

/**
 * Parts of an answer that a dialect has no place for, in canonical form. They travel where that
 * dialect's callers hand a message back, as all do in a conversation, so that they come back whole:
 * signed thoughts, for instance, return to the vendor that signed them.
 */
public final class KeptParts {

  private final Binder binder;

  public KeptParts(Binder binder) {
    this.binder = binder;
  }

  public Json write(List<Part> parts) {
    return Objects.requireNonNull(
        binder.render(new Message(Role.ASSISTANT, parts)).get("parts"), "parts");
  }

  public List<Part> read(Json value, String path) {
    Json message = Json.EMPTY.with("role", Json.of("assistant")).with("parts", value);
    return ((Message) binder.read(message, Message.class, path)).parts();
  }
}
