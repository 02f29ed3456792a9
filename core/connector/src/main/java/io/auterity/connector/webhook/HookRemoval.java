package io.auterity.connector.webhook;

import io.auterity.connector.webhook.WebhookAddresses.Shown;
import io.auterity.connector.webhook.store.WebhookRow;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what vendors have of webhooks: what was told there, what may have been made without a
 * word, and all of a provider that is about to go.
 */
public final class HookRemoval {

  private static final Logger LOG = LoggerFactory.getLogger(HookRemoval.class);

  /** So long a search or a removal waits for a vendor, whatever that has of us. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(20);

  private final WebhookAddresses webhooks;
  private final HookNotes notes;
  private final VendorHooks vendor;
  private final Time time;

  public HookRemoval(WebhookAddresses webhooks, HookNotes notes, VendorHooks vendor, Time time) {
    this.webhooks = webhooks;
    this.notes = notes;
    this.vendor = vendor;
    this.time = time;
  }

  /** How long something may still take. */
  @FunctionalInterface
  interface Patience {
    Duration left();
  }

  /** On whose behalf the vendor of a webhook is asked. */
  record Asking(TenantScope scope, AuditedAct act, WebhookRow row, Patience patience) {

    Asking(TenantScope scope, AuditedAct act, WebhookRow row) {
      this(scope, act, row, () -> VendorHooks.LONGEST);
    }
  }

  /** The same that takes no longer than everything of one removal may. */
  private Asking soon(Asking asking) {
    Patience patience = within(asking.patience());
    return new Asking(asking.scope(), asking.act(), asking.row(), patience);
  }

  private Patience within(Patience each) {
    long end = time.nanos() + LAST_WORDS.toNanos();
    return () -> least(each.left(), Duration.ofNanos(end - time.nanos()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Removes what may be at the vendor under the address that is wanted; why it may still be. That
   * takes 20 s at most.
   */
  @Nullable Failure strays(Asking asked, HookRegistration told) {
    Asking asking = soon(asked);
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
              asking.patience()));
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  /** Removes what was left at the vendor, and keeps what is still left of it. */
  WebhookRow cleared(TenantScope scope, AuditedAct act, WebhookRow row, HookRegistration now) {
    if (now.left().isEmpty()) {
      return row;
    }
    Asking asking = soon(new Asking(scope, act, row));
    List<String> still = new ArrayList<>();
    for (String hook : now.left()) {
      Failure failure = removed(asking, List.of(hook));
      if (failure != null) {
        still.add(hook);
        tell(row, hook, failure);
      }
    }
    return notes.register(scope, act, row, now.leaving(still));
  }

  /** Tells whoever runs the server of a hook that stays. */
  static void tell(WebhookRow row, String hook, Failure failure) {
    LOG.warn(
        "Hook {} of provider '{}' could not be removed at its vendor: {}",
        hook,
        row.provider(),
        failure.message());
  }

  /**
   * Removes all that a vendor has of a webhook, as far as that takes 20 s at most; why it may still
   * have something.
   */
  @Nullable Failure ended(Asking asked) {
    Asking asking = soon(asked);
    HookRegistration told = notes.registration(asking.row());
    if (told == null) {
      return null;
    }
    Failure strayed = strays(asking, told);
    Failure failure = removed(asking, told.all());
    return failure == null ? strayed : failure;
  }

  /** Removes hooks; why one of them may still be there. */
  @Nullable Failure removed(Asking asking, List<String> hooks) {
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
   * that takes 20 s at most. What cannot be removed stays there, and is told in the tenant's audit
   * log: nothing could remove it later.
   */
  public void beforeRemoval(TenantScope scope, AuditedAct act, String provider) {
    Patience patience = within(() -> VendorHooks.LONGEST);
    for (Shown shown : webhooks.list(scope, provider)) {
      WebhookRow row = shown.webhook();
      if (row.registration() != null) {
        lastWord(new Asking(scope, act, row, patience));
      }
    }
  }

  // The provider may stay after all: then its webhooks are known to be nothing at the vendor.
  private void lastWord(Asking asking) {
    try {
      Failure failure = ended(asking);
      if (failure == null) {
        var _ = notes.register(asking.scope(), asking.act(), asking.row(), null);
      } else {
        notes.leave(asking.scope(), asking.act(), asking.row(), failure.message());
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
