package io.auterity.server.triggers;

import io.auterity.connector.DescribedConnector;
import io.auterity.control.guardrail.GuardrailBlocked;
import io.auterity.insight.learn.OfferWithdrawn;
import io.auterity.ledger.ThresholdReached;
import io.auterity.provider.life.ProviderConsents;
import io.auterity.provider.life.ProviderStates;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.token.ProviderTokens;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.RunCompleted;
import io.auterity.workflow.trigger.Triggers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The types of events that can happen: the product's own, and those that connectors of started
 * plugins read of what their vendors send or raise about documents of their own. {@code *} stands
 * for words that are only known then.
 */
public record EventTypes(PluginHost plugins) implements Supplier<Set<String>> {

  /** What the product tells of itself. */
  public static final List<String> OWN =
      List.of(
          ApprovalRow.ASKED,
          ApprovalRow.REMINDED,
          ApprovalRow.ESCALATED,
          ApprovalRow.DECIDED,
          RunCompleted.TYPE,
          Triggers.STOPPED,
          ProviderStates.CHANGED,
          ProviderTokens.LOST,
          ProviderConsents.NEEDED,
          ThresholdReached.TYPE,
          OfferWithdrawn.TYPE,
          GuardrailBlocked.TYPE);

  @Override
  public Set<String> get() {
    Set<String> all = new TreeSet<>(OWN);
    plugins.connectors().stream()
        .flatMap(hosted -> Stream.concat(raised(hosted), read(hosted)))
        .forEach(all::add);
    return all;
  }

  /** Those that a connector raises about documents of its own. */
  static Stream<String> raised(HostedConnector hosted) {
    return hosted.events().stream().map(EventTypes::whole);
  }

  /** Those that a connector reads of what its vendor sends to webhooks. */
  static Stream<String> read(HostedConnector hosted) {
    Stream<String> types =
        hosted.connector() instanceof DescribedConnector described
            ? described.eventTypes().stream()
            : hosted.readsWebhooks() ? Stream.of(hosted.manifest().kind() + ".*") : Stream.empty();
    return types.map(EventTypes::whole);
  }

  private static String whole(String type) {
    return "io.auterity.%s.v1".formatted(type);
  }
}
