package io.auterity.relay.route;

import dev.cel.runtime.CelVariableResolver;
import io.auterity.platform.provider.ProviderInfo;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What expressions read, looked up by name when they do. */
final class Variables {

  private Variables() {}

  static CelVariableResolver of(CallFacts facts) {
    return name -> Optional.ofNullable(value(facts, name));
  }

  static CelVariableResolver of(CallFacts facts, ProviderInfo provider) {
    return name ->
        Optional.ofNullable(
            name.startsWith("provider.") ? value(provider, name) : value(facts, name));
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
    DirectCheck.Text text = text(name);
    return text == null ? null : text.of(facts);
  }

  private static @Nullable Object value(ProviderInfo provider, String name) {
    return switch (name) {
      case "provider.id" -> provider.id();
      case "provider.kind" -> provider.kind();
      case "provider.connector" -> provider.connector();
      case "provider.plugin" -> provider.plugin();
      case "provider.grade" -> provider.grade();
      case "provider.state" -> wire(provider.state());
      case "provider.marks" -> provider.marks();
      case "provider.models" -> provider.offering().ids();
      default -> null;
    };
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
