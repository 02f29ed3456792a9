package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorPresetTest {

  private static final Json.Obj BASE =
      object(
              "id", Json.of("base"),
              "kind", Json.of("ai"),
              "summary", Json.of("The base"),
              "auth", Json.array(List.of(Json.of("bearer"))))
          .with("grade", Json.of("V1"))
          .with("support", object("chat.create", Json.EMPTY))
          .with("traits", object("odd", Json.of(true)));
  private static final Json.Obj MANIFEST =
      object("connectors", Json.array(List.of(BASE)), "presets", Json.array(List.of(Json.of("x"))));

  @Test
  void takesOverWhatItDoesNotSayButNoClaim() {
    Json.Obj written = written(preset());

    assertThat(written.text("kind")).isEqualTo("ai");
    assertThat(written.get("auth")).isEqualTo(BASE.get("auth"));
    assertThat(written.fields())
        .containsOnlyKeys("id", "kind", "auth", "summary")
        .containsEntry("summary", Json.of("An x"));
  }

  @Test
  void keepsWhatItChangesInTheConfiguration() {
    Json.Obj written =
        written(preset().with("defaults", object("url", Json.of("https://x.example"))));

    assertThat(written.get("defaults")).hasToString("{\"url\":\"https://x.example\"}");
    assertThat(written.get("like")).isNull();
  }

  @Test
  void saysWhatIsWrong() {
    assertWrong(preset().with("id", Json.of("y")), "must have the id x");
    assertWrong(
        preset().with("like", Json.of("none")),
        "must be like a connector of the manifest, not like none");
  }

  @Test
  void namesThoseThatAManifestLists() {
    assertThat(ConnectorPreset.listed(MANIFEST)).containsExactly("x");
    assertThat(ConnectorPreset.listed(Json.EMPTY)).isEmpty();
  }

  private static void assertWrong(Json.Obj preset, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> written(preset)).withMessage(message);
  }

  private static Json.Obj written(Json.Obj preset) {
    return ConnectorPreset.written("x", preset, MANIFEST);
  }

  private static Json.Obj preset() {
    return object("id", Json.of("x"), "like", Json.of("base"), "summary", Json.of("An x"));
  }

  private static Json.Obj object(String name, Json value) {
    return Json.object(Map.of(name, value));
  }

  private static Json.Obj object(Object... fields) {
    Json.Obj object = Json.EMPTY;
    for (int i = 0; i < fields.length; i += 2) {
      object = object.with((String) fields[i], (Json) fields[i + 1]);
    }
    return object;
  }
}
