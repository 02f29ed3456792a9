package io.auterity.gateway.openai;

import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a part into the pieces in which a vendor streams it: one character each. */
public final class Pieces {

  private Pieces() {}

  public static List<Part> of(Part part) {
    return switch (part) {
      case Part.Text(String text) -> cut(text, Part.Text::new);
      case Part.Reasoning thought -> thought(thought.text(), thought.signature());
      case Part.ToolCall call -> call(call.id(), call.name(), call.arguments());
      default -> List.of(part);
    };
  }

  private interface Piece {
    Part of(String character);
  }

  private static List<Part> cut(String text, Piece piece) {
    return new ArrayList<>(text.chars().mapToObj(c -> piece.of(String.valueOf((char) c))).toList());
  }

  private static List<Part> thought(@Nullable String text, @Nullable String signature) {
    List<Part> pieces =
        text == null ? new ArrayList<>() : cut(text, one -> new Part.Reasoning(one, null));
    if (signature != null) {
      pieces.add(new Part.Reasoning(null, signature));
    }
    return pieces;
  }

  private static List<Part> call(String id, String name, String arguments) {
    List<Part> pieces = cut(arguments, one -> new Part.ToolCall("", "", one));
    pieces.addFirst(new Part.ToolCall(id, name, ""));
    return pieces;
  }
}
