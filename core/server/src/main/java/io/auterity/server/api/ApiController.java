package io.auterity.server.api;

import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
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

  @Needs("enter")
  @GetMapping(path = "/api/v1/openapi.yaml", produces = "application/yaml")
  ResponseEntity<String> description() throws IOException {
    return file("openapi.yaml", MediaType.APPLICATION_YAML);
  }

  /** A JSON Schema, e.g. {@code workflow.schema.json}. */
  @Needs("enter")
  @GetMapping(path = "/api/v1/schemas/{name}", produces = "application/schema+json")
  ResponseEntity<String> schema(@PathVariable String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw missing(name);
    }
    return file(name, MediaType.valueOf("application/schema+json"));
  }

  private static ResponseEntity<String> file(String name, MediaType type) throws IOException {
    try (InputStream in = ApiController.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw missing(name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ResponseEntity.ok()
          .contentType(type)
          .cacheControl(CacheControl.noCache())
          .eTag(Integer.toHexString(text.hashCode()))
          .body(text);
    }
  }

  private static CallFailedException missing(String name) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no schema '%s'".formatted(name));
  }
}
