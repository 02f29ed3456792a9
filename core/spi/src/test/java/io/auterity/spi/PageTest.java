package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final Page<String> CUT = new Page<>(List.of("a", "b"), null, true, 5000L);

  @Test
  void goesToTheEndUnlessItSaysOtherwise() {
    Page<String> page = new Page<>(List.of("a"), new Cursor("n"));

    assertThat(page.truncated()).isFalse();
    assertThat(page.total()).isNull();
  }

  @Test
  void keepsWhatItSaysOfTheListWhenItsItemsChange() {
    assertThat(CUT.map(String::length)).isEqualTo(new Page<>(List.of(1, 1), null, true, 5000L));
    assertThat(CUT.withNext(new Cursor("n")))
        .isEqualTo(new Page<>(List.of("a", "b"), new Cursor("n"), true, 5000L));
  }

  @Test
  void hasNoListOfLessThanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Page<>(List.of(), null, false, -1L))
        .withMessageContaining("-1");
  }
}
