package io.auterity.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceSchemaTest {

  private static final ResourceKind BOX =
      new ResourceKind() {
        @Override
        public String name() {
          return "box";
        }

        @Override
        public int order() {
          return 1;
        }

        @Override
        public Json.Obj schema() {
          return (Json.Obj)
              read(
                  """
                  {"$id": "https://a.example/box", "type": "object", "additionalProperties": false,
                   "properties": {"lid": {"$ref": "#/$defs/lid"}},
                   "$defs": {"lid": {"enum": ["open", "shut"]}}}
                  """);
        }

        @Override
        public List<Problem> check(
            TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
          return List.of();
        }

        @Override
        public void applied(TenantScope scope, Resource resource) {}

        @Override
        public void removed(TenantScope scope, String id) {}
      };

  private final JsonSchema schema = JsonSchema.of(ResourceSchema.of(List.of(BOX)));

  private static Json read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new JsonReader(bytes.length).read(bytes);
  }

  private boolean fits(String text) {
    return schema.check(read(text)).isEmpty();
  }

  @Test
  void aResourceIsCheckedByItsKindAloneAndInAList() {
    assertThat(fits("{\"kind\": \"box\", \"id\": \"a\", \"spec\": {\"lid\": \"open\"}}")).isTrue();
    assertThat(fits("[{\"kind\": \"box\", \"id\": \"a\", \"spec\": {}}]")).isTrue();
    assertThat(fits("{\"kind\": \"box\", \"id\": \"a\", \"spec\": {\"lid\": \"ajar\"}}")).isFalse();
    assertThat(fits("[{\"kind\": \"box\", \"id\": \"a\", \"spec\": {\"led\": 1}}]")).isFalse();
    assertThat(fits("{\"kind\": \"crate\", \"id\": \"a\", \"spec\": {}}")).isFalse();
  }
}
