package io.auterity.platform.catalogue;

import io.auterity.spi.Json;
import io.auterity.spi.OtherFields;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Input or output of an {@link Extension}, whose form no class says. */
public record ExtensionValue(@OtherFields Json.Obj fields) {

  private static final Set<String> REF = Set.of("provider", "id");

  public ExtensionValue {
    Objects.requireNonNull(fields);
  }

  /** The providers that references among its fields name. */
  public Set<String> providers() {
    Set<String> named = new TreeSet<>();
    for (Json field : fields.fields().values()) {
      if (field instanceof Json.Obj(Map<String, Json> ref)
          && ref.keySet().equals(REF)
          && ref.get("provider") instanceof Json.Str(String provider)) {
        named.add(provider);
      }
    }
    return named;
  }
}
