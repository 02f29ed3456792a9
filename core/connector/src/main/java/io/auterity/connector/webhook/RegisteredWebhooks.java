package io.auterity.connector.webhook;

import io.auterity.connector.webhook.WebhookAddresses.Issued;
import io.auterity.connector.webhook.WebhookAddresses.Shown;
import io.auterity.connector.webhook.store.WebhookRow;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Webhooks that the vendor is told of: with their address and secret when they are made, anew when
 * either changes, and no more when they go. What could not be removed there is remembered, tried
 * again with each change, and told.
 */
public final class RegisteredWebhooks {

  private static final Logger LOG = LoggerFactory.getLogger(RegisteredWebhooks.class);

  private final WebhookAddresses webhooks;
  private final VendorHooks vendor;

  public RegisteredWebhooks(WebhookAddresses webhooks, VendorHooks vendor) {
    this.webhooks = webhooks;
    this.vendor = vendor;
  }

  /**
   * Makes a webhook of a provider, and the same at its vendor; nothing of it stays where the vendor
   * refuses.
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
    Issued made = webhooks.create(scope, act, provider, null);
    UUID id = made.webhook().id();
    try {
      requireOurs(made);
      String address = base + "/hooks/" + made.token();
      String hook = vendor.make(scope, act, provider, repository, events, address, made.secret());
      webhooks.register(
          scope, act, id, new HookRegistration(repository, events, hook, List.of(), address));
    } catch (CallFailedException e) {
      webhooks.delete(scope, act, id);
      throw new CallFailedException(notMade(e.failure()));
    }
    return new Issued(webhooks.get(scope, id).webhook(), made.token(), null);
  }

  private static void requireOurs(Issued made) {
    if (made.webhook().awaitsVendor()) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "this vendor makes the secret itself: make the webhook without register, and tell the"
              + " vendor its address");
    }
  }

  private static Failure notMade(Failure failure) {
    String there =
        failure.applied() == Applied.NO ? "" : "; it may be at the vendor all the same: look there";
    return failure.withMessage(
        "the webhook was not made, as its vendor was not told of it: %s%s"
            .formatted(failure.message(), there));
  }

  /**
   * Gives a webhook another secret, as {@link WebhookAddresses#rotateSecret}, at its vendor too
   * where that is told.
   *
   * @throws CallFailedException also where the vendor could not be told: it signs with the secret
   *     before, which is good as long as was asked for
   */
  public Issued rotateSecret(
      TenantScope scope, AuditedAct act, UUID id, @Nullable String given, Duration overlap) {
    Issued issued = webhooks.rotateSecret(scope, act, id, given, overlap);
    HookRegistration before = webhooks.registration(issued.webhook());
    if (before == null) {
      return issued;
    }
    // Vendors take no two hooks with the same address, and the former one goes last.
    String address =
        before.address().replaceFirst("\\?.*", "") + "?secret=" + issued.webhook().version();
    return moved(scope, act, issued, before, address, issued.secret());
  }

  /**
   * Gives a webhook another token, as {@link WebhookAddresses#rotateToken}, and its vendor the new
   * address where that is told.
   *
   * @param base address by which vendors know this server
   * @throws CallFailedException also where the vendor could not be told: what it sends reaches
   *     nothing until it was
   */
  public Issued rotateToken(TenantScope scope, AuditedAct act, UUID id, String base) {
    Issued issued = webhooks.rotateToken(scope, act, id);
    HookRegistration before = webhooks.registration(issued.webhook());
    return before == null
        ? issued
        : moved(
            scope,
            act,
            issued,
            before,
            base + "/hooks/" + issued.token(),
            webhooks.presentSecret(issued.webhook()));
  }

  private Issued moved(
      TenantScope scope,
      AuditedAct act,
      Issued issued,
      HookRegistration before,
      String address,
      @Nullable String secret) {
    WebhookRow row = issued.webhook();
    try {
      String hook =
          vendor.make(
              scope, act, row.provider(), before.repository(), before.events(), address, secret);
      HookRegistration after = before.followed(hook, address);
      webhooks.register(scope, act, row.id(), after);
      cleared(scope, act, row, after);
    } catch (CallFailedException e) {
      throw new CallFailedException(
          e.failure()
              .withMessage(
                  "it was rotated here, and its vendor was not told and goes on as before: %s;"
                          .formatted(e.failure().message())
                      + " rotate again"));
    }
    return new Issued(webhooks.get(scope, row.id()).webhook(), issued.token(), null);
  }

  private void cleared(TenantScope scope, AuditedAct act, WebhookRow row, HookRegistration now) {
    List<String> still = new ArrayList<>();
    for (String hook : now.left()) {
      Failure failure = vendor.remove(scope, act, row.provider(), hook);
      if (failure != null) {
        still.add(hook);
        LOG.warn(
            "Hook {} of provider '{}' could not be removed at its vendor: {}",
            hook,
            row.provider(),
            failure.message());
      }
    }
    webhooks.register(scope, act, row.id(), now.leaving(still));
  }

  /**
   * Deletes a webhook, and first what its vendor was told.
   *
   * @param here whether it goes here though its vendor cannot be told
   * @throws CallFailedException {@code not_found}, and as the vendor does: the webhook is still
   *     there then, here too
   */
  public void delete(TenantScope scope, AuditedAct act, UUID id, boolean here) {
    Shown shown = webhooks.get(scope, id);
    HookRegistration told = webhooks.registration(shown.webhook());
    Failure failure = told == null ? null : removed(scope, act, shown.webhook(), told);
    if (failure != null && !here) {
      throw new CallFailedException(
          failure.withMessage(
              "its vendor still has it: %s; delete it again, or with force here alone"
                  .formatted(failure.message())));
    }
    webhooks.delete(scope, act, id);
  }

  private @Nullable Failure removed(
      TenantScope scope, AuditedAct act, WebhookRow row, HookRegistration told) {
    Failure last = null;
    for (String hook : told.all()) {
      Failure failure = vendor.remove(scope, act, row.provider(), hook);
      last = failure == null ? last : failure;
    }
    return last;
  }

  /**
   * Removes what the vendor was told of all webhooks of a provider that is about to go. What cannot
   * be removed stays there, and is told in the log: nothing could remove it later.
   */
  public void beforeRemoval(TenantScope scope, AuditedAct act, String provider) {
    for (Shown shown : webhooks.list(scope, provider)) {
      HookRegistration told = webhooks.registration(shown.webhook());
      Failure failure = told == null ? null : removed(scope, act, shown.webhook(), told);
      if (failure != null) {
        LOG.warn(
            "Provider '{}' is removed, and its vendor still has {}: {}",
            provider,
            told,
            failure.message());
      }
    }
  }
}
