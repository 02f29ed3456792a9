package io.auterity.server.triggers;

import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.webhook.TokenLookups;
import io.auterity.webhook.WebhookPace;
import io.auterity.webhook.WebhookSignatureRule;
import io.auterity.webhook.WebhookSignatureRule.Pieces;
import io.auterity.webhook.WebhookSignatureRule.Scheme;
import io.auterity.workflow.trigger.WebhookStarts;
import io.auterity.workflow.trigger.WebhookStarts.CallStart;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingCall;
import io.auterity.workflow.trigger.webhook.TimedSignature;
import io.auterity.workflow.trigger.webhook.WebhookVerification;
import io.auterity.workflow.trigger.webhook.WebhookVerification.Proof;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Takes calls of triggers' webhooks: whose it is by the token, then no faster than allowed, then
 * verified, and only then read.
 */
final class TriggerWebhookDoor {

  private static final String AUTHORIZATION = "authorization";
  private static final String SHA256 = "sha256=";

  /** Headers by which senders tell a repetition, the first one that is there counts. */
  private static final List<String> KEYS =
      List.of("idempotency-key", "webhook-id", "x-github-delivery");

  private static final Set<String> SHOWN =
      Set.of("content-type", "user-agent", "idempotency-key", "webhook-id", "webhook-timestamp");
  private static final Pattern OF_SENDERS = Pattern.compile("(?:x|ce)-[a-z0-9-]{1,60}");
  private static final Predicate<String> SECRET =
      Pattern.compile("token|key|secret|auth|passw|cookie|session|signature|forwarded|real-ip")
          .asPredicate();
  private static final int MOST_SHOWN = 50;
  private static final int LONGEST_SHOWN = 1_000;

  private final WebhookStarts starts;
  private final SecretSource secrets;
  private final Time time;
  private final WebhookPace pace;
  private final TokenLookups<TriggerRow> tokens;

  TriggerWebhookDoor(WebhookStarts starts, SecretSource secrets, ContentSeal seal, Time time) {
    this.starts = starts;
    this.secrets = secrets;
    this.time = time;
    this.pace = new WebhookPace(time);
    this.tokens = new TokenLookups<>(seal, pace, starts::find, Set::of);
  }

  /**
   * A call as it came.
   *
   * @param headers by lower-case name
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(Map<String, String> headers, Map<String, String> query, byte[] body) {}

  /**
   * Lets a call begin.
   *
   * @throws CallFailedException {@code not_found}, {@code rate_limited}
   * @throws ResponseStatusException 410 where its trigger starts nothing now
   */
  TriggerRow enter(String token) {
    TriggerRow trigger = tokens.find(token);
    if (trigger.state() != TriggerRow.State.ACTIVE) {
      throw new ResponseStatusException(
          HttpStatus.GONE,
          "this webhook is %s and takes no calls".formatted(trigger.state().wire()));
    }
    pace.admit(trigger.scope().tenant(), trigger.id());
    return trigger;
  }

  /**
   * Verifies a call, and has its run begin.
   *
   * @throws CallFailedException {@code unauthenticated} when it is not shown who sent it; else as
   *     {@link WebhookStarts#start}
   */
  CallStart take(TriggerRow trigger, Sent sent) {
    WebhookVerification verify = Objects.requireNonNull(trigger.webhook()).verify();
    String key =
        verify.proof() == Proof.NONE ? key(sent.headers()) : verified(trigger, verify, sent);
    String encoding = sent.headers().get("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw CallBody.unsupported("Content-Encoding: '%s' is not read".formatted(encoding));
    }
    Json body = CallBody.read(sent.headers().get("content-type"), sent.body());
    return starts.start(
        trigger, new IncomingCall(key, body, shown(sent.headers(), verify.header()), sent.query()));
  }

  /**
   * By what the call is known again.
   *
   * @return null where it gives nothing
   */
  private @Nullable String verified(TriggerRow trigger, WebhookVerification verify, Sent sent) {
    WebhookSignatureRule rule = rule(verify, sent.headers());
    TimedSignature timed = verify.timed();
    SignedCall call = timed == null ? SignedCall.untimed(sent) : SignedCall.of(timed, rule, sent);
    String missing = rule.signed(sent.headers()) ? call.missing() : missing(verify);
    if (missing != null) {
      throw refused(trigger, missing);
    }
    if (!rule.verifies(sent.headers(), call.signed(), List.of(secret(trigger, verify)))) {
      throw refused(
          trigger,
          verify.proof() == Proof.BEARER
              ? "the token is another"
              : "the signature in %s is not that of %s"
                  .formatted(
                      verify.header(), timed == null ? "the body as it was sent" : timed.over()));
    }
    if (timed == null) {
      return key(sent.headers());
    }
    Optional<String> untimely = call.untimely(timed.tolerance(), time.now());
    if (untimely.isPresent()) {
      throw refused(trigger, untimely.get());
    }
    return call.key();
  }

  private CallFailedException refused(TriggerRow trigger, String why) {
    starts.problem(trigger, "a call was refused: " + why);
    return new CallFailedException(FailureCode.UNAUTHENTICATED, why);
  }

  private static String missing(WebhookVerification verify) {
    return verify.proof() == Proof.BEARER
        ? "it shows no token; send Authorization: Bearer and the token"
        : "it has no signature in %s; send there the HMAC-SHA256 of the body"
            .formatted(verify.header());
  }

  private String secret(TriggerRow trigger, WebhookVerification verify) {
    try {
      return secrets.read(trigger.scope(), Objects.requireNonNull(verify.secret()), Set.of());
    } catch (CallFailedException e) {
      throw starts.unusable(trigger, e.failure().message());
    }
  }

  private static WebhookSignatureRule rule(
      WebhookVerification verify, Map<String, String> headers) {
    if (verify.proof() == Proof.BEARER) {
      return new WebhookSignatureRule(
          Scheme.TOKEN, AUTHORIZATION, "Bearer ", false, Pieces.NONE, false);
    }
    String header = Objects.requireNonNull(verify.header());
    boolean standard = verify.proof() == Proof.STANDARD;
    String part = verify.timed() == null ? null : verify.timed().part();
    return new WebhookSignatureRule(
        Scheme.HMAC_SHA256,
        header,
        prefix(verify, headers.get(header)),
        verify.base64(),
        standard ? new Pieces(part, " ", ",") : new Pieces(part, null, "="),
        standard);
  }

  private static String prefix(WebhookVerification verify, @Nullable String value) {
    String usual = value != null && value.startsWith(SHA256) ? SHA256 : "";
    return Objects.requireNonNullElse(verify.prefix(), usual);
  }

  private static @Nullable String key(Map<String, String> headers) {
    return KEYS.stream()
        .flatMap(
            name ->
                Stream.ofNullable(headers.get(name)).map(value -> WebhookStarts.key(name, value)))
        .findFirst()
        .orElse(null);
  }

  /** The headers that expressions may read, none that may hold a credential. */
  private static Map<String, String> shown(
      Map<String, String> headers, @Nullable String signature) {
    Map<String, String> shown = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          if (!name.equals(signature)
              && value.length() <= LONGEST_SHOWN
              && shown.size() < MOST_SHOWN
              && isShown(name)) {
            shown.put(name, value);
          }
        });
    return shown;
  }

  private static boolean isShown(String name) {
    return SHOWN.contains(name) || (OF_SENDERS.matcher(name).matches() && !SECRET.test(name));
  }
}
