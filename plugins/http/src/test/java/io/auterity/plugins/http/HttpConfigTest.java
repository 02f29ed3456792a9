package io.auterity.plugins.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigTest {

  private static HttpService service(String config) {
    Json.Obj given = (Json.Obj) JsonUtf8.read(config);
    return HttpService.of(ConfigForm.read(HttpConfig.class, given));
  }

  @Test
  void anAddressIsEnough() {
    HttpService service = service("{\"url\":\"https://shop.example/v1\"}");

    assertThat(service.exchange().address().base()).hasToString("https://shop.example/v1/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | url",
        "{\"url\":\"ftp://a\"} | url",
        "{\"url\":\"https://u:p@shop.example\"} | url",
        "{\"url\":\"https://shop.example?key=1\"} | url",
        "{\"url\":\"https://shop.example/#a\"} | url",
        "{\"url\":\"https://a\",\"paths\":[\"/a\",\"b\"]} | paths[1]",
        "{\"url\":\"https://a\",\"methods\":[\"TRACE\"]} | methods[0]",
        "{\"url\":\"https://a\",\"headers\":[\"Authorization\"]} | headers[0]",
        "{\"url\":\"https://a\",\"headers\":[\"X-HTTP-Method-Override\"]} | headers[0]",
        "{\"url\":\"https://a\",\"idempotency\":\"cookie\"} | idempotency",
        "{\"url\":\"https://a\",\"check\":\"/../a\"} | path",
      })
  void whatCannotWorkIsRefusedByTheNameOfItsField(String config, String field) {
    assertThat(Failures.field(() -> service(config))).isEqualTo(field);
  }
}
