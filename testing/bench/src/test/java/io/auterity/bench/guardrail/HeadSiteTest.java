package io.auterity.bench.guardrail;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.spi.VectorHead;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeadSiteTest {

  private static List<VectorHead> heads(String... subjects) {
    return Stream.of(subjects)
        .map(subject -> new VectorHead(subject, List.of(), 1, 1, 0.5))
        .toList();
  }

  @Test
  void aPluginThatLacksAHeadMakesTheRunVoid() {
    assertThatExceptionOfType(VoidRunException.class)
        .isThrownBy(() -> HeadSite.requireAll(heads(VectorHead.INJECTION)))
        .withMessageContaining(VectorHead.ORDER_IN_DOCUMENT)
        .withMessageNotContaining("[" + VectorHead.INJECTION);
    assertThatExceptionOfType(VoidRunException.class)
        .isThrownBy(() -> HeadSite.requireAll(heads()))
        .withMessageContaining(VectorHead.INJECTION)
        .withMessageContaining(VectorHead.ORDER_IN_DOCUMENT);
  }

  @Test
  void aPluginWithBothHeadsIsMeasured() {
    assertThatCode(
            () -> HeadSite.requireAll(heads(VectorHead.ORDER_IN_DOCUMENT, VectorHead.INJECTION)))
        .doesNotThrowAnyException();
  }
}
