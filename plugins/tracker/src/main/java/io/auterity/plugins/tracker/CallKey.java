package io.auterity.plugins.tracker;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.tracker.NewIssue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The idempotency key of the call that made a document, kept as a unique key of the document. */
final class CallKey {

  private static final String NAME = "call";

  static Map<String, String> only(Optional<String> key) {
    return key.map(value -> Map.of(NAME, value)).orElse(Map.of());
  }

  static Map<String, String> with(String name, String value, Optional<String> key) {
    Map<String, String> keys = new HashMap<>(only(key));
    keys.put(name, value);
    return keys;
  }

  /** Whether {@code document} was made by the call of that key. */
  static boolean holds(Writer writer, Document document, Optional<String> key) {
    return key.flatMap(value -> writer.find(document.collection(), NAME, value))
        .filter(holder -> holder.id().equals(document.id()))
        .isPresent();
  }

  /** Of an input, whatever the order of its names. */
  static String digest(NewIssue input) {
    List<Json> asked = new ArrayList<>();
    asked.add(Json.of(input.project().id()));
    asked.add(Json.of(input.title()));
    asked.add(Json.of(Objects.requireNonNullElse(input.body(), "")));
    asked.add(texts(input.labels()));
    asked.add(Objects.requireNonNullElse(input.extra(), Json.EMPTY));
    // What earlier versions did not have adds nothing where it is absent: they made digests too.
    Map<String, Json> more = new HashMap<>();
    if (input.assignees() != null && !input.assignees().isEmpty()) {
      more.put("assignees", texts(input.assignees()));
    }
    put(more, "priority", input.priority());
    put(more, "dueOn", input.dueOn());
    put(more, "parent", input.parent() == null ? null : input.parent().id());
    if (!more.isEmpty()) {
      asked.add(Json.object(more));
    }
    return digest(Json.array(asked));
  }

  private static Json texts(@Nullable List<String> texts) {
    return Json.array(
        Objects.requireNonNullElse(texts, List.<String>of()).stream().map(Json::of).toList());
  }

  private static void put(Map<String, Json> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, Json.of(value.toString()));
    }
  }

  /** Of an input as JSON, whatever the order of its names. */
  static String digest(Json input) {
    return HexFormat.of()
        .formatHex(sha256(sorted(input).toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Json sorted(Json value) {
    return switch (value) {
      case Json.Arr(List<Json> items) -> Json.array(items.stream().map(CallKey::sorted).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> sorted = new TreeMap<>();
        fields.forEach((name, field) -> sorted.put(name, sorted(field)));
        yield Json.object(sorted);
      }
      default -> value;
    };
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Refuses a key that came with another input before.
   *
   * @param same whether what the key made was asked for with the same input
   */
  static void requireSame(Optional<String> key, boolean same) {
    if (key.isPresent() && !same) {
      throw TrackerErrors.keyReused();
    }
  }

  /** The document that an earlier attempt of the call made. */
  static Optional<Document> find(Writer writer, String collection, Optional<String> key) {
    return key.flatMap(value -> writer.find(collection, NAME, value));
  }
}
