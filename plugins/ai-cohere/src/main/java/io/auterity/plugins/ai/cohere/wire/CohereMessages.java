package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cohere's form of a conversation. A text file that a user gives becomes one of the documents of
 * the request, which the model can cite.
 */
final class CohereMessages {

  private final List<Json> messages = new ArrayList<>();
  private final List<Json> documents = new ArrayList<>();

  private CohereMessages() {}

  static CohereMessages of(List<Message> conversation) {
    CohereMessages written = new CohereMessages();
    for (int i = 0; i < conversation.size(); i++) {
      written.add(conversation.get(i), "messages[%d]".formatted(i));
    }
    return written;
  }

  Json.Arr messages() {
    return Json.array(messages);
  }

  /** Documents of the users' files. */
  List<Json> documents() {
    return documents;
  }

  private void add(Message message, String place) {
    switch (message.role()) {
      case TOOL -> message.parts().forEach(part -> messages.add(toolResult(part, place)));
      case ASSISTANT -> messages.add(CohereSaid.write(message, place));
      default -> messages.add(asked(message, place));
    }
  }

  private Json asked(Message message, String place) {
    List<Json> content = new ArrayList<>();
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = message.parts().get(i);
      String at = "%s.parts[%d]".formatted(place, i);
      if (part instanceof Part.File file && message.role() == Role.USER) {
        documents.add(document(file, at));
      } else {
        content.add(piece(part, message.role(), at));
      }
    }
    Map<String, Json> fields = withRole(message.role());
    fields.put("content", plain(content));
    fields.putAll(Extra.in(message.extra(), CohereFit.DIALECT).fields());
    return new Json.Obj(fields);
  }

  /** One text stands for itself. */
  private static Json plain(List<Json> content) {
    if (content.isEmpty()) {
      return Json.of("");
    }
    return content.size() == 1
            && content.getFirst() instanceof Json.Obj piece
            && "text".equals(piece.text("type"))
            && piece.get("text") instanceof Json.Str text
        ? text
        : Json.array(content);
  }

  private static Json piece(Part part, Role role, String place) {
    return switch (part) {
      case Part.Text(String text) -> typed("text", Json.of(text));
      case Part.Image image when role == Role.USER -> typed("image_url", image(image, place));
      case Part.Opaque(String dialect, Json value) when dialect.equals(CohereFit.DIALECT) -> value;
      default -> throw unsupported(place);
    };
  }

  private static Json image(Part.Image image, String place) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("url", Json.of(url(image, place)));
    fields.putAll(Extra.in(image.extra(), CohereFit.DIALECT).fields());
    return new Json.Obj(fields);
  }

  private static String url(Part.Image image, String place) {
    if (image.url() != null) {
      return image.url();
    }
    if (image.mediaType() == null || image.base64() == null) {
      throw Refusal.invalid(place, "must have a url, or base64 with a mediaType");
    }
    return "data:" + image.mediaType() + ";base64," + image.base64();
  }

  private static Json toolResult(Part part, String place) {
    if (!(part instanceof Part.ToolResult result)) {
      throw Refusal.invalid(place, "of role tool may hold tool_result parts only");
    }
    Map<String, Json> fields = withRole(Role.TOOL);
    fields.put("tool_call_id", Json.of(result.id()));
    fields.put("content", told(result, place));
    return new Json.Obj(fields);
  }

  private static Json told(Part.ToolResult result, String place) {
    if (result.parts().stream().allMatch(Part.Text.class::isInstance)) {
      return Json.of(result.text());
    }
    return Json.array(result.parts().stream().map(part -> told(part, place)).toList());
  }

  private static Json told(Part.Content part, String place) {
    return switch (part) {
      case Part.Text(String text) -> typed("text", Json.of(text));
      case Part.File file -> typed("document", document(file, place));
      case Part.Opaque(String dialect, Json value) when dialect.equals(CohereFit.DIALECT) -> value;
      default -> throw unsupported(place);
    };
  }

  /** A document of words: the vendor reads no other. */
  private static Json document(Part.File file, String place) {
    if (file.base64() == null || !isText(file.mediaType())) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          place,
          place + " is no text file with its bytes, and Cohere reads no other");
    }
    Json.Obj data = Json.EMPTY;
    if (file.name() != null) {
      data = data.with("title", Json.of(file.name()));
    }
    data = data.with("text", Json.of(decoded(file.base64(), place)));
    Json.Obj own = Extra.in(file.extra(), CohereFit.DIALECT);
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("data", data);
    fields.putAll(own.fields());
    return new Json.Obj(fields);
  }

  private static boolean isText(@Nullable String mediaType) {
    return mediaType != null
        && (mediaType.startsWith("text/") || mediaType.startsWith("application/json"));
  }

  private static String decoded(String base64, String place) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(place, "must hold base64");
    }
  }

  /** Another vendor may be able to carry it: the call can go there. */
  static CallFailedException unsupported(String place) {
    return Refusal.of(FailureCode.UNSUPPORTED, place, place + " is of a type that Cohere has not");
  }

  static Map<String, Json> withRole(Role role) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("role", Json.of(role.name().toLowerCase(Locale.ROOT)));
    return fields;
  }

  /** An object with a type and one field of the type's name. */
  static Json.Obj typed(String type, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("type", Json.of(type));
    fields.put(type, value);
    return new Json.Obj(fields);
  }
}
