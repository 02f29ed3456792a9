package io.auterity.platform.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void findsTheNameThatWasMeant() {
    assertThat(Nearest.of("conncurency", List.of("concurrency", "currency")))
        .contains("concurrency");
  }

  @Test
  void listsTheValidNamesWhenNoneIsNear() {
    assertThat(Nearest.fix("zzzzzz", List.of("wait", "call"))).isEqualTo("use one of call, wait");
  }

  @Test
  void saysWhenThereIsNone() {
    assertThat(Nearest.fix("x", List.of())).isEqualTo("there is none yet");
  }
}
