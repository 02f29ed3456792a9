package io.auterity.workflow.trigger.webhook;

import io.auterity.platform.json.LowerCaseName;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The verification of the calls of a webhook: by what they show who sent them.
 *
 * @param header that has the signature, lower case; null where nothing is signed
 * @param secret name of the secret; null where there is none
 * @param prefix of the header's value before the signature; null for {@code sha256=} where it is
 *     there
 * @param base64 whether the signature is in Base64 and not in hexadecimal digits
 * @param timed how it says when it was made; null where it does not, so that a call that somebody
 *     has seen can be sent again
 */
public record WebhookVerification(
    Proof proof,
    @Nullable String header,
    @Nullable String secret,
    @Nullable String prefix,
    boolean base64,
    @Nullable TimedSignature timed) {

  private static final String VERIFY = "verify";
  private static final String SECRET = "secret";
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int LONGEST = 64;
  private static final String FIX =
      "write {hmac: {header: x-signature, secret: NAME}}, {standard: {secret: NAME}}, {bearer:"
          + " {secret: NAME}}, or none, with which 60 runs an hour start";
  private static final String REPLAYED =
      "it signs no time, so a call that others have seen starts runs whenever it is sent again:"
          + " have a time signed (timestamp), or Standard Webhooks (standard)";

  /** What a call shows. */
  public enum Proof implements LowerCaseName {
    /** HMAC-SHA256 of the body as it was sent, by a secret. */
    HMAC,
    /** The same over an id, a time and the body, as Standard Webhooks have it. */
    STANDARD,
    /** The secret itself, as a bearer token. */
    BEARER,
    /** Nothing but the address. */
    NONE
  }

  private enum Encoding {
    HEX,
    BASE64
  }

  /** Calls that show nothing. */
  public static final WebhookVerification NONE =
      new WebhookVerification(Proof.NONE, null, null, null, false, null);

  static @Nullable WebhookVerification read(DefinitionPart webhook) {
    Json written = webhook.get(VERIFY);
    if (written instanceof Json.Str(String word) && word.equals(Proof.NONE.wire())) {
      return NONE;
    }
    if (!(written instanceof Json.Obj)) {
      webhook.wrong(
          VERIFY,
          written == null
              ? "is missing, so all who learn the address could start runs"
              : "says no verification",
          FIX);
      return null;
    }
    return proven(webhook.part(VERIFY));
  }

  private static @Nullable WebhookVerification proven(DefinitionPart verify) {
    verify.only(List.of(Proof.HMAC.wire(), Proof.STANDARD.wire(), Proof.BEARER.wire()));
    if (verify.names().size() != 1) {
      verify.problems().add(new Problem(verify.path(), "has one of these", FIX));
      return null;
    }
    if (verify.has(Proof.STANDARD.wire())) {
      return standard(verify.part(Proof.STANDARD.wire()));
    }
    if (verify.has(Proof.BEARER.wire())) {
      DefinitionPart bearer = verify.part(Proof.BEARER.wire());
      bearer.only(Set.of(SECRET));
      return new WebhookVerification(Proof.BEARER, null, bearer.text(SECRET), null, false, null);
    }
    return signed(verify.part(Proof.HMAC.wire()));
  }

  private static WebhookVerification standard(DefinitionPart standard) {
    standard.only(Set.of(SECRET, "tolerance"));
    return new WebhookVerification(
        Proof.STANDARD,
        "webhook-signature",
        standard.text(SECRET),
        "",
        true,
        TimedSignature.standard(TimedSignature.tolerance(standard)));
  }

  private static WebhookVerification signed(DefinitionPart hmac) {
    hmac.only(
        Stream.concat(
                Stream.of("header", SECRET, "prefix", "encoding"), TimedSignature.FIELDS.stream())
            .toList());
    String header = hmac.text("header");
    if (!header.isEmpty() && !HEADER.matcher(header).matches()) {
      hmac.wrong("header", "'%s' is no name of a header".formatted(header), "write x-signature");
    }
    String prefix = hmac.has("prefix") ? hmac.text("prefix") : null;
    if (prefix != null && prefix.length() > LONGEST) {
      hmac.wrong("prefix", "has more than %d characters".formatted(LONGEST), "write sha256=");
    }
    return new WebhookVerification(
        Proof.HMAC,
        header.toLowerCase(Locale.ROOT),
        hmac.text(SECRET),
        prefix,
        hmac.choice("encoding", Encoding.class, Encoding.HEX) == Encoding.BASE64,
        TimedSignature.read(hmac));
  }

  /** What it lets pass as it is; empty where there is nothing to warn of. */
  public Optional<String> warning() {
    return proof == Proof.HMAC && timed == null ? Optional.of(REPLAYED) : Optional.empty();
  }

  /** As it is written. */
  public Json json() {
    return switch (proof) {
      case NONE -> Json.of(proof.wire());
      case BEARER -> Json.EMPTY.with(proof.wire(), Json.EMPTY.with(SECRET, Json.of(secret)));
      case HMAC -> Json.EMPTY.with(proof.wire(), hmac());
      case STANDARD -> Json.EMPTY.with(proof.wire(), standard());
    };
  }

  private Json.Obj standard() {
    Json.Obj written = Json.EMPTY.with(SECRET, Json.of(secret));
    return timed == null ? written : timed.tolerated(written);
  }

  private Json.Obj hmac() {
    Json.Obj hmac = Json.EMPTY.with("header", Json.of(header)).with(SECRET, Json.of(secret));
    Json.Obj whole = prefix == null ? hmac : hmac.with("prefix", Json.of(prefix));
    Json.Obj encoded = base64 ? whole.with("encoding", Json.of("base64")) : whole;
    return timed == null ? encoded : timed.json(encoded);
  }
}
