package io.auterity.gateway.openai;

import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.List;
import java.util.Objects;

/**
 * Parts of an answer that this dialect has no place for travel in canonical form in one field of
 * the message. A caller that hands the message back, as all do in a conversation, hands them back
 * whole: signed thoughts, for instance, return to the vendor that signed them.
 */
final class KeptParts {

  /** The field. */
  static final String FIELD = "auterity_parts";

  private final Binder binder;

  KeptParts(Binder binder) {
    this.binder = binder;
  }

  Json write(List<Part> parts) {
    return Objects.requireNonNull(
        binder.render(new Message(Role.ASSISTANT, parts)).get("parts"), "parts");
  }

  List<Part> read(Json value, String path) {
    Json message = Json.EMPTY.with("role", Json.of("assistant")).with("parts", value);
    return ((Message) binder.read(message, Message.class, path)).parts();
  }
}
