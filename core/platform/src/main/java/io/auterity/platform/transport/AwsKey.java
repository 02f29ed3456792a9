package io.auterity.platform.transport;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An access key of AWS.
 *
 * @param id says which key it is; no secret
 * @param session token of a key that is valid for a while, null for one that stays
 */
public record AwsKey(String id, String secret, @Nullable String session) {

  private static final JsonReader JSON = new JsonReader(100_000);
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7E]+");
  private static final Predicate<String> ID = Pattern.compile("\\w{16,128}").asMatchPredicate();
  private static final int PARTS = 3;

  /**
   * Reads a stored secret: {@code ID:SECRET} or {@code ID:SECRET:TOKEN}, or the JSON that {@code
   * aws configure export-credentials} prints. What is wrong with it is told without it.
   *
   * @throws CallFailedException {@code invalid}
   */
  public static AwsKey read(String stored) {
    String text = stored.strip();
    return text.startsWith("{") ? json(text) : parts(text);
  }

  @Override
  public String toString() {
    return "AWS access key " + id;
  }

  private static AwsKey parts(String text) {
    String[] parts = text.split(":", PARTS);
    if (parts.length < 2) {
      throw flaw();
    }
    return of(parts[0], parts[1], parts.length == PARTS ? parts[2] : null);
  }

  private static AwsKey json(String text) {
    Json value;
    try {
      value = JSON.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (CallFailedException e) {
      throw flaw();
    }
    if (!(value instanceof Json.Obj key)) {
      throw flaw();
    }
    return of(text(key, "AccessKeyId"), text(key, "SecretAccessKey"), key.text("SessionToken"));
  }

  private static String text(Json.Obj key, String name) {
    return Optional.ofNullable(key.text(name)).orElseThrow(AwsKey::flaw);
  }

  private static AwsKey of(String id, String secret, @Nullable String session) {
    boolean sound =
        ID.test(id)
            && WORD.matcher(secret).matches()
            && (session == null || WORD.matcher(session).matches());
    if (!sound) {
      throw flaw();
    }
    return new AwsKey(id, secret, session);
  }

  private static CallFailedException flaw() {
    return new CallFailedException(
        FailureCode.INVALID,
        "it is no access key of AWS; store it as ID:SECRET, as ID:SECRET:TOKEN or as the JSON of"
            + " 'aws configure export-credentials'");
  }
}
