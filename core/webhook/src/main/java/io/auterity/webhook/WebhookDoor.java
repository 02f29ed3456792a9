package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.spi.WebhookReading.KnownBy;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.Webhooks;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is sent to webhooks: whose it is by the token, then no faster than allowed, then
 * verified, and only then kept, once for each delivery, with the events that it raises.
 */
public final class WebhookDoor {

  /** Most bytes of a body. */
  public static final int MOST_BYTES = 5 << 20;

  /** As long the secret of before counts when the vendor gives another one. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  private final WebhookParts parts;
  private final TokenVerifier verifier;
  private final WebhookSecrets secrets;
  private final WebhookIntake intake;
  private final Refusals refusals;
  private final WebhookPace pace;
  private final TokenLookups<WebhookRow> tokens;
  private final MeterRegistry meters;
  private final WebhookStore webhooks = new WebhookStore();

  /** The result of a delivery that was not refused. */
  public sealed interface Taken {

    /**
     * It is kept.
     *
     * @param repeated whether it had come before
     * @param reply what the vendor waits for; null when that is nothing
     */
    record Accepted(UUID delivery, boolean repeated, @Nullable Json reply) implements Taken {}

    /** It was a handshake. */
    record Answered(WebhookReading.Handshake handshake) implements Taken {}

    /** It was no handshake, and came by a method that brings nothing else: nothing is kept. */
    record Nothing() implements Taken {}
  }

  /** Which secret of a webhook verified what was sent. */
  enum VerifiedBy {
    PRESENT,
    FORMER,
    NONE
  }

  private record Read(WebhookReading reading, VerifiedBy by) {}

  /** Verifies the tokens of vendors with the keys that these publish. */
  public interface TokenVerifier {

    /**
     * Why a token is not valid, as a part of a sentence that begins with it; empty when it is.
     *
     * @param provider on whose behalf keys are fetched
     * @throws CallFailedException {@code unavailable} while the keys cannot be had
     */
    Optional<String> flaw(TenantScope scope, String provider, WebhookToken wanted, String token);
  }

  public WebhookDoor(WebhookParts parts, TokenVerifier verifier, MeterRegistry meters) {
    this.parts = parts;
    this.verifier = verifier;
    this.secrets = new WebhookSecrets(parts.seal(), parts.random());
    this.intake = new WebhookIntake(parts);
    this.refusals = new Refusals(parts, secrets);
    this.pace = new WebhookPace(parts.time());
    this.tokens =
        new TokenLookups<>(
            parts.seal(),
            pace,
            sha256 ->
                parts.database().asEngine(EngineJob.WEBHOOKS, tx -> webhooks.find(tx, sha256)),
            () -> parts.database().asEngine(EngineJob.WEBHOOKS, webhooks::firstTokens));
    this.meters = meters;
  }

