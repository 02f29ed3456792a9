package io.auterity.plugins.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextConfigTest {

  @Test
  void numbersWithoutACountryCodeAreAmericanUnlessConfigured() {
    assertThat(ConfigForm.read(TextConfig.class, Json.EMPTY).region()).isEqualTo("US");
    assertThat(ConfigForm.read(TextConfig.class, region("DE")).region()).isEqualTo("DE");
  }

  @Test
  void refusesACountryThatIsNone() {
    for (String code : new String[] {"", "us", "XX", "Germany"}) {
      assertThat(Failures.field(() -> ConfigForm.read(TextConfig.class, region(code))))
          .isEqualTo("region");
    }
  }

  private static Json.Obj region(String code) {
    return Json.object(Map.of("region", Json.of(code)));
  }
}
