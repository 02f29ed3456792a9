package io.auterity.spi.ai;

import java.util.List;

/** One message of a conversation. */
public record Message(Role role, List<Part> parts) {
  public Message {
    parts = List.copyOf(parts);
  }

  /** A message of one text. */
  public static Message text(Role role, String text) {
    return new Message(role, List.of(new Part.Text(text)));
  }
}
