package io.auterity.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonSpliceTest {

  private static final String TEXT = "{ \"a\" : 1 , \"ä\":[ 2 ],\"c\":\"x\" }";
  private static final JsonSplice SPLICE =
      new JsonSplice(
          TEXT.getBytes(UTF_8),
          List.of(
              new JsonSplice.Field("a", 2, 8, 9),
              new JsonSplice.Field("ä", 12, 17, 22),
              new JsonSplice.Field("c", 23, 27, 30)));

  @Test
  void keepsEachFieldToTheByte() {
    assertThat(with(Map.of(), Set.of())).isEqualTo("{\"a\" : 1,\"ä\":[ 2 ],\"c\":\"x\"}");
  }

  @Test
  void setsAFieldWhereItStands() {
    assertThat(with(Map.of("ä", Json.of("\"")), Set.of()))
        .isEqualTo("{\"a\" : 1,\"ä\":\"\\\"\",\"c\":\"x\"}");
  }

  @Test
  void setsAFieldThatIsMissingBehindAllOthers() {
    assertThat(with(Map.of("d", Json.of(true)), Set.of())).endsWith(",\"c\":\"x\",\"d\":true}");
  }

  @Test
  void leavesFieldsOutUnlessTheyAreSet() {
    assertThat(with(Map.of("c", Json.of(3)), Set.of("a", "c", "e")))
        .isEqualTo("{\"ä\":[ 2 ],\"c\":3}");
    assertThat(with(Map.of(), Set.of("a", "ä", "c"))).isEqualTo("{}");
  }

  @Test
  void refusesAPlaceThatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonSplice.Field("a", 5, 5, 9));
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonSplice.Field("a", 1, 5, 5));
  }

  private static String with(Map<String, Json> set, Set<String> without) {
    return new String(SPLICE.with(set, without), UTF_8);
  }
}
