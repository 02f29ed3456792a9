package io.auterity.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that real clients sent to real vendors of this dialect. */
class RecordedRequestsTest {

  private static final ChatReader READER = new ChatReader(Bodies.JSON, Bodies.BINDER);

  record Recorded(String file, Json.Obj body) {
    @Override
    public String toString() {
      return file;
    }
  }

  static List<Recorded> requests() throws IOException {
    Path folder = Repository.shared("fixtures/pydantic-ai/tests/models/cassettes");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(RecordedRequestsTest::requests)
          .toList();
    }
  }

  private static Stream<Recorded> requests(Path file) {
    try {
      if (!Files.readString(file).contains("/chat/completions")) {
        return Stream.empty();
      }
      Json.Arr interactions =
          (Json.Arr) field((Json.Obj) YamlTree.read(Files.readAllBytes(file)), "interactions");
      return interactions.items().stream()
          .map(interaction -> (Json.Obj) field(interaction, "request"))
          .filter(RecordedRequestsTest::isChat)
          .map(request -> (Json.Obj) field(request, "parsed_body"))
          .map(body -> new Recorded(file.getFileName().toString(), body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isChat(Json.Obj request) {
    return Objects.requireNonNull(request.text("uri")).contains("/chat/completions")
        && request.get("parsed_body") instanceof Json.Obj;
  }

  private static Json field(Json object, String name) {
    return Objects.requireNonNull(((Json.Obj) object).get(name), name);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void losesNoTextOfARecordedRequest(Recorded recorded) {
    ChatCall call = READER.read(JsonWriter.bytes(recorded.body()));

    String canonical = Bodies.BINDER.render(call.request()).toString();
    assertThat(Texts.of(recorded.body()))
        .isNotEmpty()
        .allSatisfy(text -> assertThat(canonical).contains(inside(text)));
  }

  private static String inside(String text) {
    String quoted = Json.of(text).toString();
    return quoted.substring(1, quoted.length() - 1);
  }
}
