package io.auterity.plugins.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleConfigTest {

  @Test
  void holdsTheAddress() {
    assertThat(config("https://example.org/words.txt").address()).hasHost("example.org");
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String url : List.of("", "words.txt", "https://", "https://a b")) {
      assertThat(Failures.field(() -> config(url).address())).as(url).isEqualTo("url");
    }
  }

  @Test
  void refusesAMissingAddress() {
    assertThat(Failures.field(() -> ConfigForm.read(ExampleConfig.class, Json.EMPTY)))
        .isEqualTo("url");
  }

  private static ExampleConfig config(String url) {
    return ConfigForm.read(ExampleConfig.class, Json.object(Map.of("url", Json.of(url))));
  }
}
