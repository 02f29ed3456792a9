package io.auterity.relay.capture;

import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a streamed chat, joined of its pieces. */
public final class JoinedPart {

  /** About as many characters as one token and its probability take. */
  private static final int LOGPROB = 64;

  private final Part first;
  private final StringBuilder text = new StringBuilder();
  private final List<TokenLogprob> tokens = new ArrayList<>();
  private @Nullable String signature;
  private @Nullable String dialect;

  /**
   * Nothing of it yet.
   *
   * @param first its first piece, which says what it is
   */
  public JoinedPart(Part first) {
    this.first = first;
  }

  /** Whether parts of that sort come in pieces, and not whole. */
  public static boolean isPiece(Part part) {
    return switch (part) {
      case Part.Text _, Part.Reasoning _, Part.ToolCall _, Part.Logprobs _ -> true;
      default -> false;
    };
  }

  /** About how many characters a piece takes to be kept; 0 where parts of its sort come whole. */
  public static int length(Part piece) {
    return piece instanceof Part.Logprobs more
        ? more.tokens().stream().mapToInt(JoinedPart::length).sum()
        : words(piece).length();
  }

  private static int length(TokenLogprob token) {
    return LOGPROB * (1 + (token.top() == null ? 0 : token.top().size()));
  }

  private static String words(Part piece) {
    return switch (piece) {
      case Part.Text said -> said.text();
      case Part.Reasoning thought -> thought.text() == null ? "" : thought.text();
      case Part.ToolCall call -> call.arguments();
      default -> "";
    };
  }

  /** Whether a piece is of the same sort. */
  public boolean isLike(Part piece) {
    return first.getClass() == piece.getClass();
  }

  /** Takes the next piece, the first as well. */
  public void add(Part piece) {
    text.append(words(piece));
    if (piece instanceof Part.Reasoning thought && thought.signature() != null) {
      signature = thought.signature();
      dialect = thought.dialect();
    }
    if (piece instanceof Part.Logprobs more) {
      tokens.addAll(more.tokens());
    }
  }

  /** As it is so far. */
  public Part whole() {
    return switch (first) {
      case Part.Text _ -> new Part.Text(text.toString());
      case Part.Reasoning _ ->
          new Part.Reasoning(text.isEmpty() ? null : text.toString(), signature, dialect);
      case Part.ToolCall call ->
          new Part.ToolCall(call.id(), call.name(), text.toString(), call.extra());
      case Part.Logprobs _ -> new Part.Logprobs(tokens);
      default -> first;
    };
  }
}
