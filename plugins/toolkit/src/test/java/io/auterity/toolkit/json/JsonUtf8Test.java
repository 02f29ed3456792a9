package io.auterity.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonUtf8Test {

  @Test
  void readsEachKindOfValue() {
    Json value = JsonUtf8.read("[null,true,-7,1.5,\"ä\",{\"b\":1,\"a\":[]}]");

    assertThat(value).hasToString("[null,true,-7,1.5,\"ä\",{\"b\":1,\"a\":[]}]");
  }

  @Test
  void keepsEveryIntegerOf64Bits() {
    assertThat(JsonUtf8.read("9223372036854775807")).isEqualTo(Json.of(Long.MAX_VALUE));
    assertThat(JsonUtf8.read("-9223372036854775808")).isEqualTo(Json.of(Long.MIN_VALUE));
  }

  @Test
  void aNumberWrittenWithAFractionIsNoInteger() {
    assertThat(JsonUtf8.read("1.0")).isEqualTo(Json.of(1.0));
    assertThat(JsonUtf8.read("1e2")).isEqualTo(Json.of(100.0));
  }

  @Test
  void refusesNumbersOutOfRangeWithTheirPlace() {
    assertThatThrownBy(() -> JsonUtf8.read("{\"a\":\n 9223372036854775808}"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("9223372036854775808 does not fit");
    assertThatThrownBy(() -> JsonUtf8.read("1e999")).hasMessageContaining("too large");
  }

  @Test
  void roundsForeignIntegersThatAreTooLarge() {
    assertThat(foreign("{\"seed\":14836394043272784000}"))
        .isEqualTo(Json.object(Map.of("seed", Json.of(1.4836394043272784e19))));
    assertThat(foreign("7")).isEqualTo(Json.of(7));
    assertThatThrownBy(() -> foreign("1" + "0".repeat(400))).hasMessageContaining("too large");
  }

  @Test
  void keepsTheDigitsOfNumbersThatWouldBeRounded() {
    String text =
        "[7615917337495251231,92233720368547758080,555555555555555555.555,0.10,1e999,"
            + "1e-99999999999,0.1]";

    assertThat(JsonUtf8.readExact(text.getBytes(StandardCharsets.UTF_8)))
        .hasToString(
            "[7615917337495251231,\"92233720368547758080\",\"555555555555555555.555\",0.1,"
                + "\"1e999\",\"1e-99999999999\",0.1]");
  }

  private static Json foreign(String text) {
    return JsonUtf8.readForeign(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesWhatIsNotOneValue() {
    for (String text : List.of("", "{", "[1,]", "{\"a\" 1}", "1 2", "nul", "{}x")) {
      assertThatThrownBy(() -> JsonUtf8.read(text))
          .as(text)
          .isInstanceOf(MalformedJsonException.class);
    }
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    assertThatThrownBy(() -> JsonUtf8.read(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    assertThatThrownBy(() -> JsonUtf8.read("[".repeat(100_000)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Property
  void readsBackWhatItWrites(@ForAll("values") Json value) {
    assertThat(JsonUtf8.read(JsonUtf8.write(value))).isEqualTo(value);
  }

  @Provide
  Arbitrary<Json> values() {
    return Arbitraries.lazyOf(
        () -> Arbitraries.strings().map(Json::of),
        () -> Arbitraries.longs().map(Json::of),
        () -> Arbitraries.doubles().map(Json::of),
        () -> Arbitraries.of(Json.NULL, Json.of(true), Json.of(false)),
        () -> values().list().ofMaxSize(3).map(Json::array),
        () ->
            Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), values())
                .ofMaxSize(3)
                .map((Map<String, Json> fields) -> new Json.Obj(fields)));
  }
}
