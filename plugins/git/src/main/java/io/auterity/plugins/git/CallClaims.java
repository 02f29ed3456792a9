package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Idempotency keys of calls and what they made: the id of a document, or the commit that a branch
 * or tag shall name.
 *
 * <p>What is made outside of the documents is written down first and done second. Where the process
 * ends between the two, the repetition of the call finds the key with something that is not there,
 * and does it then.
 */
record CallClaims(Documents documents, Instant now) {

  private static final String COLLECTION = "call";
  private static final String AT = "at";
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int ENDED_AT_ONCE = 20;

  /** Runs {@code make}, which yields an id, unless this call has done so before. */
  String once(Call call, Object input, Function<Writer, String> make) {
    endOld(call);
    return documents.write(writer -> once(writer, call, input, make));
  }

  private String once(Writer writer, Call call, Object input, Function<Writer, String> make) {
    Optional<String> key = key(call);
    if (key.isEmpty()) {
      return make.apply(writer);
    }
    Document claim = claim(key.get(), input, "");
    Added added = writer.addOrGet(claim, Map.of(COLLECTION, key.get()));
    if (!added.created()) {
      return made(added.document(), claim);
    }
    String made = make.apply(writer);
    writer.put(claim(key.get(), input, made));
    return made;
  }

  /** What this call has made, or was about to make, before. */
  Optional<String> earlier(Call call, Object input) {
    return key(call)
        .flatMap(
            key ->
                documents
                    .find(COLLECTION, COLLECTION, key)
                    .map(stored -> made(stored, claim(key, input, ""))));
  }

  /** What makes something outside of the documents. */
  @FunctionalInterface
  interface Making {
    void make() throws IOException;
  }

  /** Makes what is written down before; what is refused is no longer written down. */
  void making(Call call, Object input, String made, Making making) throws IOException {
    intend(call, input, made);
    try {
      making.make();
    } catch (CallFailedException e) {
      withdraw(call);
      throw e;
    }
  }

  private void endOld(Call call) {
    if (call.idempotencyKey().isEmpty()) {
      return;
    }
    List<Document> over =
        documents.list(COLLECTION, Json.EMPTY, null, ENDED_AT_ONCE).stream()
            .filter(this::isOver)
            .toList();
    if (!over.isEmpty()) {
      documents.write(
          writer -> {
            over.forEach(claim -> writer.delete(COLLECTION, claim.id()));
            return over;
          });
    }
  }

  private boolean isOver(Document claim) {
    Instant at = StoredRepository.instant(claim.body(), AT);
    return at == null || at.plus(KEPT).isBefore(now);
  }

  private void intend(Call call, Object input, String made) {
    endOld(call);
    key(call)
        .ifPresent(
            key -> {
              Document claim = claim(key, input, made);
              documents.write(
                  writer -> {
                    writer.addOrGet(claim, Map.of(COLLECTION, key));
                    writer.put(claim);
                    return claim;
                  });
            });
  }

  private void withdraw(Call call) {
    key(call)
        .ifPresent(
            key ->
                documents.write(
                    writer -> {
                      writer.delete(COLLECTION, key);
                      return key;
                    }));
  }

  private static String made(Document stored, Document asked) {
    if (!String.valueOf(stored.body().get("asked"))
        .equals(String.valueOf(asked.body().get("asked")))) {
      throw GitErrors.keyReused();
    }
    return String.valueOf(stored.body().text("made"));
  }

  private Document claim(String key, Object input, String made) {
    Json.Obj body =
        Json.EMPTY
            .with("asked", Json.of(digest(input.toString())))
            .with("made", Json.of(made))
            .with(AT, Json.of(now.toString()));
    return new Document(COLLECTION, key, body);
  }

  private static Optional<String> key(Call call) {
    return call.idempotencyKey().map(key -> digest(call.capability() + " " + key));
  }

  static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
