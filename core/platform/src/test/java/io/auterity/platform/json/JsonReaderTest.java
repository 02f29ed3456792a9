package io.auterity.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private final JsonReader reader = new JsonReader(1000);

  private Json read(String text) {
    return reader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 200)
  void readsBackWhatIsWritten(@ForAll("values") Json value) {
    assertThat(reader.read(JsonWriter.bytes(value))).isEqualTo(value);
  }

  @Provide
  Arbitrary<Json> values() {
    Arbitrary<Json> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).map(Json::of),
            Arbitraries.longs().map(Json::of),
            Arbitraries.doubles().map(Json::of),
            Arbitraries.of(Json.NULL, Json.of(true)));
    Arbitrary<Json> lists = scalars.list().ofMaxSize(3).map(Json::array);
    return Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), Arbitraries.oneOf(scalars, lists))
        .ofMaxSize(3)
        .map(map -> Json.object(new LinkedHashMap<>(map)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,\"a\":2}",
        "1 2",
        "9223372036854775808",
        "1e999",
        "NaN",
        "'a'",
        "{\"a\":1}x",
        "\"\u0001\""
      })
  void refusesWhatIsNotOneCleanValue(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID));
  }

  @Test
  void refusesInvalidUtf8() {
    assertThatThrownBy(() -> reader.read(new byte[] {'"', (byte) 0xc3, '"'}))
        .hasMessageContaining("not JSON");
  }

  @Test
  void refusesWhatIsTooLargeOrTooDeep() {
    assertThatThrownBy(() -> read("\"" + "x".repeat(1001) + "\""))
        .hasMessageContaining("too_large");
    assertThatThrownBy(() -> read("[".repeat(300) + "]".repeat(300)))
        .hasMessageContaining("too_large");
  }

  /** Twelve megabytes of them would become some hundred of objects. */
  @Test
  void refusesMoreValuesThanABodyMayHave() {
    JsonReader bodies = JsonReader.bounded(1_200_000, 150_000);

    for (String value : List.of("7", "{}", "\"\"")) {
      assertThat(((Json.Arr) bodies.read(many(value, 149_999))).items()).hasSize(149_999);
      requireTooMany(bodies, many(value, 150_000));
    }
    requireTooMany(bodies, many("{\"\":0}", 75_000));
    assertThat(((Json.Arr) reader.read(many("7", 150_001))).items()).hasSize(150_001);
  }

  private static void requireTooMany(JsonReader bodies, byte[] text) {
    assertThatThrownBy(() -> bodies.read(text))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE))
        .hasMessageContaining("more than 150,000 values");
  }

  private static byte[] many(String value, int count) {
    return ("[" + value + ("," + value).repeat(count - 1) + "]").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void namesTheKeyThatStandsTwice() {
    assertThatThrownBy(() -> read("{\"a\": {\"b c\": 1,\n \"b c\": 2}}"))
        .hasMessageContaining(
            "not JSON: duplicate key: 'b c' stands twice in one object at line 2");
  }

  private static List<Path> corpus() {
    return Repository.sharedFiles("corpora/json-test-suite/test_parsing");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void takesWhatIsJsonAndTellsOfTheRestInItsOwnWords(Path file) throws IOException {
    String name = file.getFileName().toString();
    boolean duplicate = name.startsWith("y_object_duplicated_key");
    try {
      reader.read(Files.readAllBytes(file));
      assertThat(name).doesNotStartWith("n_");
      assertThat(duplicate).isFalse();
    } catch (CallFailedException e) {
      assertThat(duplicate || !name.startsWith("y_")).as(e.getMessage()).isTrue();
      assertThat(e.failure().message())
          .doesNotContain("`", "Source", "Feature", "jackson", "Token", "VALUE_");
    }
  }

  @Test
  void saysWhere() {
    assertThatThrownBy(() -> read("{\n \"a\": nope}")).hasMessageContaining("line 2");
  }

  @Test
  void tellsIntegersFromOtherNumbers() {
    assertThat(read("[1, 1.0, 1e0]").toString()).isEqualTo("[1,1.0,1.0]");
  }

  @Test
  void aReaderOfOurOwnTextsTakesMoreLevelsThanAValueMayHave() {
    JsonReader around = JsonReader.around(1000, 2);

    assertThat(JsonWriter.bytes(around.read(nested(202)))).isEqualTo(nested(202));
    assertThatThrownBy(() -> reader.read(nested(201))).isInstanceOf(CallFailedException.class);
    assertThatThrownBy(() -> around.read(nested(203))).isInstanceOf(CallFailedException.class);
  }

  private static byte[] nested(int levels) {
    return ("[".repeat(levels) + "]".repeat(levels)).getBytes(StandardCharsets.UTF_8);
  }
}
