package io.auterity.relay.road;

import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call is about, as its input says: what an id such as {@code owner/name} of a repository or
 * project tells, and else fields of these names. Calls of models are about none.
 */
final class CalledResource {

  private static final String NAME = "name";
  private static final String OWNER = "owner";
  private static final String VISIBILITY = "visibility";
  private static final List<String> HOLDERS = List.of("repository", "project");
  private static final int LONGEST = 500;

  private CalledResource() {}

  static Map<String, String> of(Capability capability, Record input) {
    if (capability.kind().equals("ai")) {
      return Map.of();
    }
    RecordFields fields = RecordFields.of(input);
    Map<String, String> found = new HashMap<>();
    String operation = capability.operation();
    put(found, "kind", operation.substring(0, operation.lastIndexOf('.')));
    for (String holder : HOLDERS) {
      if (fields.value(input, holder) instanceof Ref ref) {
        apart(found, ref.id());
      }
    }
    if (!found.containsKey(NAME)) {
      put(found, NAME, fields.text(input, NAME));
    }
    put(found, OWNER, fields.text(input, OWNER));
    put(found, VISIBILITY, word(fields.value(input, VISIBILITY)));
    return found;
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
