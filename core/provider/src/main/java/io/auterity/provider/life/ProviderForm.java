package io.auterity.provider.life;

import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form of a provider: what was applied, what is open for it and what is known of it; immutable.
 *
 * @param instance null while it cannot be called
 */
record ProviderForm(
    ProviderSpec spec, Health health, @Nullable ProviderInstance instance, ProviderInfo info) {

  /** Field of a connector's configuration, in tokens, for calls that name none. */
  private static final String LONGEST_ANSWER = "maxTokens";

  /** The kind of connectors with models. */
  private static final String AI = "ai";

  /** Mark of connectors that run on this machine. */
  private static final String LOCAL = "local";

  /** A provider whose connector is loaded. */
  static ProviderForm of(
      String id,
      ProviderSpec spec,
      long generation,
      Health health,
      @Nullable ProviderInstance instance,
      HostedConnector connector) {
    PluginManifest plugin = connector.plugin().manifest();
    ConnectorManifest manifest = connector.manifest();
    ProviderInfo info =
        new ProviderInfo(
            id,
            manifest.kind(),
            manifest.id(),
            plugin.id(),
            plugin.version(),
            generation,
            manifest.marks(),
            connector.grade(),
            health.state(),
            health.reason(),
            manifest.support(),
            spec.slots(),
            offering(spec, manifest, instance),
            prices(spec, manifest),
            spec.form(),
            health.mendable(),
            withheld(spec, connector),
            null);
    return new ProviderForm(spec, health, instance, info);
  }

  // What is local and reaches no host runs in this process.
  private static Map<String, Price> prices(ProviderSpec spec, ConnectorManifest manifest) {
    boolean here =
        manifest.kind().equals(AI)
            && manifest.marks().contains(LOCAL)
            && manifest.egress().isEmpty();
    return here && spec.prices().isEmpty() ? Price.OF_PROCESS : spec.prices();
  }

  // What was stored with "disabled: false" was turned on when nothing else was asked for V0.
  private static Set<String> withheld(ProviderSpec spec, HostedConnector connector) {
    boolean turnedOn = Boolean.FALSE.equals(spec.disabled()) && connector.unverified();
    return spec.unverified() || turnedOn ? Set.of() : connector.unproven();
  }

  // What the vendor's own server tells of a model goes before what documents say.
  private static Offering offering(
      ProviderSpec spec, ConnectorManifest manifest, @Nullable ProviderInstance instance) {
    List<KnownModel> known = new ArrayList<>(instance == null ? List.of() : instance.models());
    known.addAll(manifest.models());
    Offering offering = spec.offering().informed(known);
    Long answer = longestAnswer(spec.config(), manifest.config());
    return answer == null ? offering : offering.answering(answer);
  }

  // What the connector itself asks for then, which its schema tells where it is not configured.
  private static @Nullable Long longestAnswer(Json.Obj config, Json.Obj schema) {
    if (schema.get("properties") instanceof Json.Obj fields
        && fields.get(LONGEST_ANSWER) instanceof Json.Obj field) {
      Json said = config.get(LONGEST_ANSWER);
      Json told = said == null ? field.get("default") : said;
      return told instanceof Json.Int(long tokens) ? (Long) tokens : null;
    }
    return null;
  }

  /** A provider whose connector no started plugin brings. */
  static ProviderForm orphan(String id, ProviderSpec spec, long generation) {
    Health health = Health.error("no started plugin brings the connector " + spec.connector());
    ProviderInfo info =
        new ProviderInfo(
            id,
            "",
            spec.connector(),
            "",
            "",
            generation,
            List.of(),
            "V0",
            health.state(),
            health.reason(),
            Map.of(),
            spec.slots(),
            spec.offering(),
            spec.prices(),
            spec.form(),
            health.mendable(),
            Set.of(),
            null);
    return new ProviderForm(spec, health, null, info);
  }

  String id() {
    return info.id();
  }

  long generation() {
    return info.generation();
  }

  /** With another spec that its instance serves as well. */
  ProviderForm with(ProviderSpec other, HostedConnector connector) {
    return of(id(), other, generation(), health, instance, connector);
  }

  /** With how far its tenant lets its connector reach as well: what is agreed to stays so. */
  ProviderForm agreeing(ConnectorReach reach) {
    ConnectorReach before = spec.agreed();
    ConnectorReach whole = before == null ? reach : before.and(reach);
    return new ProviderForm(spec.agreeing(whole), health, instance, info);
  }

  /** With what a check has found of its health and of its vendor's models. */
  ProviderForm with(Health found) {
    if (instance != null) {
      return of(id(), spec, generation(), found, instance, instance.connector());
    }
    ProviderInfo restated = info.in(found.state(), found.reason(), found.mendable());
    return new ProviderForm(spec, found, instance, restated);
  }
}
