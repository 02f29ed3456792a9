package io.auterity.platform.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ak_1", "bearer ak_1", "BEARER   ak_1 "})
  void theSchemeHasNoCase(String header) {
    assertThat(Bearer.token(header)).contains("ak_1");
  }

  @Test
  void theTokenKeepsItsCase() {
    assertThat(Bearer.token("bearer aK_Bearer")).contains("aK_Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ak_1", "Bearer", "Bearer  ", "Bearerak_1", "Basic YWs="})
  void anythingElseHoldsNone(String header) {
    assertThat(Bearer.token(header)).isEmpty();
  }

  @Test
  void noHeaderHoldsNone() {
    assertThat(Bearer.token(null)).isEmpty();
  }
}
