package io.auterity.plugins.messaging;

import io.auterity.spi.Call;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The documents of one messaging service, as its nouns use them. */
record MessagingDocuments(String provider, Documents documents, InstantSource clock) {

  private static final Shapes INPUTS = Shapes.ofInputs();
  private static final Shapes RESULTS = Shapes.ofResults();
  private static final String RECORD = "record";
  private static final String CALL = "call";
  private static final String ASKED = "asked";

  Ref ref(String id) {
    return new Ref(provider, id);
  }

  /** What is named, each once. */
  List<Ref> refs(List<Ref> named) {
    return named.stream().map(each -> ref(each.id())).distinct().toList();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  <T> T write(Function<Writer, T> work) {
    return documents.write(work);
  }

  /** Who calls; null where the platform does not tell. */
  @Nullable Person caller(Call call) {
    return call.caller()
        .map(caller -> new Person(ref(caller.id()), caller.name(), null, !caller.person()))
        .orElse(null);
  }

  /** Who calls, of whom something is kept. */
  Person knownCaller(Call call) {
    Person caller = caller(call);
    if (caller == null) {
      throw MessagingErrors.unknownCaller();
    }
    return caller;
  }

  static Json.Obj json(Record value) {
    return (Json.Obj) RESULTS.write(value, value.getClass());
  }

  /** The body with that as the record that it holds, beside what else stands in it. */
  static Json.Obj holding(Json.Obj body, Record value) {
    return body.with(RECORD, json(value));
  }

  /** The record that the body holds. */
  static <T extends Record> T read(Document document, Class<T> type) {
    Json held = Objects.requireNonNullElse(document.body().get(RECORD), Json.NULL);
    return type.cast(RESULTS.read(held, type, "a stored document"));
  }

  /**
   * Adds a document unless this call has added one before.
   *
   * @param make makes it and does what goes with it
   * @param taken what is said when its id is another document's
   */
  Document addOnce(
      String collection,
      Call call,
      Record input,
      Function<Writer, Document> make,
      Supplier<? extends RuntimeException> taken) {
    Optional<String> key = call.idempotencyKey().map(given -> call.capability() + ' ' + given);
    Map<String, String> keys = key.map(value -> Map.of(CALL, value)).orElse(Map.of());
    Json asked = Json.of(digest(input));
    return documents.write(
        writer -> {
          Optional<Document> earlier = key.flatMap(value -> writer.find(collection, CALL, value));
          if (earlier.isPresent()) {
            return same(earlier.get(), asked);
          }
          Document made = make.apply(writer);
          if (writer.get(collection, made.id()).isPresent()) {
            throw taken.get();
          }
          return writer
              .addOrGet(new Document(collection, made.id(), made.body().with(ASKED, asked)), keys)
              .document();
        });
  }

  private static Document same(Document earlier, Json asked) {
    if (!asked.equals(earlier.body().get(ASKED))) {
      throw MessagingErrors.keyReused();
    }
    return earlier;
  }

  private static String digest(Record input) {
    byte[] text = INPUTS.write(input, input.getClass()).toString().getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Text that says something, and that a database and a screen can hold. */
  static void checkText(String field, String text) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "must not be empty");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text) || text.indexOf('\0') >= 0) {
      throw Refusal.invalid(field, "must not hold U+0000 or half a surrogate pair");
    }
  }
}
