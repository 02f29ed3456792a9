package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.OrText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. */
public record Message(
    Role role,
    @OrText(value = "What is said, in place of parts", field = "content") List<Part> parts,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra) {
  public Message {
    extra = Extra.copy(extra);
    parts = List.copyOf(parts);
  }

  public Message(Role role, List<Part> parts) {
    this(role, parts, null);
  }

  /** A message of the user. */
  public static Message ofText(String text) {
    return text(Role.USER, text);
  }

  /** A message of one text. */
  public static Message text(Role role, String text) {
    return new Message(role, List.of(new Part.Text(text)));
  }
}
