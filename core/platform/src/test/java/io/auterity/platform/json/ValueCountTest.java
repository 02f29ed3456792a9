package io.auterity.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCountTest {

  private static long count(ValueCount count, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return count.add(bytes, 0, bytes.length).values();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          []                                   | 1
          {}                                   | 1
          [[],[],[]]                           | 4
          {"a":1}                              | 2
          {"a" : "b", "c":[true,null,-1.5e3]}  | 6
          {"":{"":{"":0}}}                     | 4
          ["a:b","c,[{","d\\"e","\\\\"]        | 5
          [ 1 , 2 ]                            | 3
          """)
  void countsValuesAndNoNames(String text, long values) {
    assertThat(count(ValueCount.ofJson(), text)).isEqualTo(values);
    assertThat(count(ValueCount.ofBody(), " \n" + text)).isEqualTo(values);
  }

  @Test
  void countsWhatTheReaderReads() throws IOException {
    JsonReader reader = new JsonReader(1_000_000);
    for (Path file : Repository.sharedFiles("corpora/json-test-suite/test_parsing")) {
      byte[] text = Files.readAllBytes(file);
      long counted = ValueCount.ofJson().add(text, 0, text.length).values();
      try {
        assertThat(counted).as(file.toString()).isEqualTo(values(reader.read(text)));
      } catch (CallFailedException e) {
        // Malformed: no count is wrong.
      }
    }
  }

  private static long values(Json value) {
    return switch (value) {
      case Json.Obj(var fields) ->
          1 + fields.values().stream().mapToLong(ValueCountTest::values).sum();
      case Json.Arr(var items) -> 1 + items.stream().mapToLong(ValueCountTest::values).sum();
      default -> 1;
    };
  }

  @Property(tries = 200)
  void countsTheSameWhereverTheTextIsTorn(@ForAll @IntRange(max = 90) int at) {
    byte[] text =
        "{\"a long name \\\" with more\": \"and a text \\\\\", \"n\": [12.5, true, {}], \"é\": \"ü,:\"}"
            .getBytes(UTF_8);
    int cut = Math.min(at, text.length);

    ValueCount count = ValueCount.ofJson().add(text, 0, cut).add(text, cut, text.length);

    assertThat(count.values()).isEqualTo(7);
  }

  @Test
  void isNeverTooLowWhereAReaderGetsFar() {
    assertThat(count(ValueCount.ofJson(), "[[],[],[]" + ":".repeat(50))).isGreaterThanOrEqualTo(4);
    assertThat(count(ValueCount.ofJson(), "[1,2,3" + "\"\":".repeat(50))).isGreaterThanOrEqualTo(4);
  }

  @Test
  void ofABodyThatIsNoJsonThereAreNone() {
    assertThat(count(ValueCount.ofBody(), "--boundary\r\n[[],[]]")).isZero();
    assertThat(count(ValueCount.ofBody(), "\n [7]")).isEqualTo(2);
  }

  @Test
  void ofOtherTextsThereAreAtLeastAsManyAsValues() {
    assertThat(count(ValueCount.ofText(), "- a\n- {b: c}\n- - d\n")).isGreaterThanOrEqualTo(5);
    assertThat(count(ValueCount.ofText(), "a,b\n1,2\n")).isGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          ["[[],[],[]]"]               | 6
          ["{\\"a\\":1}"]              | 1
          [" \\n{\\"a\\":[1,2]}"]      | 3
          ["\\u005b1,1]"]              | 1
          ["[\\u005b1\\u005d]"]        | 3
          ["a, b {c}", "", "\\", [1,2"] | 0
          """)
  void whatATextMayHoldAtMostWeighsTooAndIsNotCounted(String text, long inner) {
    ValueCount json = ValueCount.ofJson();
    count(json, text);

    assertThat(json.values()).isEqualTo(text.contains("\"\"") ? 4 : 2);
    assertThat(json.weight()).isEqualTo((json.values() + inner) * ValueCount.WEIGHT);
  }

  @Test
  void whatATextHoldsInBase64WeighsToo() {
    String bytes = "QUFB".repeat(25);
    for (String begin : List.of("seal:", "\\u0073eal:", "se\\u0061l:")) {
      ValueCount body = ValueCount.ofBody(List.of("seal:", "other:"));
      count(body, "[\"" + begin + bytes + "\", \"sea\", \"o\\n\"]");

      assertThat(body.values()).isEqualTo(4);
      assertThat(body.weight()).isGreaterThanOrEqualTo((4 + 25L) * ValueCount.WEIGHT);
    }
    ValueCount plain = ValueCount.ofBody(List.of("seal:"));
    count(plain, "[\"" + bytes + "\"]");
    assertThat(plain.weight()).isEqualTo(2L * ValueCount.WEIGHT);
  }

  @Test
  void whatStandsInAFieldWeighsMoreThanInAList() {
    ValueCount fields = ValueCount.ofJson();
    count(fields, "[{\"a\":1},{\"a\":[true]}, \"x\"]");

    assertThat(fields.weight()).isEqualTo(6L * ValueCount.WEIGHT + ValueCount.ELEMENT_WEIGHT);
  }

  @Test
  void knowsWhatTheyWeigh() {
    ValueCount json = ValueCount.ofJson();
    count(json, "[1,2,3]");

    assertThat(json.weight()).isEqualTo(ValueCount.WEIGHT + 3L * ValueCount.ELEMENT_WEIGHT);
    assertThat(json.exact()).isTrue();
    assertThat(ValueCount.ofText().exact()).isFalse();
  }
}
