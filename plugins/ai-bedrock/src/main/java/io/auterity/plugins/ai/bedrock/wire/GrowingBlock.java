package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import io.auterity.toolkit.json.ReplyFields;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of a streamed answer while it grows. Words, thoughts and the caller's tools are told as
 * they come; what only this vendor understands is gathered and told whole, as a whole answer would
 * hold it.
 */
final class GrowingBlock {

  private static final String TEXT = "text";
  private static final String TOOL = "toolUse";
  private static final String RESULT = "toolResult";
  private static final String THOUGHT = "reasoningContent";
  private static final String SEALED = "redactedContent";
  private static final String IMAGE = "image";

  private final String kind;
  private final int part;
  private final Json.Obj start;
  private final boolean sealed;
  private final StringBuilder input = new StringBuilder();
  private final List<Json> results = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  GrowingBlock(String kind, int part, Json.Obj start) {
    this(kind, part, start, false);
  }

  private GrowingBlock(String kind, int part, Json.Obj start, boolean sealed) {
    this.kind = kind;
    this.part = part;
    this.start = start;
    this.sealed = sealed;
  }

  /** A block that begins with its first piece. */
  static GrowingBlock implied(String kind, int part, Json piece) {
    return new GrowingBlock(kind, part, Json.EMPTY, isSealed(kind, piece));
  }

  private static boolean isSealed(String kind, Json piece) {
    return kind.equals(THOUGHT) && piece instanceof Json.Obj told && told.get(SEALED) != null;
  }

  /** Whether a piece holds no word that a block could begin with. */
  static boolean saysNothing(String kind, Json piece) {
    return kind.equals(TEXT) && piece instanceof Json.Str(String text) && text.isEmpty();
  }

  int part() {
    return part;
  }

  /** Whether a piece of that kind belongs to it. */
  boolean takes(String other, Json piece) {
    return kind.equals(other) && sealed == isSealed(other, piece);
  }

  private boolean isCall() {
    return kind.equals(TOOL) && ConverseAnswer.isOfTheCaller(start);
  }

  /** What its beginning says; null when nothing yet. */
  @Nullable Part began() {
    return isCall()
        ? new Part.ToolCall(
            ReplyFields.text(start, "toolUseId"), ReplyFields.text(start, "name"), "")
        : null;
  }

  /** Takes a piece and tells how many characters a model has written of it. */
  int append(Json piece) {
    return switch (piece) {
      case Json.Obj told when kind.equals(TOOL) -> {
        String more = ReplyFields.text(told, "input");
        input.append(more);
        yield more.length();
      }
      case Json.Obj told when sealed -> decode(told.text(SEALED));
      case Json.Obj told when kind.equals(IMAGE) ->
          decode(ReplyFields.object(told, "source").text("bytes"));
      case Json.Arr(List<Json> items) when kind.equals(RESULT) -> {
        results.addAll(items);
        yield 0;
      }
      default -> 0;
    };
  }

  // Each piece is base64 of its own.
  private int decode(@Nullable String base64) {
    try {
      bytes.writeBytes(Base64.getDecoder().decode(base64 == null ? "" : base64));
      return 0;
    } catch (IllegalArgumentException e) {
      throw VendorReply.unreadable("a piece is no base64");
    }
  }

  /** What a piece says at once; null when it is told with the whole. */
  @Nullable Part piece(Json piece) {
    return switch (piece) {
      case Json.Str(String text) when kind.equals(TEXT) -> new Part.Text(text);
      case Json.Obj told when kind.equals(THOUGHT) && !sealed -> thought(told);
      case Json.Obj told when isCall() && !ReplyFields.text(told, "input").isEmpty() ->
          new Part.ToolCall("", "", ReplyFields.text(told, "input"));
      default -> null;
    };
  }

  private static @Nullable Part thought(Json.Obj told) {
    String text = told.text("text");
    String signature = told.text("signature");
    return text == null && signature == null
        ? null
        : new Part.Reasoning(text, signature, ConverseFit.DIALECT);
  }

  /** What is told at its end; null when all was told before. */
  @Nullable Part whole() {
    if (isCall()) {
      return input.isEmpty() ? new Part.ToolCall("", "", Json.EMPTY.toString()) : null;
    }
    return switch (kind) {
      case TEXT -> null;
      case THOUGHT -> sealed ? opaque(Json.EMPTY.with(SEALED, Json.of(base64()))) : null;
      case TOOL -> opaque(start.with("input", parsed()));
      case RESULT -> opaque(start.with("content", Json.array(results)));
      case IMAGE -> new Part.Image(null, "image/" + ReplyFields.text(start, "format"), base64());
      default -> opaque(start);
    };
  }

  private Part opaque(Json.Obj value) {
    return new Part.Opaque(ConverseFit.DIALECT, Json.EMPTY.with(kind, value));
  }

  private String base64() {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private Json parsed() {
    try {
      return input.isEmpty() ? Json.EMPTY : JsonUtf8.read(input.toString());
    } catch (MalformedJsonException e) {
      throw VendorReply.unreadable(String.valueOf(e.getMessage()));
    }
  }
}
