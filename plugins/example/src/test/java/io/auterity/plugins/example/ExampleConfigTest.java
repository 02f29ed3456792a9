package io.auterity.plugins.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleConfigTest {

  @Test
  void holdsTheAddress() {
    assertThat(config("https://example.org/words.txt").url()).hasHost("example.org");
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String url : List.of("", "words.txt", "https://", "https://a b")) {
      assertThat(Failures.field(() -> config(url))).as(url).isEqualTo("url");
    }
  }

  @Test
  void refusesAMissingAddress() {
    assertThat(Failures.expect(FailureCode.INVALID, () -> ExampleConfig.of(Json.EMPTY)).message())
        .isEqualTo("url is missing");
  }

  private static ExampleConfig config(String url) {
    return ExampleConfig.of(Json.object(Map.of("url", Json.of(url))));
  }
}
