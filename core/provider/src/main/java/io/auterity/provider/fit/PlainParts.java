package io.auterity.provider.fit;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of a conversation that a door carries as they came, since they hold members that it does
 * not know, for vendors of other dialects: what is known of them stays, and the members go by name.
 */
public final class PlainParts {

  private static final String CHAT = CustomToolCalls.CHAT;
  private static final String RESPONSES = CustomToolCalls.RESPONSES;
  private static final String ANTHROPIC = WebSearch.ANTHROPIC;
  private static final String GEMINI = WebSearch.GEMINI;

  private final Function<ChatRequest, List<String>> lossy;
  private final ChatRequest chat;
  private final Map<String, Boolean> taken = new HashMap<>();
  private final Set<String> lost = new LinkedHashSet<>();

  private PlainParts(ChatRequest chat, Function<ChatRequest, List<String>> lossy) {
    this.chat = chat;
    this.lossy = lossy;
  }

  /** A chat without such members, and what is lost of it. */
  public record Plain(ChatRequest request, List<String> lost) {
    public Plain {
      lost = List.copyOf(lost);
    }
  }

  /**
   * The chat as a vendor takes it; the same where it knows the dialects of all pieces.
   *
   * @param lossy what the vendor loses of a chat, by name
   */
  public static Plain of(ChatRequest chat, Function<ChatRequest, List<String>> lossy) {
    return chat.messages().stream().anyMatch(PlainParts::holdsAny)
        ? new PlainParts(chat, lossy).plain()
        : new Plain(chat, List.of());
  }

