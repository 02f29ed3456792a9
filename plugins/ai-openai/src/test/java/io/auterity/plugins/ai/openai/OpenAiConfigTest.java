package io.auterity.plugins.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiConfigTest {

  @Test
  void asksOpenAiUnlessConfigured() {
    OpenAiConfig config = OpenAiConfig.of(Json.EMPTY);

    assertThat(config.endpoint().url()).hasToString("https://api.openai.com/v1/");
    assertThat(config.endpoint().tokenLimit()).isEqualTo("max_completion_tokens");
    assertThat(config.model()).isEmpty();
  }

  @Test
  void takesAnAddressWithOrWithoutASlashAtItsEnd() {
    for (String url : List.of("http://localhost:11434/v1", "http://localhost:11434/v1/")) {
      assertThat(OpenAiConfig.of(with("url", url)).endpoint().url())
          .hasToString("http://localhost:11434/v1/");
    }
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    for (String url : List.of("", "api.openai.com", "ftp://x/v1", "https://", "http://x?a=b")) {
      assertThat(refused(with("url", url))).as(url).isEqualTo("url");
    }
    assertThat(refused(with("tokenLimit", "tokens"))).isEqualTo("tokenLimit");
  }

  private static String refused(Json.Obj config) {
    return Failures.field(() -> OpenAiConfig.of(config));
  }

  private static Json.Obj with(String name, String value) {
    return Json.object(Map.of(name, Json.of(value)));
  }
}
