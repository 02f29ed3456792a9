package io.auterity.plugins.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextConfigTest {

  @Test
  void numbersWithoutACountryCodeAreAmericanUnlessConfigured() {
    assertThat(TextConfig.of(Json.EMPTY).region()).isEqualTo("US");
    assertThat(TextConfig.of(region("DE")).region()).isEqualTo("DE");
  }

  @Test
  void refusesACountryThatIsNone() {
    for (String code : new String[] {"", "us", "XX", "Germany"}) {
      assertThat(Failures.expect(FailureCode.INVALID, () -> TextConfig.of(region(code))).message())
          .startsWith("region must be");
    }
  }

  private static Json.Obj region(String code) {
    return Json.object(Map.of("region", Json.of(code)));
  }
}
