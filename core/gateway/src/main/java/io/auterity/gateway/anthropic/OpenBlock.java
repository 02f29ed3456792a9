package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.ai.Part;

/** The block of a streamed message that grows now. */
final class OpenBlock {

  /** What it holds. */
  enum Kind {
    TEXT,
    THINKING,
    TOOL_USE,
    WHOLE
  }

  final int part;
  final int index;
  final Kind kind;

  /** Whether thoughts bear a signature, or are of a vendor of this dialect, which has its own. */
  boolean signed;

  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean whole;

  OpenBlock(int part, int index, Kind kind) {
    this.part = part;
    this.index = index;
    this.kind = kind;
  }

  static Kind kind(Part piece) {
    return switch (piece) {
      case Part.Text _ -> Kind.TEXT;
      case Part.Reasoning _ -> Kind.THINKING;
      case Part.ToolCall _ -> Kind.TOOL_USE;
      default -> UnsupportedParts.refusal(piece) == null ? Kind.WHOLE : Kind.TEXT;
    };
  }

  /** Follows the arguments of a call to their last brace. */
  void follow(String arguments) {
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      if (inText) {
        inText = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else {
        switch (c) {
          case '"' -> inText = true;
          case '{', '[' -> depth++;
          case '}', ']' -> whole |= --depth == 0;
          default -> {}
        }
      }
    }
  }

  /** Whether nothing can follow: only of a call's arguments it can be told that they go on. */
  boolean whole() {
    return kind != Kind.TOOL_USE || whole;
  }
}
