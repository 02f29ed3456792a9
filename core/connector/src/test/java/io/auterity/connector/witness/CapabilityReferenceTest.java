package io.auterity.connector.witness;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.OperationSupport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of all capabilities: what they take, what they give, and which connectors have them. */
@Tag("generated")
@Order(Integer.MAX_VALUE) // Of what the other classes have written.
class CapabilityReferenceTest {

  private static final String HEAD =
      """
      # Capabilities

      Every capability is called alike: `POST /api/v1/call/CAPABILITY` with its input, a workflow step `call: CAPABILITY`, `./auterity call CAPABILITY`, or the MCP
      tool `capability_call`. Grades say how a connector was verified: V1 real server, V2 independent emulator, V3 recorded real traffic, V4 the vendor's schema,
      V5 the vendor's examples, V0 nothing. What a connector brings beside its kind stands behind what all of that have.

      A star marks what an input must have and a result always has. Of lists the fields of an item are told, too (`items[].ref`); of a result or an event that is one of several, each by its `type`, with its own fields behind that.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  @Test
  void matchesCatalogueAndManifests() throws IOException {
    List<ShippedConnector> connectors = ShippedConnector.all();
    Collection<Capability> standard = Catalogue.standard().all();
    for (String kind : new TreeSet<>(standard.stream().map(Capability::kind).toList())) {
      List<ShippedConnector> own =
          connectors.stream().filter(each -> each.kind().equals(kind)).toList();
      standard.stream()
          .filter(each -> each.kind().equals(kind))
          .forEach(each -> describe(each, own));
      own.forEach(each -> each.extensions().forEach(one -> describe(one, List.of(each))));
    }

    GeneratedFile.check("docs/reference/capabilities.md", page.toString());
  }

  private void describe(Capability capability, List<ShippedConnector> connectors) {
    page.append("\n## `%s`\n%s.\n\n".formatted(capability.id(), capability.summary()));
    page.append(
        "Effect: %s. Data: %s.%s%s%s\n"
            .formatted(
                lower(capability.effect()),
                lower(capability.dataClass()),
                capability.cacheable() ? " Cacheable." : "",
                capability.metered() ? " Metered." : "",
                capability.stream() ? " Streams events." : ""));
    head("input");
    rows("", capability.inputSchema());
    head(capability.stream() ? "event" : "result");
    results("", capability.outputSchema());
    support(capability, connectors);
  }

  private void head(String what) {
    page.append("\n| %s | type | |\n|---|---|---|\n".formatted(what));
  }

  /**
   * Of a list also what its items have; of one of several, each with its type before its fields.
   */
  private void results(String prefix, Json.Obj schema) {
    if (schema.get("oneOf") instanceof Json.Arr choices) {
      for (Json choice : choices.items()) {
        String type = at(choice, "properties", "type").text("const");
        page.append("| `%s%s` | object | |\n".formatted(prefix, type));
        rows(prefix + type + ".", (Json.Obj) choice);
      }
      return;
    }
    if (schema.get("properties") == null) {
      page.append("| %s | %s | |\n".formatted(prefix.isEmpty() ? "itself" : prefix, type(schema)));
      return;
    }
    rows(prefix, schema);
    if (prefix.isEmpty()) {
      at(schema, "properties").fields().forEach((name, field) -> items(name, at(field, "items")));
    }
  }

  private void items(String list, Json.Obj items) {
    if (items.get("properties") != null) {
      rows(list + "[].", items);
    }
  }

  private void rows(String prefix, Json.Obj schema) {
    String required = String.valueOf(schema.get("required"));
    for (Map.Entry<String, Json> property : at(schema, "properties").fields().entrySet()) {
      Json.Obj field = (Json.Obj) property.getValue();
      if (field.get("const") == null) {
        boolean needed = required.contains("\"" + property.getKey() + "\"");
        String text = field.text("description");
        page.append(
            "| `%s`%s | %s | %s |\n"
                .formatted(
                    prefix + property.getKey(),
                    needed ? " *" : "",
                    type(field),
                    text == null ? "" : text));
      }
    }
  }

  private static Json.Obj at(Json json, String... names) {
    Json found = json;
    for (String name : names) {
      found = found instanceof Json.Obj object ? object.get(name) : null;
    }
    return found instanceof Json.Obj object ? object : Json.EMPTY;
  }

  private static String type(Json.Obj field) {
    String type = field.text("type");
    if (field.get("enum") instanceof Json.Arr names) {
      return String.join(", ", names.items().stream().map(CapabilityReferenceTest::name).toList());
    }
    if (field.get("anyOf") instanceof Json.Arr forms) {
      return forms.items().stream()
          .map(form -> type((Json.Obj) form))
          .collect(Collectors.joining(" or "));
    }
    return type == null ? "one of several" : type;
  }

  private static String name(Json json) {
    return json instanceof Json.Str(String value) ? value : json.toString();
  }

  private void support(Capability capability, List<ShippedConnector> connectors) {
    page.append("\n| connector | support | grade | |\n|---|---|---|---|\n");
    for (ShippedConnector connector : connectors) {
      OperationSupport support = connector.support(capability);
      if (support != null) {
        String note = support.note() == null ? "" : support.note();
        page.append(
            "| `%s` | %s%s | %s | %s |\n"
                .formatted(
                    connector.id(),
                    lower(support.support()),
                    support.idempotencyKey() ? ", idempotency key" : "",
                    connector.grade(capability.operation()),
                    note));
      }
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
