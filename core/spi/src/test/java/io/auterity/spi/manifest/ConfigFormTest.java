package io.auterity.spi.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.NoConfig;
import io.auterity.spi.OtherFields;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigFormTest {

  /** All that a configuration may say of its fields. */
  public record Sample(
      @Description("Where") @Default("https://sample.test") @TextForm(format = "uri") String url,
      @TextForm(least = 1, pattern = "^[a-z]+$") String name,
      @Default("4096") @Range(least = 1, most = 10_000) int size,
      @Default("1") @Range(above = 0) double speed,
      @Default("false") boolean dry,
      @TextForm(oneOf = {"a", "b-c"}) @Nullable List<String> words,
      @Nullable Inner inner) {}

  /** An open object. */
  public record Inner(@Nullable Integer depth, @OtherFields Json.Obj others) {}

  public record Odd(@Default("many") int size) {}

  public record Picky(String name) {
    public Picky {
      throw new CallFailedException(
          Failure.of(FailureCode.INVALID, "no").withFields(Map.of("name", "is odd")));
    }
  }

  private static Json.Obj config(Object... fields) {
    Json.Obj object = Json.EMPTY;
    for (int i = 0; i < fields.length; i += 2) {
      object = object.with((String) fields[i], (Json) fields[i + 1]);
    }
    return object;
  }

  @Test
  void aRecordTellsItsForm() {
    assertThat(ConfigForm.of(Sample.class, ConfigEdits.NONE).schema())
        .hasToString(
            """
            {"type":"object","properties":{\
            "url":{"type":"string","format":"uri","default":"https://sample.test","description":"Where"},\
            "name":{"type":"string","pattern":"^[a-z]+$","minLength":1},\
            "size":{"type":"integer","minimum":1,"maximum":10000,"default":4096},\
            "speed":{"type":"number","exclusiveMinimum":0,"default":1},\
            "dry":{"type":"boolean","default":false},\
            "words":{"type":"array","items":{"type":"string","enum":["a","b-c"]}},\
            "inner":{"type":"object","properties":{"depth":{"type":"integer"}},"required":[],\
            "additionalProperties":true}},"required":["name"],"additionalProperties":false}\
            """);
    assertThat(ConfigForm.of(NoConfig.class, ConfigEdits.NONE).schema())
        .hasToString(
            "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigForm.of(Odd.class, ConfigEdits.NONE))
        .withMessageContaining("no default: many");
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(ConfigForm.read(Sample.class, config("name", Json.of("x"))))
        .isEqualTo(new Sample("https://sample.test", "x", 4096, 1, false, null, null));
  }

  @Test
  void everythingThatIsGivenArrives() {
    Json.Obj inner = config("depth", Json.of(2), "further", Json.of(true));
    Json.Obj given =
        config(
            "url", Json.of("http://else.test"),
            "name", Json.of("y"),
            "size", Json.of(7),
            "speed", Json.of(0.5),
            "dry", Json.of(true),
            "words", Json.array(List.of(Json.of("b-c"))),
            "inner", inner);

    assertThat(ConfigForm.read(Sample.class, given))
        .isEqualTo(
            new Sample(
                "http://else.test",
                "y",
                7,
                0.5,
                true,
                List.of("b-c"),
                new Inner(2, config("further", Json.of(true)))));
  }

  @Test
  void eachFieldThatIsWrongIsNamed() {
    Json.Obj wrong =
        config(
            "name", Json.of(""),
            "size", Json.of(0),
            "speed", Json.of(0),
            "dry", Json.of("no"),
            "words", Json.array(List.of(Json.of("a"), Json.of("c"))),
            "nam", Json.of(1));

    assertThatThrownBy(() -> ConfigForm.read(Sample.class, wrong))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID);
              assertThat(e.failure().fields())
                  .containsOnlyKeys("name", "size", "speed", "dry", "words[1]", "nam")
                  .containsEntry("size", "must be at least 1; raise it")
                  .containsEntry("speed", "must be more than 0; raise it")
                  .containsEntry("words[1]", "must be one of a, b-c; use one of a, b-c");
            });
    assertThatThrownBy(() -> ConfigForm.read(Sample.class, config("name", Json.of("A1"))))
        .hasMessageContaining("name: must match ^[a-z]+$");
    assertThatThrownBy(
            () ->
                ConfigForm.read(
                    Sample.class, config("name", Json.of("a"), "size", Json.of(10_001))))
        .hasMessageContaining("size: must be at most 10000");
  }

  @Test
  void whatARecordItselfRefusesIsItsOwnFailure() {
    assertThatThrownBy(() -> ConfigForm.read(Picky.class, config("name", Json.of("x"))))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().fields()).containsEntry("name", "is odd"));
  }

  @Test
  void aPresetLeavesOutFieldsAndHasOtherDefaults() {
    ConfigForm form =
        ConfigForm.of(
            Sample.class,
            new ConfigEdits(
                List.of("inner", "words", "dry", "speed", "size"),
                Map.of("name", Json.of("near")),
                List.of("url")));

    assertThat(form.schema())
        .hasToString(
            """
            {"type":"object","properties":{\
            "url":{"type":"string","format":"uri","description":"Where"},\
            "name":{"type":"string","pattern":"^[a-z]+$","minLength":1,"default":"near"}},\
            "required":["url"],"additionalProperties":false}\
            """);
    assertThat(form.filled(config("url", Json.of("http://x.test"))))
        .isEqualTo(config("name", Json.of("near"), "url", Json.of("http://x.test")));
  }

  @Test
  void aPresetSpeaksOfFieldsThatThereAre() {
    assertUnknown(new ConfigEdits(List.of("port"), Map.of(), List.of()), "is without port");
    assertUnknown(
        new ConfigEdits(List.of(), Map.of("port", Json.of(1)), List.of()),
        "has a default for port");
    assertUnknown(new ConfigEdits(List.of(), Map.of(), List.of("port")), "requires port");
  }

  private static void assertUnknown(ConfigEdits edits, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigForm.of(Sample.class, edits))
        .withMessage(words + ", which is no field");
  }
}
