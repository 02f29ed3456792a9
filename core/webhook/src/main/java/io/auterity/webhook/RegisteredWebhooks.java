package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.HookRemoval.Asking;
import io.auterity.webhook.WebhookAddresses.Issued;
import io.auterity.webhook.store.WebhookRow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Webhooks that the vendor is told of: with their address and secret when they are made, anew when
 * either changes, and no more when they go. What is wanted is noted before the vendor is asked, and
 * what it knows stays good until it has taken the next.
 */
public record RegisteredWebhooks(
    WebhookAddresses webhooks,
    SecretChanges secrets,
    HookRecords notes,
    VendorHooks vendor,
    HookRemoval removal,
    Identities providers) {

  private static final Logger LOG = LoggerFactory.getLogger(RegisteredWebhooks.class);

  /** Tells providers from others of the same name. */
  @FunctionalInterface
  public interface Identities {
    /** What changes with the vendor of a provider; null where there is no such provider. */
    @Nullable String of(TenantScope scope, String provider);
  }

  /** A request to a vendor, and the identity that its provider had then. */
  private record Asked(Asking asking, @Nullable String provider) {}

  private Asked now(TenantScope scope, AuditedAct act, WebhookRow row) {
    return new Asked(new Asking(scope, act, row), providers.of(scope, row.provider()));
  }

  /**
   * Makes a webhook of a provider, and the same at its vendor; nothing of it stays where the vendor
   * refuses. Where it is not known whether the vendor made it, the webhook stays, to be deleted
   * when the vendor can be asked.
   *
   * @param events as the kind names them; one at least
   * @param base address by which vendors know this server
   * @throws CallFailedException as {@link WebhookAddresses#create}, and as the vendor does
   */
  public Issued create(
      TenantScope scope,
      AuditedAct act,
      String provider,
      String repository,
      List<String> events,
      String base) {
    secrets.requireOurs(scope, provider);
    Issued made = webhooks.create(scope, act, provider, null);
    HookRegistration wanted =
        HookRegistration.toMake(repository, events, base + "/hooks/" + made.token());
    WebhookRow row = notes.register(scope, act, made.webhook(), wanted);
    Asked asked = now(scope, act, row);
    Asking asking = asked.asking();
    String hook;
    try {
      hook = made(asking, wanted, wanted.address(), made.secret());
    } catch (CallFailedException e) {
      throw new CallFailedException(notMade(asking, wanted, e.failure()));
    }
    WebhookRow told =
        keeping(
            asked,
            hook,
            () -> notes.register(scope, act, row, wanted.followed(hook, wanted.address())));
    return new Issued(told, made.token(), null);
  }

  private String made(Asking asking, HookRegistration of, String address, @Nullable String secret) {
    return vendor.make(
        asking.scope(),
        asking.act(),
        asking.row().provider(),
        of.repository(),
        of.events(),
        address,
        secret);
  }

  // A hook that is not stored here could not be removed later.
  private WebhookRow keeping(Asked asked, String hook, Supplier<WebhookRow> kept) {
    try {
      return kept.get();
    } catch (RuntimeException e) {
      Failure failure = takenBack(asked, hook);
      if (failure != null) {
        HookRemoval.tell(asked.asking().row(), hook, failure);
      }
      throw e;
    }
  }

  // Another vendor may know a hook of another owner by the same id.
  private @Nullable Failure takenBack(Asked asked, String hook) {
    Asking asking = asked.asking();
    String provider = providers.of(asking.scope(), asking.row().provider());
    return Objects.equals(provider, asked.provider())
        ? removal.removed(asking, hook)
        : Failure.of(FailureCode.CONFLICT, "its provider was changed while it was made");
  }

  private Failure notMade(Asking asking, HookRegistration wanted, Failure failure) {
    String id = WebhookRow.ID.write(asking.row().id());
    boolean gone = failure.applied() == Applied.NO || removal.strays(asking, wanted) == null;
    if (gone && !deleted(asking, id)) {
      return failure.withMessage(
          "the vendor of webhook '%s' was not told of it: %s; delete it here"
              .formatted(id, failure.message()));
    }
    return failure.withMessage(
        gone
            ? "the webhook was not made, as its vendor was not told of it: " + failure.message()
            : ("it is not known whether the vendor of webhook '%s' has made it: %s;"
                    + " delete it here, which looks there too")
                .formatted(id, failure.message()));
  }

  // What the vendor said is what its caller is to hear, whatever the result of this.
  private boolean deleted(Asking asking, String id) {
    try {
      webhooks.delete(asking.scope(), asking.act(), asking.row().id());
      return true;
    } catch (RuntimeException e) {
      LOG.warn("Webhook {} that its vendor was not told of could not be deleted.", id, e);
      return false;
    }
  }

  /**
   * Gives a webhook another secret, as {@link SecretChanges#rotate}. Where its vendor is told of
   * it, it makes another hook with the secret, and then removes the one before.
   *
   * @throws CallFailedException also where the vendor could not be told: it signs with the secret
   *     before, which stays good until the next rotation has told it
   */
  public Issued rotateSecret(
      TenantScope scope, AuditedAct act, UUID id, @Nullable String given, Duration overlap) {
    WebhookRow row = webhooks.get(scope, id).webhook();
    HookRegistration before = notes.registration(row);
    if (before == null) {
      return secrets.rotate(scope, act, id, given, overlap);
    }
    SecretChanges.requireOverlap(overlap);
    requireNoneGiven(row, given);
    requireWhole(row, before, before.changesToken(), "token");
    String address =
        before.changesSecret() ? Objects.requireNonNull(before.wanted()) : next(row, before);
    WebhookRow noted = notes.register(scope, act, row, before.wanting(address));
    // A secret that was made and not told yet is told now: what the vendor knows is the one before.
    WebhookRow fresh =
        address.equals(before.addressOf(noted.version()))
            ? noted
            : notes.addSecret(scope, act, noted);
    Asked asked = now(scope, act, fresh);
    String hook = remade(asked.asking(), before, address);
    HookRegistration after = before.followed(hook, address);
    WebhookRow told =
        keeping(asked, hook, () -> notes.registerSecret(scope, act, noted, after, overlap));
    return new Issued(removal.cleared(scope, act, told, after), null, null);
  }

  private static String next(WebhookRow row, HookRegistration before) {
    return before.addressOf(row.version() + 1);
  }

  private static void requireNoneGiven(WebhookRow row, @Nullable String given) {
    if (given != null || row.version() == 0) {
      throw new CallFailedException(
          FailureCode.INVALID,
          given == null
              ? "this vendor signs nothing: there is no secret to rotate"
              : "secret: a webhook that is registered has one that is made here; leave it out");
    }
  }

  private static void requireWhole(
      WebhookRow row, HookRegistration before, boolean otherwise, String what) {
    if (before.hook() == null || otherwise) {
      String id = WebhookRow.ID.write(row.id());
      throw new CallFailedException(
          FailureCode.CONFLICT,
          otherwise
              ? "the %s of webhook '%s' is being rotated: rotate that again first"
                  .formatted(what, id)
              : "webhook '%s' is not known to be at its vendor: delete it, and make another"
                  .formatted(id));
    }
  }

  private String remade(Asking asking, HookRegistration before, String address) {
    Failure strayed = before.changesSecret() ? removal.strays(asking, before) : null;
    if (strayed != null) {
      throw notTold(strayed);
    }
    try {
      return made(asking, before, address, notes.presentSecret(asking.row()));
    } catch (CallFailedException e) {
      throw notTold(e.failure());
    }
  }

  private static CallFailedException notTold(Failure failure) {
    return new CallFailedException(
        failure.withMessage(
            "it was rotated here, and its vendor may not have taken it: %s; what it knows stays good: rotate again"
                .formatted(failure.message())));
  }

  /**
   * Gives a webhook another token, as {@link WebhookAddresses#rotateToken}. Where its vendor is
   * told of it, its hook there gets the new address, and the token before is good until then.
   *
   * @param base address by which vendors know this server
   * @throws CallFailedException also where the vendor could not be told: the next rotation tries
   *     the same token again
   */
  public Issued rotateToken(TenantScope scope, AuditedAct act, UUID id, String base) {
    WebhookRow row = webhooks.get(scope, id).webhook();
    HookRegistration before = notes.registration(row);
    if (before == null) {
      return webhooks.rotateToken(scope, act, id);
    }
    requireWhole(row, before, before.changesSecret(), "secret");
    String token = Objects.requireNonNullElseGet(before.tokenWanted(), notes::freshToken);
    String address = base + "/hooks/" + token;
    WebhookRow noted = notes.register(scope, act, row, before.wanting(address));
    notes.addToken(scope, act, noted, token);
    try {
      String hook = Objects.requireNonNull(before.hook());
      vendor.move(scope, act, row.provider(), hook, address, notes.presentSecret(noted));
    } catch (CallFailedException e) {
      throw notTold(e.failure());
    }
    HookRegistration after = before.movedTo(address);
    WebhookRow told = notes.registerToken(scope, act, noted, after);
    return new Issued(removal.cleared(scope, act, told, after), token, null);
  }

  /**
   * Deletes a webhook, and first what its vendor was told.
   *
   * @param here whether it goes here though its vendor cannot be told
   * @throws CallFailedException {@code not_found}, and as the vendor does: the webhook is still
   *     there then, here too
   */
  public void delete(TenantScope scope, AuditedAct act, UUID id, boolean here) {
    WebhookRow row = webhooks.get(scope, id).webhook();
    Failure failure = removal.ended(new Asking(scope, act, row));
    if (failure != null && !here) {
      throw new CallFailedException(
          failure.withMessage(
              "its vendor still has it: %s; delete it again, or with force here alone"
                  .formatted(failure.message())));
    }
    webhooks.delete(scope, act, id);
  }
}
