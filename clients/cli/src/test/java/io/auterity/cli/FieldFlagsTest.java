package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.api.ApiClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldFlagsTest {

  private static final String SCHEMA =
      """
      {"properties": {
        "title": {"type": "string"},
        "limit": {"type": "integer"},
        "labels": {"type": "array", "items": {"type": "string"}},
        "issue": {"type": "object", "properties": {"id": {"type": "string"}}},
        "project": {"anyOf": [{"type": "string"}, {"type": "object", "properties": {
          "provider": {"type": "string"}, "id": {"type": "string"}}}]},
        "messages": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]},
        "state": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "extra": {"type": "object"}}}\
      """;

  private static String parse(String... words) {
    return new FieldFlags(ApiClient.mapper().readTree(SCHEMA)).parse(List.of(words)).toString();
  }

  @Test
  void aTextInPlaceOfAListIsATextUnlessItIsThatList() {
    assertThat(parse("--messages", "[sic] hello")).isEqualTo("{\"messages\":\"[sic] hello\"}");
    assertThat(parse("--messages", "[{\"role\": \"user\"}]"))
        .isEqualTo("{\"messages\":[{\"role\":\"user\"}]}");
  }

  @Test
  void takesTextAsItIsAndOtherTypesAsJson() {
    assertThat(parse("--title", "12", "--limit", "12"))
        .isEqualTo("{\"title\":\"12\",\"limit\":12}");
  }

  @Test
  void fillsAListByRepetitionOrAsJson() {
    assertThat(parse("--labels", "a", "--labels", "b")).isEqualTo("{\"labels\":[\"a\",\"b\"]}");
    assertThat(parse("--labels", "[\"a\"]")).isEqualTo("{\"labels\":[\"a\"]}");
  }

  @Test
  void reachesIntoObjects() {
    assertThat(parse("--issue.id=7")).isEqualTo("{\"issue\":{\"id\":\"7\"}}");
  }

  @Test
  void clearsAFieldWithNull() {
    assertThat(parse("--state", "null")).isEqualTo("{\"state\":null}");
    assertThat(parse("--state", "open")).isEqualTo("{\"state\":\"open\"}");
  }

  @Test
  void namesAResourceByItsIdOrWithItsProvider() {
    assertThat(parse("--project", "debts")).isEqualTo("{\"project\":\"debts\"}");
    assertThat(parse("--project", "17")).isEqualTo("{\"project\":\"17\"}");
    assertThat(parse("--project.provider", "jira", "--project.id", "17"))
        .isEqualTo("{\"project\":{\"provider\":\"jira\",\"id\":\"17\"}}");
    assertThat(parse("--project", "{\"id\": \"17\"}")).isEqualTo("{\"project\":{\"id\":\"17\"}}");
  }

  @Test
  void refusesWhatIsNoFlagOrNoValue() {
    assertThatThrownBy(() -> parse("title")).hasMessageContaining("write --FIELD VALUE");
    assertThatThrownBy(() -> parse("--title")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> parse("--limit", "many")).hasMessageContaining("must be JSON");
  }
}
