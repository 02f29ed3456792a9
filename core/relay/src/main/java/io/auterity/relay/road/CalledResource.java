package io.auterity.relay.road;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resource that a call is about, as its input says. That is what an id such as {@code
 * owner/name} of a repository or project tells, and else fields of these names. Calls of models are
 * about none.
 */
final class CalledResource {

  private static final String NAME = "name";
  private static final String OWNER = "owner";
  private static final String VISIBILITY = "visibility";
  private static final List<String> HOLDERS = List.of("repository", "project");
  private static final int LONGEST = 500;

  static Map<String, String> of(Capability capability, Record input) {
    if (capability.kind().equals("ai")) {
      return Map.of();
    }
    Map<String, String> found = new HashMap<>();
    String operation = capability.operation();
    put(found, "kind", operation.substring(0, operation.lastIndexOf('.')));
    for (String holder : HOLDERS) {
      if (value(input, holder) instanceof Ref ref) {
        apart(found, ref.id());
      }
    }
    if (!found.containsKey(NAME)) {
      put(found, NAME, word(value(input, NAME)));
    }
    put(found, OWNER, word(value(input, OWNER)));
    put(found, VISIBILITY, word(value(input, VISIBILITY)));
    return found;
  }

  private static @Nullable Object value(Record input, String name) {
    if (!(input instanceof ExtensionValue(Json.Obj fields))) {
      return RecordFields.of(input).value(input, name);
    }
    return switch (fields.get(name)) {
      case Json.Str(String id) when HOLDERS.contains(name) -> Ref.of(id);
      case Json.Str(String text) -> text;
      case Json.Obj ref when ref.get("id") instanceof Json.Str(String id) -> Ref.of(id);
      case null, default -> null;
    };
  }

  private static void apart(Map<String, String> found, String id) {
    int slash = id.lastIndexOf('/');
    put(found, NAME, id.substring(slash + 1));
    put(found, OWNER, slash < 1 ? null : id.substring(0, slash));
  }

  private static @Nullable String word(@Nullable Object value) {
    return switch (value) {
      case Enum<?> one -> one.name().toLowerCase(Locale.ROOT);
      case String text -> text;
      case null, default -> null;
    };
  }

  private static void put(Map<String, String> found, String name, @Nullable String value) {
    if (value != null && !value.isEmpty() && value.length() <= LONGEST) {
      found.put(name, value);
    }
  }
}
