package io.auterity.server.triggers;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.workflow.event.CustomEvent;
import io.auterity.workflow.trigger.DeclaredTypes;
import io.auterity.workflow.trigger.EventSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The providers of a tenant that raise events: embedded services by themselves, others by what
 * their vendors send to webhooks.
 */
public final class ProviderEventSources implements EventSources {

  private static final int MOST = 5;

  private final PluginHost plugins;
  private volatile BiPredicate<TenantScope, String> webhooks = (scope, provider) -> true;

  public ProviderEventSources(PluginHost plugins) {
    this.plugins = plugins;
  }

  /** Has it found so from now on whether a provider has a webhook. */
  public void findWebhooksBy(BiPredicate<TenantScope, String> finder) {
    webhooks = finder;
  }

  @Override
  public Optional<String> missing(TenantScope scope, String type, ResourceSet all) {
    if (type.startsWith(CustomEvent.PREFIX) || any(type, EventTypes.OWN.stream())) {
      return Optional.empty();
    }
    List<String> silent = new ArrayList<>();
    for (Resource provider : all.list("provider")) {
      HostedConnector connector = connectorInUse(provider).orElse(null);
      if (connector != null && any(type, EventTypes.raised(connector))) {
        return Optional.empty();
      }
      if (connector != null && any(type, read(connector))) {
        if (webhooks.test(scope, provider.id())) {
          return Optional.empty();
        }
        silent.add(provider.id());
      }
    }
    return Optional.of(silent.isEmpty() ? unprovided(type) : unhooked(type, silent));
  }

  private static boolean any(String type, Stream<String> declared) {
    return declared.anyMatch(each -> DeclaredTypes.mayBe(type, each));
  }

  // A file reads for all of its connectors; each is told what begins with its own kind.
  private static Stream<String> read(HostedConnector connector) {
    String kind = "io.auterity.%s.".formatted(connector.manifest().kind());
    return EventTypes.read(connector).filter(type -> type.startsWith(kind));
  }

  private Optional<HostedConnector> connectorInUse(Resource provider) {
    ProviderSpec spec = ProviderSpec.read(provider.spec());
    return Boolean.TRUE.equals(spec.disabled())
        ? Optional.empty()
        : plugins.connectors().stream()
            .filter(each -> each.manifest().id().equals(spec.connector()))
            .findFirst();
  }

  private static String unhooked(String type, List<String> silent) {
    return "%s comes to a webhook of %s, which has none: make one with auterity webhook create %s"
        .formatted(type, listed(silent), silent.getFirst());
  }

  private String unprovided(String type) {
    List<String> ways = new ArrayList<>();
    connectors(type, EventTypes::raised).map("a provider of "::concat).ifPresent(ways::add);
    connectors(type, ProviderEventSources::read)
        .map("a provider of %s with a webhook"::formatted)
        .ifPresent(ways::add);
    return "no provider here raises %s: apply %s".formatted(type, String.join(", or ", ways));
  }

  private Optional<String> connectors(
      String type, Function<HostedConnector, Stream<String>> declared) {
    List<String> ids =
        plugins.connectors().stream()
            .filter(each -> any(type, declared.apply(each)))
            .map(each -> each.manifest().id())
            .sorted()
            .toList();
    return ids.isEmpty() ? Optional.empty() : Optional.of(listed(ids));
  }

  private static String listed(List<String> ids) {
    String some = ids.stream().limit(MOST).collect(Collectors.joining(", "));
    return ids.size() > MOST ? "%s and %d more".formatted(some, ids.size() - MOST) : some;
  }
}
