package io.auterity.server.api;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The description of this API and the schemas beside it, as they are in the repository. */
@RestController
public final class ApiController {

  private static final String ROOT = "/META-INF/auterity/api/";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]*\\.schema\\.json");
  private static final String SUFFIX = ".schema.json";
  private static final String RESOURCES = "resource" + SUFFIX;
  private static final MediaType SCHEMA = MediaType.valueOf("application/schema+json");

  @Needs("enter")
  @GetMapping(path = "/api/v1/openapi.yaml", produces = "application/yaml")
  ResponseEntity<String> description() throws IOException {
    return file("openapi.yaml", MediaType.APPLICATION_YAML);
  }

  /**
   * A JSON Schema: of all that can be applied ({@code resource.schema.json}), or of the spec of a
   * kind, e.g. {@code workflow.schema.json}.
   */
  @Needs("enter")
  @GetMapping(path = "/api/v1/schemas/{name}", produces = "application/schema+json")
  ResponseEntity<String> schema(@PathVariable String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw missing(name);
    }
    String text = text(name);
    return answer(text == null ? ofKind(name) : text, SCHEMA);
  }

  private static ResponseEntity<String> file(String name, MediaType type) throws IOException {
    String text = text(name);
    if (text == null) {
      throw missing(name);
    }
    return answer(text, type);
  }

  private static @Nullable String text(String name) throws IOException {
    try (InputStream in = ApiController.class.getResourceAsStream(ROOT + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The part of the schema of resources that is about one kind, with all that it refers to. */
  private static String ofKind(String name) throws IOException {
    byte[] all = Objects.requireNonNull(text(RESOURCES)).getBytes(StandardCharsets.UTF_8);
    Json.Obj resources = new JsonReader(all.length).readObject(all);
    String kind = name.substring(0, name.indexOf('.'));
    if (!name.equals(kind + SUFFIX)
        || kind.equals("resource")
        || !(resources.get("$defs") instanceof Json.Obj defs)
        || defs.get(kind) == null) {
      throw missing(name);
    }
    return Json.EMPTY
        .with("$schema", Objects.requireNonNull(resources.get("$schema")))
        .with("$id", Json.of("https://auterity.io/schemas/" + name))
        .with("$ref", Json.of("#/$defs/" + kind))
        .with("$defs", Json.EMPTY.with(kind, Objects.requireNonNull(defs.get(kind))))
        .toString();
  }

  private static ResponseEntity<String> answer(String text, MediaType type) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.noCache())
        .eTag(Integer.toHexString(text.hashCode()))
        .body(text);
  }

  private static CallFailedException missing(String name) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no schema '%s'".formatted(name));
  }
}
