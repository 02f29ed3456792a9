package io.auterity.workflow.trigger;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.time.Time;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.util.Collection;
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
    WebhookTokens tokens) {}
