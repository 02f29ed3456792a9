package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of what is made, and the idempotency keys of the calls that took them. A number is
 * written down before anything bears it: a repetition of the call takes the same and makes what is
 * not there yet.
 */
record Claims(Documents documents) {

  private static final String CALLS = "call";
  private static final String NUMBERS = "number";
  private static final String MADE = "made";

  /**
   * The number for what a call makes.
   *
   * @param key under which it is written down; null of a call without a key
   * @param repeated whether an earlier attempt of the call took it
   * @param made whether that attempt told that it made something
   */
  record Claim(long number, @Nullable String key, String asked, boolean repeated, boolean made) {

    private Document document(boolean done) {
      Json.Obj body =
          Json.EMPTY
              .with("asked", Json.of(asked))
              .with(NUMBERS, Json.of(Long.toString(number)))
              .with(MADE, Json.of(done));
      return new Document(CALLS, String.valueOf(key), body);
    }
  }

  /** What an earlier attempt of the call took; nothing of a call without a key. */
  Optional<Claim> earlier(Call call, String asked) {
    return key(call)
        .flatMap(key -> documents.get(CALLS, key).map(held -> read(key, held, digest(asked))));
  }

  /**
   * Takes a number.
   *
   * @param asked what is the same when the same is asked for
   * @param borne whether something bears a number already, as after a restored backup
   */
  Claim claim(Call call, String asked, LongPredicate borne) {
    Optional<String> key = key(call);
    return documents.write(
        writer ->
            key.isEmpty()
                ? new Claim(next(writer, borne), null, "", false, false)
                : keyed(writer, key.get(), digest(asked), borne));
  }

  private static Claim keyed(Writer writer, String key, String asked, LongPredicate borne) {
    Claim first = new Claim(0, key, asked, false, false);
    Added added = writer.addOrGet(first.document(false), Map.of(CALLS, key));
    if (!added.created()) {
      return read(key, added.document(), asked);
    }
    Claim claim = new Claim(next(writer, borne), key, asked, false, false);
    writer.put(claim.document(false));
    return claim;
  }

  private static Claim read(String key, Document held, String asked) {
    Json.Obj before = held.body();
    if (!asked.equals(before.text("asked"))) {
      throw reused();
    }
    long number = Long.parseLong(String.valueOf(before.text(NUMBERS)));
    return new Claim(number, key, asked, true, Json.of(true).equals(before.get(MADE)));
  }

  /** Writes down that the number is borne. Where that fails, a repetition looks for itself. */
  void made(Claim claim) {
    if (claim.key() == null) {
      return;
    }
    try {
      documents.write(
          writer -> {
            writer.put(claim.document(true));
            return true;
          });
    } catch (CallFailedException e) {
      // What was asked for is done: the caller is told so.
    }
  }

  /** Gives a number back that is of no use. */
  void release(Claim claim) {
    String key = claim.key();
    if (key != null) {
      documents.write(
          writer -> {
            writer.delete(CALLS, key);
            return true;
          });
    }
  }

  private static Optional<String> key(Call call) {
    return call.idempotencyKey().map(text -> digest(call.capability() + " " + text));
  }

  private static long next(Writer writer, LongPredicate borne) {
    long number = writer.next(NUMBERS);
    while (borne.test(number)) {
      number = writer.next(NUMBERS);
    }
    return number;
  }

  private static CallFailedException reused() {
    return KnowledgeContext.conflict(
        Failure.IDEMPOTENCY_KEY,
        "this idempotency key was used with another input; use a new key for a new one");
  }

  static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
