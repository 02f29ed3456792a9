package io.auterity.workflow.template;

import io.auterity.platform.resource.Resource;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The templates that come with the product, each a file beside this class as a tenant would apply
 * it. They need nothing but services in this server.
 */
public final class BuiltInTemplates {

  private static final List<String> IDS =
      List.of(
          "all-issues",
          "ask-first",
          "check-amounts",
          "clean-texts",
          "file-messages",
          "first-in-time",
          "morning-count",
          "release-page",
          "remind-if-open",
          "report-or-alarm",
          "sort-texts");

  private static final int CHARACTERS = 200_000;

  /** All, in the order of their ids. */
  public static List<KnownTemplate> all() {
    return IDS.stream().map(BuiltInTemplates::read).toList();
  }

  /** The file of one as it is written. */
  public static String file(String id) {
    try (InputStream file = BuiltInTemplates.class.getResourceAsStream(id + ".yaml")) {
      return new String(Objects.requireNonNull(file, id).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KnownTemplate read(String id) {
    Json.Obj resource = (Json.Obj) new YamlReader(CHARACTERS).read(file(id)).getFirst().value();
    if (!id.equals(resource.text("id")) || !Resource.ID.matcher(id).matches()) {
      throw new IllegalStateException("the file of template %s has another id".formatted(id));
    }
    Json.Obj spec = (Json.Obj) Objects.requireNonNull(resource.get("spec"));
    Object template = Shapes.ofInputs().read(spec, WorkflowTemplate.class, "template");
    return KnownTemplate.of(id, 0, (WorkflowTemplate) template);
  }

  private BuiltInTemplates() {}
}
