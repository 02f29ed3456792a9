package io.auterity.relay.route;

import dev.cel.runtime.CelVariableResolver;
import io.auterity.platform.provider.ProviderInfo;
import java.util.Locale;
import java.util.Optional;

/** What expressions read, looked up by name when they do. */
final class Variables {

  private Variables() {}

  static CelVariableResolver of(Facts facts) {
    return name -> Optional.ofNullable(value(facts, name));
  }

  static CelVariableResolver of(Facts facts, ProviderInfo provider) {
    return name ->
        Optional.ofNullable(
            name.startsWith("provider.") ? value(provider, name) : value(facts, name));
  }

  @SuppressWarnings("NullAway") // A name that no expression may use has no value.
  private static Object value(Facts facts, String name) {
    return switch (name) {
      case "labels" -> facts.labels();
      case "model" -> facts.model() == null ? "" : facts.model();
      case "capability" -> facts.capability();
      case "principal" -> facts.principal();
      case "principal_type" -> wire(facts.principalType());
      case "door" -> wire(facts.door());
      case "effect" -> wire(facts.effect());
      case "data_class" -> wire(facts.dataClass());
      default -> null;
    };
  }

  @SuppressWarnings("NullAway") // A name that no expression may use has no value.
  private static Object value(ProviderInfo provider, String name) {
    return switch (name) {
      case "provider.id" -> provider.id();
      case "provider.kind" -> provider.kind();
      case "provider.connector" -> provider.connector();
      case "provider.plugin" -> provider.plugin();
      case "provider.grade" -> provider.grade();
      case "provider.state" -> wire(provider.state());
      case "provider.marks" -> provider.marks();
      case "provider.models" -> provider.models();
      default -> null;
    };
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
