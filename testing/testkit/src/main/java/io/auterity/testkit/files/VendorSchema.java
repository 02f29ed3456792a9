package io.auterity.testkit.files;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A vendor's own description of its API (OpenAPI), in the repository's shared files. */
public final class VendorSchema {

  private static final JsonMapper JSON = new JsonMapper();

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode description;

  /**
   * Reads a description.
   *
   * @param file compressed YAML or JSON, e.g. {@code specs/openai.yaml.gz}
   */
  public VendorSchema(String file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Repository.shared(file)))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Some of its empty lines hold more spaces than the text around, which YAML 1.2 forbids.
      description = new YAMLMapper().readTree(text.replaceAll("(?m)^ +$", ""));
    }
  }

  /** What is wrong with a body under the schema of that name. */
  public List<String> errors(String schema, byte[] body) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", description.get("components"));
    return registry.getSchema(root).validate(JSON.readTree(body)).stream()
        .map(Error::toString)
        .toList();
  }
}
