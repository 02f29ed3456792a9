package io.auterity.connector.webhook;

import io.auterity.connector.webhook.WebhookAddresses.Issued;
import io.auterity.connector.webhook.WebhookAddresses.Shown;
import io.auterity.connector.webhook.store.WebhookRow;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.WireId;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
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
 * what it knows stays good until it has taken the next. What could not be removed there is
 * remembered, tried again with each change, and told.
 */
public final class RegisteredWebhooks {

  private static final Logger LOG = LoggerFactory.getLogger(RegisteredWebhooks.class);

  /** So long the removal of a provider waits for its vendor, whatever it has of us. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(20);

  private final WebhookAddresses webhooks;
  private final VendorHooks vendor;

  public RegisteredWebhooks(WebhookAddresses webhooks, VendorHooks vendor) {
    this.webhooks = webhooks;
    this.vendor = vendor;
  }

  /** How long something may still take. */
  @FunctionalInterface
  private interface Patience {
    Duration left();
  }

  /** On whose behalf the vendor of a webhook is asked. */
  private record Asking(TenantScope scope, AuditedAct act, WebhookRow row, Patience patience) {

    Asking(TenantScope scope, AuditedAct act, WebhookRow row) {
      this(scope, act, row, () -> VendorHooks.LONGEST);
    }
  }

