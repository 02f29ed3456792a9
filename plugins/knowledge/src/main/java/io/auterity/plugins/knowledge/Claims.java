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

/**
 * Numbers of what is made, and the idempotency keys of the calls that took them. A number is
 * written down before anything bears it: a repetition of the call takes the same and makes what is
 * not there yet.
 */
record Claims(Documents documents) {

  private static final String CALLS = "call";
  private static final String NUMBERS = "number";

  /**
   * The number for what a call makes.
   *
   * @param repeated whether an earlier attempt of the call took it
   */
  record Claim(long number, boolean repeated) {}

  /**
   * Takes a number.
   *
   * @param asked what is the same when the same is asked for
   * @param taken whether something bears a number already, as after a restored backup
   */
  Claim claim(Call call, String asked, LongPredicate taken) {
    Optional<String> key =
        call.idempotencyKey().map(text -> digest(call.capability() + " " + text));
    return documents.write(
        writer ->
            key.isEmpty()
                ? new Claim(next(writer, taken), false)
                : keyed(writer, key.get(), digest(asked), taken));
  }

  private static Claim keyed(Writer writer, String key, String asked, LongPredicate taken) {
    Added added = writer.addOrGet(document(key, asked, 0), Map.of(CALLS, key));
    if (added.created()) {
      long number = next(writer, taken);
      writer.put(document(key, asked, number));
      return new Claim(number, false);
    }
    Json.Obj before = added.document().body();
    if (!asked.equals(before.text("asked"))) {
      throw reused();
    }
    return new Claim(Long.parseLong(String.valueOf(before.text(NUMBERS))), true);
  }

  private static long next(Writer writer, LongPredicate taken) {
    long number = writer.next(NUMBERS);
    while (taken.test(number)) {
      number = writer.next(NUMBERS);
    }
    return number;
  }

  private static Document document(String key, String asked, long number) {
    Json.Obj body =
        Json.EMPTY.with("asked", Json.of(asked)).with(NUMBERS, Json.of(Long.toString(number)));
    return new Document(CALLS, key, body);
  }

  private static CallFailedException reused() {
    return Desk.conflict(
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
