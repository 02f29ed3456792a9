package io.auterity.plugins.documents;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The results of calls with an idempotency key, kept for a day. They are without what was in
 * documents, of which nothing may lie here when they are deleted.
 */
final class KeyedCalls {

  static final Duration KEPT = Duration.ofDays(1);

  private static final String SHELF = "calls";
  private static final String ASKED = "asked";
  private static final String AT = "at";
  private static final String DID = "did";
  private static final int SWEPT = 20;

  private final Writer writer;
  private final String id;
  private final String asked;
  private final Instant now;

  /**
   * The call of that key.
   *
   * @param asked its whole input
   */
  KeyedCalls(Writer writer, String operation, String key, Json asked, Instant now) {
    this.writer = writer;
    this.id = digest(operation + " " + key);
    this.asked = digest(sorted(asked).toString());
    this.now = now;
  }

  /**
   * What it did before.
   *
   * @throws CallFailedException {@code conflict} when the key came with another input
   */
  Optional<Json.Obj> earlier() {
    Document known = writer.get(SHELF, id).orElse(null);
    if (known == null) {
      return Optional.empty();
    }
    if (old(known, now)) {
      writer.delete(SHELF, id);
      return Optional.empty();
    }
    Fields body = Fields.of(known.body());
    if (!body.text(ASKED).equals(asked)) {
      throw Refusal.of(
          FailureCode.CONFLICT,
          Failure.IDEMPOTENCY_KEY,
          "this idempotency key was used with another input; use a new key for a new one");
    }
    return Optional.of(body.object(DID));
  }

  /** Remembers what it has done. */
  void did(Json.Obj what) {
    Json.Obj body =
        Json.EMPTY.with(ASKED, Json.of(asked)).with(AT, Json.of(now.toString())).with(DID, what);
    writer.addOrGet(new Document(SHELF, id, body), Map.of());
  }

  /** Some of those that are to be forgotten. */
  static List<Document> old(Documents store, Instant now) {
    return store.list(SHELF, Json.EMPTY, null, SWEPT).stream()
        .filter(call -> old(call, now))
        .toList();
  }

  private static boolean old(Document call, Instant now) {
    return Instant.parse(Fields.of(call.body()).text(AT)).plus(KEPT).isBefore(now);
  }

  static void forget(Writer writer, List<Document> calls) {
    calls.forEach(call -> writer.delete(SHELF, call.id()));
  }

  private static Json sorted(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> inner) -> {
        Map<String, Json> made = new TreeMap<>();
        inner.forEach((name, item) -> made.put(name, sorted(item)));
        yield new Json.Obj(made);
      }
      case Json.Arr(List<Json> items) ->
          new Json.Arr(items.stream().map(KeyedCalls::sorted).toList());
      default -> value;
    };
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