  /**
   * Lets a delivery to a webhook begin.
   *
   * @throws CallFailedException {@code not_found}, {@code rate_limited}
   */
  public WebhookRow enter(String token) {
    try {
      WebhookRow found = tokens.find(token);
      pace.admit(found.scope().tenant(), found.id());
      return found;
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.NOT_FOUND) {
        count("unknown_address");
      }
      throw e;
    }
  }

  /**
   * Takes a delivery.
   *
   * @param webhook as {@link #enter} found it
   * @param caller address of who sent it
   * @throws CallFailedException {@code unauthenticated} when it is not shown that the vendor sent
   *     it; {@code unavailable} while it cannot be read or verified, {@code rate_limited} when too
   *     much is kept
   */
  public Taken take(WebhookRow webhook, WebhookDelivery.Sent sent, String caller) {
    Instant now = parts.time().now();
    Refusals.Arrival come = new Refusals.Arrival(webhook, sent, caller, now);
    Webhooks reader = parts.reader(webhook.scope(), webhook.provider());
    WebhookToken token = verifying(come, reader::token).orElse(null);
    Read read =
        token == null
            ? read(reader, webhook, sent, now)
            : new Read(
                read(reader, sent, verifying(come, () -> flaw(webhook, token, sent)), now),
                VerifiedBy.NONE);
    WebhookReading reading = read.reading();
    if (reading instanceof WebhookReading.Handshake handshake) {
      return answered(come, reader, handshake, read.by());
    }
    if (!sent.method().equals("POST")) {
      count("refused");
      return new Taken.Nothing();
    }
    return switch (reading) {
      case WebhookReading.Unknown(KnownBy by, String reason) ->
          keep(
              webhook,
              reader,
              token,
              new WebhookIntake.Come(sent, by, read.by(), List.of(), reason, null, now));
      case WebhookReading.Events(KnownBy by, List<Event> events, String reason, Json reply) ->
          keep(
              webhook,
              reader,
              token,
              new WebhookIntake.Come(sent, by, read.by(), events, reason, reply, now));
      case WebhookReading.Refused(String reason) -> throw refused(come, reader, reason);
      default -> throw refused(come, reader, "it was read as nothing that is known");
    };
  }

  // A vendor whose handshake came to nothing gives another secret with the next, and knows the one
  // before no more.
  private Read read(Webhooks reader, WebhookRow webhook, WebhookDelivery.Sent sent, Instant now) {
    WebhookReading refused = null;
    for (WebhookSecrets.Valid one : secrets.valid(webhook, now)) {
      WebhookReading reading = reader.read(new WebhookDelivery(sent, List.of(one.secret()), now));
      if (!(reading instanceof WebhookReading.Refused)) {
        return new Read(reading, one.present() ? VerifiedBy.PRESENT : VerifiedBy.FORMER);
      }
      refused = refused == null ? reading : refused;
    }
    if (refused != null && !webhook.awaitsSecret(now)) {
      return new Read(refused, VerifiedBy.NONE);
    }
    WebhookReading anew = reader.read(new WebhookDelivery(sent, List.of(), now));
    return refused == null || anew instanceof WebhookReading.Handshake
        ? new Read(anew, VerifiedBy.NONE)
        : new Read(refused, VerifiedBy.NONE);
  }

  // Why is for the tenant: who sends is told no more than to send again.
  private <T> T verifying(Refusals.Arrival come, Supplier<T> work) {
    try {
      return work.get();
    } catch (CallFailedException e) {
      count("refused");
      refusals.noteUnverified(come, "answered 503: " + e.failure().message());
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "it cannot be verified now: send it again");
    }
  }

  // A handshake shows nothing of its sender; anything else is refused, whatever the reader says.
  static WebhookReading read(
      Webhooks reader, WebhookDelivery.Sent sent, Optional<String> flaw, Instant now) {
    WebhookReading reading =
        reader.read(new WebhookDelivery(sent, List.of(), now, false, flaw.isEmpty()));
    return flaw.isPresent() && !(reading instanceof WebhookReading.Handshake)
        ? new WebhookReading.Refused(flaw.get())
        : reading;
  }

  /** Why what was sent bears no valid token; empty when it does. */
  private Optional<String> flaw(
      WebhookRow webhook, WebhookToken wanted, WebhookDelivery.Sent sent) {
    if (wanted.audience().isBlank()) {
      return Optional.of("the provider's configuration does not say for whom tokens must be");
    }
    Optional<String> token = wanted.in(sent.headers());
    return token.isEmpty()
        ? Optional.of("not signed: no token in " + wanted.header())
        : verifier
            .flaw(webhook.scope(), webhook.provider(), wanted, token.get())
            .map(flaw -> "the token: " + flaw);
  }

  private CallFailedException refused(Refusals.Arrival come, Webhooks reader, String reason) {
    count("refused");
    refusals.note(come, reader, reason);
    return unauthenticated();
  }

  private static CallFailedException unauthenticated() {
    return new CallFailedException(
        FailureCode.UNAUTHENTICATED, "nothing shows that the vendor of this webhook sent it");
  }

  private Taken answered(
      Refusals.Arrival come, Webhooks reader, WebhookReading.Handshake handshake, VerifiedBy by) {
    String secret = handshake.secret();
    if (secret != null) {
      reader
          .flaw(secret)
          .ifPresent(
              flaw -> {
                count("refused");
                refusals.noteSecret(come, "the secret of its handshake: " + flaw);
                throw unauthenticated();
              });
      parts.inTenant(come.webhook().scope(), tx -> given(tx, come, by, secret));
    }
    count("handshake");
    return new Taken.Answered(handshake);
  }

  // It was read by the secret of then, if there was one: another may have come since.
  private WebhookRow given(Transaction tx, Refusals.Arrival come, VerifiedBy by, String secret) {
    WebhookRow webhook = come.webhook();
    Instant now = come.now();
    WebhookRow current = webhooks.locked(tx, webhook.id()).orElseThrow(WebhookDoor::gone);
    boolean signed = by != VerifiedBy.NONE && current.version() == webhook.version();
    if (!signed && !current.awaitsSecret(now)) {
      throw new CallFailedException(
          FailureCode.UNAUTHENTICATED, "this webhook has its secret already");
    }
    int version = current.version() + 1;
    byte[] sealed = secrets.sealed(webhook.scope(), webhook.id(), version, secret);
    Instant present = signed || current.secretUsed() != null ? now.plus(OVERLAP) : null;
    Instant first = current.handshakeUntil() == null ? now : current.secretSince();
    webhooks.putSecret(
        tx,
        webhook.id(),
        sealed,
        !signed,
        first == null || signed ? now : first,
        secrets.beside(current, present, now));
    parts
        .audit()
        .write(
            tx,
            new AuditedAct(
                Principal.PLATFORM, come.address(), "control:webhook.write", "handshake"),
            new AuditedChange(
                "webhook/" + WebhookRow.ID.write(webhook.id()),
                "secret version " + current.version(),
                "secret version " + version));
    return current;
  }

  static CallFailedException gone() {
    return new CallFailedException(FailureCode.NOT_FOUND, "there is no such webhook");
  }

  private Taken keep(
      WebhookRow webhook, Webhooks reader, @Nullable WebhookToken token, WebhookIntake.Come come) {
    Taken.Accepted taken = intake.keep(webhook, reader, token, come);
    count(taken.repeated() ? "repeated" : come.events().isEmpty() ? "unrecognised" : "verified");
    return taken;
  }

  static Instant hour(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS);
  }

  /** Results are few, so each is a series. */
  private void count(String result) {
    Counter.builder("auterity.webhook.deliveries")
        .description("What was sent to webhooks, by what became of it")
        .tags(List.of(io.micrometer.core.instrument.Tag.of("result", result)))
        .register(meters)
        .increment();
  }
}
