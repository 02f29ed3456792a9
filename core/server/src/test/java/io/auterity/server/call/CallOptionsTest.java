package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallOptionsTest {

  @Test
  void timesAreReadWithTheirUnit() {
    assertThat(CallOptions.timeout(null)).isEqualTo(Duration.ofSeconds(60));
    assertThat(CallOptions.timeout("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(CallOptions.timeout("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(CallOptions.timeout("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThatThrownBy(() -> CallOptions.timeout("0s")).isInstanceOf(CallFailedException.class);
    assertThatThrownBy(() -> CallOptions.timeout("30")).isInstanceOf(CallFailedException.class);
  }

  @Test
  void labelsAreReadAsPairs() {
    assertThat(CallOptions.labels(null)).isEmpty();
    assertThat(CallOptions.labels("route=triage, sample=a:b"))
        .isEqualTo(Map.of("route", "triage", "sample", "a:b"));
    assertThatThrownBy(() -> CallOptions.labels("triage")).isInstanceOf(CallFailedException.class);
  }

  @Test
  void aKeyIsBounded() {
    assertThat(CallOptions.key(null)).isNull();
    assertThat(CallOptions.key("k".repeat(255))).hasSize(255);
    assertThatThrownBy(() -> CallOptions.key("k".repeat(256)))
        .isInstanceOf(CallFailedException.class);
    assertThatThrownBy(() -> CallOptions.key(" ")).isInstanceOf(CallFailedException.class);
  }
}
