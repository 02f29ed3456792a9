package io.auterity.spi.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Ref;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

  private static final FieldValue NOTHING = new FieldValue.Null();

  @Test
  void namesLeadIntoMaps() {
    assertThat(FieldPath.of("address.`post code`.x_1").names())
        .containsExactly("address", "post code", "x_1");
    assertThat(FieldPath.of("`a\\`b\\\\c.d`").names()).containsExactly("a`b\\c.d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "`a b`.c", "`a\\`b`.`\\\\`", "`1`.`Straße`"})
  void aPathIsWrittenAsItIsRead(String text) {
    assertThat(FieldPath.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.", ".a", "a..b", "a b", "1", "``", "`a", "a`b`", "`a`b", "`\\x`"})
  void whatIsNoPathIsRefused(String text) {
    assertThatThrownBy(() -> FieldPath.of(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FieldFilter(text, FieldComparison.EQ, NOTHING))
        .hasMessageContaining("dots");
    assertThatThrownBy(() -> new FieldOrder(text, false)).hasMessageContaining("dots");
  }

  @Test
  void aPathThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> FieldPath.of("a".repeat(1_501))).hasMessageContaining("1500");
  }

  @Test
  void changesOfWhichOneUndoesAnotherAreRefused() {
    Ref ada = Ref.of("users/ada");
    List<FieldChange> city = List.of(new FieldChange("address.city", NOTHING));

    assertThatThrownBy(() -> new DocumentUpdate(ada, city, List.of("address"), null))
        .hasMessageContaining("address and a field in it");
    assertThatThrownBy(() -> new DocumentUpdate(ada, city, List.of("address.`city`"), null))
        .hasMessageContaining("once");
    assertThatThrownBy(() -> DocumentWrite.update(ada, List.of(city.getFirst(), city.getFirst())))
        .hasMessageContaining("once");
    assertThatThrownBy(() -> new DocumentUpdate(ada, null, null, null))
        .hasMessageContaining("to set or to remove");
    new DocumentUpdate(ada, city, List.of("address.zip", "addresses"), null);
  }
}
