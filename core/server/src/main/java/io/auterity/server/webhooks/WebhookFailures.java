package io.auterity.server.webhooks;

import io.auterity.platform.audit.AuditEvent;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a tenant, in its audit log, that a webhook of its was not told of an event, and why: once
 * of each event and cause, however often it is tried.
 */
public final class WebhookFailures {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookFailures.class);
  private static final AuditedAct NOTIFY = AuditedAct.ofPlatform("webhook.notify");
  private static final int REMEMBERED = 1_000;

  private final BiConsumer<TenantScope, AuditEvent> audit;
  private final ChangeAudit entries;
  private final Set<String> told =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  /**
   * @param audit takes entries of a tenant; fails with {@code unavailable} when it cannot
   */
  public WebhookFailures(BiConsumer<TenantScope, AuditEvent> audit, ChangeAudit entries) {
    this.audit = audit;
    this.entries = entries;
  }

  /**
   * Tells of a failure; that the log cannot take it delays no event.
   *
   * @param resource kind and id
   */
  void tell(TenantScope scope, String resource, CloudEvent event, Failure failure) {
    String code = failure.code().name().toLowerCase(Locale.ROOT);
    String mark = event.id() + " " + code;
    if (!told.add(mark)) {
      return;
    }
    Map<String, String> why =
        Map.of("event", event.type(), "code", code, "reason", failure.message());
    try {
      audit.accept(scope, entries.event(NOTIFY, resource, "failed", why));
    } catch (CallFailedException e) {
      // The next try of the event tells it then.
      told.remove(mark);
      LOG.warn("The audit log does not tell of the webhook of {}: {}", resource, e.getMessage());
    }
  }
}
