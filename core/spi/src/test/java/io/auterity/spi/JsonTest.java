package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void keepsTheOrderOfNames() {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("b", Json.of(1));
    fields.put("a", Json.of(2));

    assertThat(Json.object(fields).toString()).isEqualTo("{\"b\":1,\"a\":2}");
  }

  @Test
  void writesEachValueAsJsonText() {
    Json value =
        new Json.Arr(
            List.of(Json.NULL, Json.of(true), Json.of(-7), Json.of(1.5), Json.of("x"), Json.EMPTY));

    assertThat(value.toString()).isEqualTo("[null,true,-7,1.5,\"x\",{}]");
  }

  @Test
  void escapesWhatJsonForbids() {
    assertThat(Json.of("a\"b\\c\n\r\t\u0001\ud83d").toString())
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\ud83d\"");
  }

  @Test
  void refusesNumbersThatJsonCannotWrite() {
    assertThatThrownBy(() -> Json.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.of(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotChangeWithWhatItWasMadeFrom() {
    List<Json> items = new ArrayList<>(List.of(Json.of(1)));
    Json.Arr array = new Json.Arr(items);

    items.add(Json.of(2));

    assertThat(array.items()).containsExactly(Json.of(1));
  }

  @Test
  void withAddsAFieldToACopy() {
    Json.Obj before = Json.EMPTY;

    Json.Obj after = before.with("a", Json.of("x"));

    assertThat(before.get("a")).isNull();
    assertThat(after.text("a")).isEqualTo("x");
  }
}
