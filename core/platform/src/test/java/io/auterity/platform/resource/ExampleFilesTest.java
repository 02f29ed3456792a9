package io.auterity.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples fit the schema of resources, and name it for editors. */
class ExampleFilesTest {

  private static final Path SCHEMA = Path.of("../../api/resource.schema.json");
  private static final Path EXAMPLES = Path.of("../../examples");
  private static final int LONGEST = 1_000_000;

  private final JsonSchema schema = JsonSchema.of(published());

  private static Json.Obj published() {
    try {
      return new JsonReader(LONGEST).readObject(Files.readAllBytes(SCHEMA));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(EXAMPLES)) {
      return all.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> documents(file).stream().anyMatch(ExampleFilesTest::isResource))
          .toList();
    }
  }

  private static List<YamlDocument> documents(Path file) {
    try {
      return new YamlReader(LONGEST).read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isResource(YamlDocument document) {
    return document.value() instanceof Json.Obj object
        && object.text("kind") != null
        && object.text("id") != null;
  }

  @Test
  void eachFitsTheSchema() throws IOException {
    assertThat(files()).hasSizeGreaterThan(50);
    for (Path file : files()) {
      for (YamlDocument document : documents(file)) {
        List<Problem> problems = schema.check(document.value());
        assertThat(problems).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void eachNamesTheSchemaInItsFirstLine() throws IOException {
    for (Path file : files()) {
      Path folder = Objects.requireNonNull(file.getParent());
      String relative = folder.relativize(SCHEMA).toString();
      assertThat(Files.readAllLines(file).getFirst())
          .as(file.toString())
          .isEqualTo("# yaml-language-server: $schema=" + relative);
    }
  }
}
