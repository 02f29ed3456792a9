package io.auterity.relay.guard;

import io.auterity.platform.call.CallGuard.Place;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Classifies pieces of conversations in their vendor's own form for guards: their place, and the
 * documents and bytes in them.
 */
final class VendorItem {

  /** Pieces that a party of the conversation says. */
  private static final Set<String> SAID =
      Set.of(
          "text",
          "refusal",
          "thinking",
          "redacted_thinking",
          "image",
          "image_url",
          "input_audio",
          "fileData",
          "inlineData",
          "compaction");

  /** Documents, and what a tool of the caller's has told. */
  private static final Set<String> TOLD =
      Set.of(
          "document",
          "file",
          "input_file",
          "search_result",
          "tool_result",
          "functionResponse",
          "function_response");

  private static final List<String> MEDIA_TYPES = List.of("media_type", "mimeType", "mime_type");
  private static final Pattern DATA_URL =
      Pattern.compile("data:([^,]*?);base64,(.*)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  // Every other one tells what a tool of the vendor's was told or has told, and so may one that
  // names itself in several ways.
  static MaskablePlace spot(Json value) {
    if (!(value instanceof Json.Obj object)) {
      return MaskablePlace.vendor(Place.WORDS);
    }
    String type = object.text("type");
    Set<String> names = type == null ? object.fields().keySet() : Set.of(type);
    boolean told = names.stream().anyMatch(TOLD::contains);
    boolean said = names.stream().anyMatch(SAID::contains);
    if (told == said) {
      return MaskablePlace.vendor(Place.HOSTED);
    }
    return MaskablePlace.vendor(told ? Place.TOLD : Place.WORDS);
  }

  /**
   * Whether that field holds nothing but bytes, in base64 or as a data URL. Its author may only say
   * so, hence all else is words, whatever it begins with.
   */
  static boolean isBytes(String name, Json.Obj object) {
    String value = object.text(name);
    if (value == null) {
      return false;
    }
    Matcher url = DATA_URL.matcher(value);
    if (url.matches()) {
      return DocumentText.isBinary(url.group(1)) && DocumentText.isBase64(url.group(2));
    }
    boolean picture = name.equals("result") && "image_generation_call".equals(object.text("type"));
    String type = name.equals("data") ? encoded(object) : null;
    return (picture || (type != null && DocumentText.isBinary(type)))
        && DocumentText.isBase64(value);
  }

  /** Whether that is a data URL of nothing but bytes. */
  static boolean isBytes(String url) {
    if (!url.startsWith("data:")) {
      return false;
    }
    Matcher data = DATA_URL.matcher(url);
    return data.matches()
        && DocumentText.isBinary(data.group(1))
        && DocumentText.isBase64(data.group(2));
  }

  // The media type of the bytes in its field data, one of words before all others; null where that
  // holds none.
  private static @Nullable String encoded(Json.Obj object) {
    return "text".equals(object.text("type")) || object.text("data") == null
        ? null
        : MEDIA_TYPES.stream()
            .map(object::text)
            .filter(Objects::nonNull)
            .min(Comparator.comparing(DocumentText::isBinary))
            .orElse(null);
  }

  /**
   * Bytes that stand in an object, of whatever media type.
   *
   * @param field that holds them
   * @param url whether it does so as a data URL
   */
  record Document(Part.File file, String field, boolean url) {

    /** The object with another document in that place. */
    Json.Obj with(Json.Obj object, Part.File other) {
      String base64 = String.valueOf(other.base64());
      if (url) {
        return object.with(
            field, Json.of("data:%s;base64,%s".formatted(other.mediaType(), base64)));
      }
      Json.Obj changed = object.with(field, Json.of(base64));
      for (String type : MEDIA_TYPES) {
        changed =
            object.text(type) == null
                ? changed
                : changed.with(type, Json.of(String.valueOf(other.mediaType())));
      }
      return changed;
    }
  }

  /** All that stand in an object itself. */
  static List<Document> documents(Json.Obj object) {
    List<Document> documents = new ArrayList<>(0);
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      if (field.getValue() instanceof Json.Str(String text)) {
        Matcher url = DATA_URL.matcher(text);
        if (url.matches()) {
          documents.add(document(field.getKey(), url.group(1), url.group(2), true));
        } else if (field.getKey().equals("data") && encoded(object) != null) {
          documents.add(document("data", encoded(object), text, false));
        }
      }
    }
    return documents;
  }

  private static Document document(
      String field, @Nullable String type, String base64, boolean url) {
    return new Document(new Part.File(null, null, type, base64), field, url);
  }
}
