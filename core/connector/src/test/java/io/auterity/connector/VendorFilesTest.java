package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VendorFilesTest {

  private static final int LONGEST_LINE = 160;

  static Stream<String> files() throws IOException {
    return VendorFiles.ids().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileOfTheProductIsSoundAndMentionsEachOperation(String id) {
    assertThat(VendorFiles.checked(id).warnings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void linesOfAFileOfTheProductAreReadable(String id) {
    byte[] text = Objects.requireNonNull(VendorFiles.text(id));

    assertThat(new String(text, StandardCharsets.UTF_8).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(LONGEST_LINE));
  }

  @Test
  void theSchemaSaysNothingByAccident() {
    assertThat(new String(JsonWriter.bytes(ConnectorFileReader.schema()), StandardCharsets.UTF_8))
        .doesNotContain(":null");
  }

  @Test
  @Tag("generated")
  void theStructureIsPublished() throws IOException {
    GeneratedFile.check(
        "api/connector.schema.json", pretty(ConnectorFileReader.schema(), "") + "\n");
  }

  private static String pretty(Json value, String indent) {
    if (!(value instanceof Json.Obj object) || object.toString().length() + indent.length() < 100) {
      return value.toString();
    }
    String inner = indent + "  ";
    StringBuilder text = new StringBuilder("{");
    object
        .fields()
        .forEach(
            (name, field) ->
                text.append(text.length() == 1 ? "\n" : ",\n")
                    .append(inner)
                    .append(Json.of(name))
                    .append(": ")
                    .append(pretty(field, inner)));
    return text.append("\n").append(indent).append("}").toString();
  }
}