  private static boolean holdsAny(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.Opaque
          || (part instanceof Part.ToolResult result
              && result.parts().stream().anyMatch(Part.Opaque.class::isInstance))) {
        return true;
      }
    }
    return false;
  }

  private Plain plain() {
    List<Message> messages = PartChanges.all(chat.messages(), this::plain);
    return new Plain(
        messages.equals(chat.messages()) ? chat : chat.withMessages(messages), List.copyOf(lost));
  }

  private Part plain(Part part) {
    return switch (part) {
      case Part.Opaque(String dialect, Json.Obj piece) -> {
        Piece read = Piece.of(dialect, piece);
        if (read == null || isTaken(dialect)) {
          yield part;
        }
        read.unknown.forEach(
            name -> lost.add("messages.%s.extra.%s.%s".formatted(read.type, dialect, name)));
        yield plain(read.part);
      }
      case Part.ToolResult result -> {
        List<Part.Content> content = new ArrayList<>();
        result.parts().forEach(one -> content.add((Part.Content) plain(one)));
        yield content.equals(result.parts())
            ? part
            : new Part.ToolResult(result.id(), content, result.error());
      }
      default -> part;
    };
  }

  // Who has the Responses API takes of a chat's pieces only what is said of it elsewhere.
  private boolean isTaken(String dialect) {
    return takes(dialect) && !(dialect.equals(CHAT) && takes(RESPONSES));
  }

  private boolean takes(String dialect) {
    return taken.computeIfAbsent(
        dialect,
        name -> {
          Part probe = new Part.Opaque(name, Json.EMPTY.with("type", Json.of("probe")));
          ChatRequest asked =
              ChatRequest.builder(
                      chat.model(),
                      List.of(
                          Message.text(Role.USER, "?"),
                          new Message(Role.ASSISTANT, List.of(probe))))
                  .build();
          return !lossy.apply(asked).contains("messages.opaque." + name);
        });
  }

  /** A piece of a known type, and the names of its members that are not known. */
  private record Piece(String type, Part part, List<String> unknown) {

    static @Nullable Piece of(String dialect, Json.Obj piece) {
      String type = Objects.requireNonNullElse(piece.text("type"), "");
      return switch (dialect) {
        case CHAT -> chat(type, piece);
        case RESPONSES -> responses(type, piece);
        case ANTHROPIC -> claude(type, piece);
        case GEMINI -> gemini(piece);
        default -> null;
      };
    }

    private static @Nullable Piece chat(String type, Json.Obj piece) {
      Json.Obj inside = object(piece, type);
      return switch (type) {
        case "text" -> text(type, piece, "type", "text");
        case "image_url" -> of(type, image(inside.text("url")), piece, "type", type);
        case "input_audio" -> of(type, audio(inside), piece, "type", type);
        case "file" ->
            of(
                type,
                file(inside.text("filename"), inside.text("file_url"), inside.text("file_data")),
                piece,
                "type",
                type);
        default -> null;
      };
    }

    private static @Nullable Piece responses(String type, Json.Obj piece) {
      return switch (type) {
        case "input_text", "output_text" ->
            text(type, piece, "type", "text", "annotations", "logprobs");
        case "input_image" ->
            of(type, image(piece.text("image_url")), piece, "type", "image_url", "detail");
        case "input_file" ->
            of(
                type,
                file(piece.text("filename"), piece.text("file_url"), piece.text("file_data")),
                piece,
                "type",
                "filename",
                "file_url",
                "file_data");
        default -> null;
      };
    }

    private static @Nullable Piece claude(String type, Json.Obj block) {
      Json.Obj source = object(block, "source");
      return switch (type) {
        case "text" -> text(type, block, "type", "text", "citations");
        case "image" ->
            of(
                type,
                source.text("url") == null && source.text("data") == null
                    ? null
                    : new Part.Image(
                        source.text("url"), source.text("media_type"), source.text("data")),
                block,
                "type",
                "source");
        case "document" ->
            of(
                type,
                source.text("url") == null && !"base64".equals(source.text("type"))
                    ? null
                    : new Part.File(
                        block.text("title"),
                        source.text("url"),
                        source.text("media_type"),
                        source.text("data")),
                block,
                "type",
                "source",
                "title");
        case "tool_use" ->
            of(
                type,
                call(block.text("id"), block.text("name"), block.get("input")),
                block,
                "type",
                "id",
                "name",
                "input");
        case "tool_result" ->
            of(type, result(block), block, "type", "tool_use_id", "content", "is_error");
        default -> null;
      };
    }

    private static @Nullable Piece gemini(Json.Obj part) {
      if (part.text("text") != null && !Json.of(true).equals(part.get("thought"))) {
        return text("text", part, "text");
      }
      Json.Obj call = either(part, "functionCall", "function_call");
      if (!call.fields().isEmpty()) {
        String id = Objects.requireNonNullElse(call.text("id"), call.text("name"));
        return of(
            "functionCall",
            call(id, call.text("name"), Objects.requireNonNullElse(call.get("args"), Json.EMPTY)),
            part,
            "functionCall",
            "function_call");
      }
      Json.Obj data = either(part, "inlineData", "inline_data");
      String type = data.text(data.get("mimeType") == null ? "mime_type" : "mimeType");
      return data.text("data") == null || type == null
          ? null
          : of(
              "inlineData",
              type.startsWith("image/")
                  ? new Part.Image(null, type, data.text("data"))
                  : type.startsWith("audio/")
                      ? new Part.Audio(type, String.valueOf(data.text("data")))
                      : new Part.File(null, null, type, data.text("data")),
              part,
              "inlineData",
              "inline_data");
    }

    private static @Nullable Piece text(String type, Json.Obj piece, String... known) {
      String text = piece.text("text");
      return of(type, text == null ? null : new Part.Text(text), piece, known);
    }

    private static @Nullable Piece of(
        String type, @Nullable Part part, Json.Obj piece, String... known) {
      if (part == null) {
        return null;
      }
      Set<String> read = Set.of(known);
      return new Piece(
          type,
          part,
          piece.fields().keySet().stream().filter(name -> !read.contains(name)).toList());
    }

    private static Json.Obj object(Json.Obj holder, String name) {
      return holder.get(name) instanceof Json.Obj found ? found : Json.EMPTY;
    }

    private static Json.Obj either(Json.Obj holder, String name, String other) {
      Json.Obj found = object(holder, name);
      return found.fields().isEmpty() ? object(holder, other) : found;
    }

    private static @Nullable Part image(@Nullable String url) {
      Data data = Data.of(url);
      return url == null
          ? null
          : data == null
              ? new Part.Image(url, null, null)
              : new Part.Image(null, data.type, data.base64);
    }

    private static @Nullable Part file(
        @Nullable String name, @Nullable String url, @Nullable String written) {
      Data data = Data.of(written);
      return url != null
          ? new Part.File(name, url, null, null)
          : data == null ? null : new Part.File(name, null, data.type, data.base64);
    }

    private static @Nullable Part audio(Json.Obj inside) {
      String data = inside.text("data");
      return data == null
          ? null
          : switch (inside.text("format")) {
            case "wav" -> new Part.Audio("audio/wav", data);
            case "mp3" -> new Part.Audio("audio/mpeg", data);
            case null, default -> null;
          };
    }

    private static @Nullable Part call(
        @Nullable String id, @Nullable String name, @Nullable Json input) {
      return id == null || name == null || !(input instanceof Json.Obj arguments)
          ? null
          : new Part.ToolCall(id, name, arguments.toString());
    }

    private static @Nullable Part result(Json.Obj block) {
      String id = block.text("tool_use_id");
      if (id == null) {
        return null;
      }
      List<Part.Content> content = new ArrayList<>();
      switch (block.get("content")) {
        case Json.Str(String text) -> content.add(new Part.Text(text));
        case Json.Arr(List<Json> blocks) -> {
          blocks.forEach(one -> content.add(content(one)));
        }
        case null, default -> {}
      }
      return new Part.ToolResult(
          id, content, block.get("is_error") instanceof Json.Bool(boolean error) ? error : null);
    }
  }

  private static Part.Content content(Json block) {
    Piece read = block instanceof Json.Obj object ? Piece.of(ANTHROPIC, object) : null;
    return read != null && read.part instanceof Part.Content known
        ? known
        : new Part.Opaque(ANTHROPIC, block);
  }

  /** What a data URL holds. */
  private record Data(String type, String base64) {

    static @Nullable Data of(@Nullable String url) {
      int end = url == null || !url.startsWith("data:") ? -1 : url.indexOf(";base64,");
      return url == null || end < 0
          ? null
          : new Data(
              url.substring("data:".length(), end).toLowerCase(Locale.ROOT),
              url.substring(end + ";base64,".length()));
    }
  }
}