  /**
   * Makes a webhook of a provider, and the same at its vendor; nothing of it stays where the vendor
   * refuses. Where nobody knows whether the vendor made it, the webhook stays, to be deleted when
   * the vendor can be asked.
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
    webhooks.requireOurSecret(scope, provider);
    Issued made = webhooks.create(scope, act, provider, null);
    HookRegistration wanted =
        HookRegistration.toMake(repository, events, base + "/hooks/" + made.token());
    WebhookRow row = webhooks.register(scope, act, made.webhook(), wanted);
    Asking asking = new Asking(scope, act, row);
    String hook;
    try {
      hook = made(asking, wanted, wanted.address(), made.secret());
    } catch (CallFailedException e) {
      throw new CallFailedException(notMade(asking, wanted, e.failure()));
    }
    WebhookRow told =
        keeping(
            asking,
            hook,
            () -> webhooks.register(scope, act, row, wanted.followed(hook, wanted.address())));
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

  // What nobody here knows of, nobody could remove.
  private WebhookRow keeping(Asking asking, String hook, Supplier<WebhookRow> kept) {
    try {
      return kept.get();
    } catch (RuntimeException e) {
      Failure failure = removed(asking, List.of(hook));
      if (failure != null) {
        tell(asking.row(), hook, failure);
      }
      throw e;
    }
  }

  private Failure notMade(Asking asking, HookRegistration wanted, Failure failure) {
    String id = WireId.WEBHOOK.write(asking.row().id());
    boolean gone = failure.applied() == Applied.NO || strays(asking, wanted) == null;
    if (gone) {
      webhooks.delete(asking.scope(), asking.act(), asking.row().id());
    }
    return failure.withMessage(
        gone
            ? "the webhook was not made, as its vendor was not told of it: " + failure.message()
            : "nobody knows whether the vendor of webhook '%s' has made it: %s; delete it here, which looks there too"
                .formatted(id, failure.message()));
  }

  /** Removes what may be at the vendor under the address that is wanted; why it may still be. */
  private @Nullable Failure strays(Asking asking, HookRegistration told) {
    String address = told.stray();
    if (address == null) {
      return null;
    }
    try {
      return removed(
          asking,
          vendor.at(
              asking.scope(),
              asking.act(),
              new VendorHooks.Place(asking.row().provider(), told.repository()),
              address,
              asking.patience().left()));
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  /**
   * Gives a webhook another secret, as {@link WebhookAddresses#rotateSecret}. Where its vendor is
   * told of it, it makes another hook with the secret, and then removes the one before.
   *
   * @throws CallFailedException also where the vendor could not be told: it signs with the secret
   *     before, which stays good until the next rotation has told it
   */
  public Issued rotateSecret(
      TenantScope scope, AuditedAct act, UUID id, @Nullable String given, Duration overlap) {
    WebhookRow row = webhooks.get(scope, id).webhook();
    HookRegistration before = webhooks.registration(row);
    if (before == null) {
      return webhooks.rotateSecret(scope, act, id, given, overlap);
    }
    WebhookAddresses.requireOverlap(overlap);
    requireNoneGiven(row, given);
    requireWhole(row, before, before.changesToken(), "token");
    String address =
        before.changesSecret() ? Objects.requireNonNull(before.wanted()) : next(row, before);
    WebhookRow noted = webhooks.register(scope, act, row, before.wanting(address));
    // A secret that was made and not told yet is told now: what the vendor knows is the one before.
    WebhookRow fresh =
        address.equals(before.addressOf(noted.version()))
            ? noted
            : webhooks.addSecret(scope, act, noted);
    Asking asking = new Asking(scope, act, fresh);
    String hook = remade(asking, before, address);
    HookRegistration after = before.followed(hook, address);
    WebhookRow told =
        keeping(asking, hook, () -> webhooks.registerSecret(scope, act, noted, after, overlap));
    return new Issued(cleared(scope, act, told, after), null, null);
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
      String id = WireId.WEBHOOK.write(row.id());
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
    Failure strayed = before.changesSecret() ? strays(asking, before) : null;
    if (strayed != null) {
      throw notTold(strayed);
    }
    try {
      return made(asking, before, address, webhooks.presentSecret(asking.row()));
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
    HookRegistration before = webhooks.registration(row);
    if (before == null) {
      return webhooks.rotateToken(scope, act, id);
    }
    requireWhole(row, before, before.changesSecret(), "secret");
    String token = Objects.requireNonNullElseGet(before.tokenWanted(), webhooks::freshToken);
    String address = base + "/hooks/" + token;
    WebhookRow noted = webhooks.register(scope, act, row, before.wanting(address));
    webhooks.addToken(scope, act, noted, token);
    try {
      vendor.move(scope, act, row.provider(), Objects.requireNonNull(before.hook()), address);
    } catch (CallFailedException e) {
      throw notTold(e.failure());
    }
    HookRegistration after = before.movedTo(address);
    WebhookRow told = webhooks.registerToken(scope, act, noted, after);
    return new Issued(cleared(scope, act, told, after), token, null);
  }

  private WebhookRow cleared(
      TenantScope scope, AuditedAct act, WebhookRow row, HookRegistration now) {
    if (now.left().isEmpty()) {
      return row;
    }
    List<String> still = new ArrayList<>();
    for (String hook : now.left()) {
      Failure failure = removed(new Asking(scope, act, row), List.of(hook));
      if (failure != null) {
        still.add(hook);
        tell(row, hook, failure);
      }
    }
    return webhooks.register(scope, act, row, now.leaving(still));
  }

  private static void tell(WebhookRow row, String hook, Failure failure) {
    LOG.warn(
        "Hook {} of provider '{}' could not be removed at its vendor: {}",
        hook,
        row.provider(),
        failure.message());
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
    Failure failure = ended(new Asking(scope, act, row));
    if (failure != null && !here) {
      throw new CallFailedException(
          failure.withMessage(
              "its vendor still has it: %s; delete it again, or with force here alone"
                  .formatted(failure.message())));
    }
    webhooks.delete(scope, act, id);
  }

  /** Removes all that a vendor has of a webhook; why it may still have something. */
  private @Nullable Failure ended(Asking asking) {
    HookRegistration told = webhooks.registration(asking.row());
    if (told == null) {
      return null;
    }
    Failure strayed = strays(asking, told);
    Failure failure = removed(asking, told.all());
    return failure == null ? strayed : failure;
  }

  private @Nullable Failure removed(Asking asking, List<String> hooks) {
    Failure last = null;
    for (String hook : hooks) {
      Duration left = asking.patience().left();
      Failure failure =
          left.isPositive()
              ? vendor.remove(asking.scope(), asking.act(), asking.row().provider(), hook, left)
              : Failure.of(FailureCode.TIMEOUT, "its vendor has taken too long already");
      last = failure == null ? last : failure;
    }
    return last;
  }

  /**
   * Removes what the vendor was told of all webhooks of a provider that is about to go, as far as
   * that takes 20 s at most. What cannot be removed stays there, and is told in the log: nothing
   * could remove it later.
   */
  public void beforeRemoval(TenantScope scope, AuditedAct act, String provider) {
    long end = webhooks.nanos() + LAST_WORDS.toNanos();
    Patience patience = () -> least(Duration.ofNanos(end - webhooks.nanos()));
    for (Shown shown : webhooks.list(scope, provider)) {
      WebhookRow row = shown.webhook();
      if (row.registration() != null) {
        lastWord(new Asking(scope, act, row, patience));
      }
    }
  }

  private static Duration least(Duration left) {
    return left.compareTo(VendorHooks.LONGEST) < 0 ? left : VendorHooks.LONGEST;
  }

  // The provider may stay after all: then its webhooks are known to be nothing at the vendor.
  private void lastWord(Asking asking) {
    try {
      Failure failure = ended(asking);
      if (failure == null) {
        var _ = webhooks.register(asking.scope(), asking.act(), asking.row(), null);
      } else {
        LOG.warn(
            "Provider '{}' is removed, and its vendor still has {}: {}",
            asking.row().provider(),
            webhooks.registration(asking.row()),
            failure.message());
      }
    } catch (CallFailedException e) {
      LOG.warn(
          "Provider '{}' is removed while its webhook {} changes: look at its vendor: {}",
          asking.row().provider(),
          asking.row().id(),
          e.failure().message());
    }
  }
}
