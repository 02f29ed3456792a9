package io.auterity.connector.version;

import io.auterity.platform.catalogue.Capability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The diff of the extensions that two versions have in common: what they take, give or do
 * otherwise.
 */
final class ExtensionDiff {

  static List<String> of(Collection<ConnectorForm> before, Collection<ConnectorForm> after) {
    Map<String, Capability> old = all(before);
    List<String> changed = new ArrayList<>();
    all(after)
        .forEach(
            (id, now) -> {
              Capability was = old.get(id);
              if (was != null) {
                changed.addAll(of(was, now));
              }
            });
    changed.sort(String::compareTo);
    return changed;
  }

  private static Map<String, Capability> all(Collection<ConnectorForm> forms) {
    return forms.stream()
        .flatMap(form -> form.extensions().stream())
        .collect(Collectors.toMap(Capability::id, Function.identity()));
  }

  private static List<String> of(Capability was, Capability now) {
    List<String> changed = new ArrayList<>();
    word("effect", was.effect(), now.effect(), now.id(), changed);
    word("data class", was.dataClass(), now.dataClass(), now.id(), changed);
    if (!was.inputSchema().equals(now.inputSchema())) {
      changed.add(now.id() + ": input");
    }
    if (!was.outputSchema().equals(now.outputSchema())) {
      changed.add(now.id() + ": result");
    }
    return changed;
  }

  private static void word(String what, Enum<?> was, Enum<?> now, String id, List<String> changed) {
    if (!Objects.equals(was, now)) {
      changed.add("%s: %s %s to %s".formatted(id, what, wire(was), wire(now)));
    }
  }

  private static String wire(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
