package io.auterity.platform.reference;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("generated")
class CapabilityReferenceTest {

  private static final String HEAD =
      """
      # Capabilities

      Every capability is called alike: `POST /api/v1/call/CAPABILITY` with its input, a workflow step `call: CAPABILITY`, `./auterity call CAPABILITY`, or the MCP
      tool `capability_call`. Grades say how a connector was verified: V1 real server, V2 independent emulator, V3 recorded real traffic, V4 the vendor's schema,
      V5 the vendor's examples, V0 nothing.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  @Test
  void matchesCatalogueAndManifests() throws IOException {
    List<ConnectorManifest> connectors = ShippedManifests.connectors();
    for (Capability capability : Catalogue.standard(new Binder()).all()) {
      describe(capability, connectors);
    }

    GeneratedFile.check("docs/reference/capabilities.md", page.toString());
  }

  private void describe(Capability capability, List<ConnectorManifest> connectors) {
    page.append("\n## `%s`\n%s.\n\n".formatted(capability.id(), capability.summary()));
    page.append(
        "Effect: %s. Data: %s.%s%s%s\n"
            .formatted(
                lower(capability.effect()),
                lower(capability.dataClass()),
                capability.cacheable() ? " Cacheable." : "",
                capability.metered() ? " Metered." : "",
                capability.stream() ? " Streams events." : ""));
    fields(capability.inputSchema());
    support(capability, connectors);
  }

  private void fields(Json.Obj schema) {
    String required = String.valueOf(schema.get("required"));
    page.append("\n| input | type | |\n|---|---|---|\n");
    Json.Obj properties = (Json.Obj) schema.fields().getOrDefault("properties", Json.EMPTY);
    for (Map.Entry<String, Json> property : properties.fields().entrySet()) {
      Json.Obj field = (Json.Obj) property.getValue();
      boolean needed = required.contains("\"" + property.getKey() + "\"");
      String text = field.text("description");
      page.append(
          "| `%s`%s | %s | %s |\n"
              .formatted(
                  property.getKey(), needed ? " *" : "", type(field), text == null ? "" : text));
    }
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

  private void support(Capability capability, List<ConnectorManifest> connectors) {
    page.append("\n| connector | support | grade | |\n|---|---|---|---|\n");
    for (ConnectorManifest connector : connectors) {
      OperationSupport support = connector.support().get(capability.operation());
      if (connector.kind().equals(capability.kind()) && support != null) {
        String note = support.note() == null ? "" : support.note();
        page.append(
            "| `%s` | %s%s | %s | %s |\n"
                .formatted(
                    connector.id(),
                    lower(support.support()),
                    support.idempotencyKey() ? ", idempotency key" : "",
                    connector.grade(),
                    note));
      }
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
