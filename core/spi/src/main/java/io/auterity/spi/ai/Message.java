package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. */
public record Message(
    Role role,
    List<Part> parts,
    @Description("Further fields of the message in the dialect of the vendor")
        @Nullable Obj extra) {
  public Message {
    parts = List.copyOf(parts);
  }

  public Message(Role role, List<Part> parts) {
    this(role, parts, null);
  }

  /** A message of one text. */
  public static Message text(Role role, String text) {
    return new Message(role, List.of(new Part.Text(text)));
  }
}
