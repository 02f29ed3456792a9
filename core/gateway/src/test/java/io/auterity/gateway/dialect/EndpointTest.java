package io.auterity.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.openai.OpenAiDialect;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  private static final OpenAiDialect DIALECT =
      new OpenAiDialect(new JsonReader(1_000), new Binder());
  private static final Form FORM = DIALECT.endpoints().getFirst().form();

  @ParameterizedTest
  @CsvSource({
    "/v1/chat,                   /v1/chat,                      ''",
    "/v1/models/{model},         /v1/models/gpt,                gpt",
    "/v1/models/{model},         /v1/models/meta%2Fllama%203+1, meta/llama 3+1",
    "/v1/models/{model},         /v1/models/100%,               100%",
    "/v1/models/{model}:count,   /v1/models/a:count,            a",
    "/v1/models/{model}:count,   /v1/models/meta/a:count,       meta/a",
    "/v1/models/{model}:count,   /v1/models/a:b:count,          a:b",
    "/v1/files/{id}/content,     /v1/files/f-1/content,         f-1"
  })
  void aPathThatFitsNamesWhatStandsAtThePlaceholder(String path, String asked, String named) {
    Endpoint endpoint = new Endpoint(DIALECT, "POST", path, FORM);

    assertThat(endpoint.fits(asked)).isTrue();
    assertThat(endpoint.named(asked)).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat,                   /v1/chat/",
    "/v1/models/{model},         /v1/models/",
    "/v1/models/{model},         /v1/models",
    "/v1/models/{model}:count,   /v1/models/:count",
    "/v1/models/{model}:count,   /v1/models/a",
    "/v1/files/{id}/content,     /v1/files/content"
  })
  void anotherPathDoesNotFit(String path, String asked) {
    assertThat(new Endpoint(DIALECT, "POST", path, FORM).fits(asked)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=7,             7",
    "a=1&limit=7&b=2,     7",
    "limit=6&limit=7,     7",
    "limits=1&limit=a%2Bb+c, a+b c",
    "limit=,              ''",
    "limit=%zz,           %zz"
  })
  void aParameterIsTheLastOfItsName(String query, String value) {
    assertThat(new Query(query).get("limit")).isEqualTo(value);
  }

  @Test
  void aParameterThatIsNotThereIsNull() {
    assertThat(Query.NONE.get("limit")).isNull();
    assertThat(new Query("limits=1&alimit=2&limit").get("limit")).isNull();
    assertThat(new Query("").get("limit")).isNull();
  }
}
