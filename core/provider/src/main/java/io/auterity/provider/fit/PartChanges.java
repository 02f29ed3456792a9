package io.auterity.provider.fit;

import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes parts of conversations, of which nothing is copied that stays as it is. */
final class PartChanges {

  /** What becomes of a part: itself, another, or null when it goes. */
  @FunctionalInterface
  interface Change {
    @Nullable Part of(Part part);
  }

  /** A conversation with its parts changed; the same where none is. */
  static List<Message> all(List<Message> messages, Change change) {
    List<Message> changed = null;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      Message made = of(message, change);
      if (!made.equals(message) && changed == null) {
        changed = new ArrayList<>(messages);
      }
      if (changed != null) {
        changed.set(i, made);
      }
    }
    return changed == null ? messages : changed;
  }

  private static Message of(Message message, Change change) {
    List<Part> parts = null;
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = message.parts().get(i);
      Part made = change.of(part);
      if (!part.equals(made) && parts == null) {
        parts = new ArrayList<>(message.parts().subList(0, i));
      }
      if (parts != null && made != null) {
        parts.add(made);
      }
    }
    return parts == null ? message : new Message(message.role(), parts, message.extra());
  }
}
