package io.auterity.relay.route;

import dev.cel.runtime.CelVariableResolver;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables that CEL expressions read, looked up by name when they are read. */
final class Variables {

  private static final String RESOURCE = "resource.";

  static CelVariableResolver of(CallFacts facts) {
    return name -> Optional.ofNullable(value(facts, name));
  }

  static CelVariableResolver of(CallFacts facts, Offer offer) {
    return name ->
        Optional.ofNullable(name.startsWith("provider.") ? value(offer, name) : value(facts, name));
  }

  /** How the variable of that name is read; null when it is no text of a call. */
  static DirectCheck.@Nullable Text text(String name) {
    return switch (name) {
      case "model" -> facts -> facts.model() == null ? "" : facts.model();
      case "capability" -> CallFacts::capability;
      case "principal" -> CallFacts::principal;
      case "principal_type" -> facts -> wire(facts.principalType());
      case "door" -> facts -> wire(facts.door());
      case "effect" -> facts -> wire(facts.effect());
      case "data_class" -> facts -> wire(facts.dataClass());
      default -> null;
    };
  }

  private static @Nullable Object value(CallFacts facts, String name) {
    if (name.equals("labels")) {
      return facts.labels();
    }
    if (name.equals("input_tokens")) {
      return facts.inputTokens();
    }
    if (name.startsWith(RESOURCE)) {
      return facts.resource().getOrDefault(name.substring(RESOURCE.length()), "");
    }
    DirectCheck.Text text = text(name);
    return text == null ? null : text.of(facts);
  }

  private static @Nullable Object value(Offer offer, String name) {
    ProviderInfo provider = offer.provider();
    return switch (name) {
      case "provider.id" -> provider.id();
      case "provider.kind" -> provider.kind();
      case "provider.connector" -> provider.connector();
      case "provider.plugin" -> provider.plugin();
      case "provider.grade" -> provider.grade();
      case "provider.state" -> wire(provider.state());
      case "provider.marks" -> provider.marks();
      case "provider.models" -> provider.offering().ids();
      case "provider.region" -> orElse(offer.region(), "");
      case "provider.regimes" -> orElse(offer.regimes(), List.of());
      case "provider.privacy" -> privacy(offer.privacy());
      default -> null;
    };
  }

  private static <T> T orElse(@Nullable T declared, T otherwise) {
    return declared == null ? otherwise : declared;
  }

  private static String privacy(ModelSpec.@Nullable Privacy declared) {
    return declared == null ? "" : wire(declared);
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
