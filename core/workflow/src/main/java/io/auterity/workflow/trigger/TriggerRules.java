package io.auterity.workflow.trigger;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.time.Time;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The facts that a trigger is checked against and made by.
 *
 * @param types of events that are declared, e.g. {@code io.auterity.tracker.issue.*.v1}, where
 *     {@code *} stands for words that are only known when the event happens
 * @param tokens of the addresses of webhooks
 */
public record TriggerRules(
    Catalogue catalogue,
    Time time,
    Supplier<? extends Collection<String>> types,
    WebhookTokens tokens) {

  /**
   * The types that a trigger may wait for.
   *
   * @param custom those of the tenant's own
   */
  DeclaredTypes declared(Collection<String> custom) {
    Set<String> all = new TreeSet<>(types.get());
    all.addAll(custom);
    return new DeclaredTypes(all);
  }
}
