package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.webhook.HookSweep.Patience;
import io.auterity.webhook.store.WebhookRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the hooks of webhooks at vendors while their providers are there: those that were
 * registered there, and those that a vendor may have made without an answer.
 */
public final class HookRemoval {

  private static final Logger LOG = LoggerFactory.getLogger(HookRemoval.class);

  /** How long a search or a removal waits for a vendor, however many hooks it has. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(20);

  private final HookRecords notes;
  private final VendorHooks vendor;
  private final Time time;

  public HookRemoval(HookRecords notes, VendorHooks vendor, Time time) {
    this.notes = notes;
    this.vendor = vendor;
    this.time = time;
  }

  /** On whose behalf the vendor of a webhook is asked. */
  record Asking(TenantScope scope, AuditedAct act, WebhookRow row) {}

  private HookSweep sweep(Asking asking, Patience patience) {
    return new HookSweep(vendor, asking.scope(), asking.act(), patience);
  }

  /** One that takes no longer than everything of one removal may. */
  private HookSweep soon(Asking asking) {
    long end = time.nanos() + LAST_WORDS.toNanos();
    Patience each = () -> VendorHooks.LONGEST;
    return sweep(asking, each.within(() -> Duration.ofNanos(end - time.nanos())));
  }

  /**
   * Removes what may be at the vendor under the address that is wanted; why it may still be. That
   * takes 20 s at most.
   */
  @Nullable Failure strays(Asking asking, HookRegistration told) {
    return soon(asking).strays(asking.row().provider(), told);
  }

  /** Removes what was left at the vendor, and keeps what is still left of it. */
  WebhookRow cleared(TenantScope scope, AuditedAct act, WebhookRow row, HookRegistration now) {
    if (now.left().isEmpty()) {
      return row;
    }
    HookSweep sweep = soon(new Asking(scope, act, row));
    List<String> still = new ArrayList<>();
    for (String hook : now.left()) {
      Failure failure = sweep.these(row.provider(), List.of(hook));
      if (failure != null) {
        still.add(hook);
        tell(row, hook, failure);
      }
    }
    return notes.register(scope, act, row, now.leaving(still));
  }

  /** Logs, for the operator, a hook that stays at its vendor. */
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
  @Nullable Failure ended(Asking asking) {
    HookRegistration told = notes.registration(asking.row());
    return told == null ? null : soon(asking).all(asking.row().provider(), told);
  }

  /** Removes one; why it may still be there. */
  @Nullable Failure removed(Asking asking, String hook) {
    return sweep(asking, () -> VendorHooks.LONGEST).these(asking.row().provider(), List.of(hook));
  }
}
