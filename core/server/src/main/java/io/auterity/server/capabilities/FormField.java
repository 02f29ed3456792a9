package io.auterity.server.capabilities;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form, in the order in which the operation's record names it.
 *
 * @param label words for people
 * @param help what the field means
 */
public record FormField(
    String name, String label, boolean required, @Nullable String help, Json schema) {

  /** The fields of an object's schema. */
  static List<FormField> of(Json.Obj schema) {
    List<FormField> fields = new ArrayList<>();
    if (schema.get("properties") instanceof Json.Obj properties) {
      for (Map.Entry<String, Json> property : properties.fields().entrySet()) {
        fields.add(field(property.getKey(), property.getValue(), schema.get("required")));
      }
    }
    return fields;
  }

  private static FormField field(String name, Json schema, @Nullable Json required) {
    boolean needed = required instanceof Json.Arr(var names) && names.contains(Json.of(name));
    String help = schema instanceof Json.Obj object ? object.text("description") : null;
    return new FormField(name, label(name), needed, help, schema);
  }

  /** {@code retryAfter} and {@code retry_after} become {@code Retry after}. */
  private static String label(String name) {
    String words =
        name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
