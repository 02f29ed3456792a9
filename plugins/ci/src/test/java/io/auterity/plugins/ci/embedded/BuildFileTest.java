package io.auterity.plugins.ci.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildFileTest {

  private static final String PATH = ".auterity/build.yaml";

  @Test
  void placesOfInputsAreFilled() {
    BuildFile file =
        BuildFile.read(
            PATH,
            """
            format: 1
            workflow: release-notes
            inputs:
              commit: ${build.commit}
              title: "Build of ${build.repository} at ${build.ref}${variables.MORE}"
              branch: ${build.branch}
              list: [1, 2.5, true, null, "${variables.TO}"]
            """);

    Json.Obj filled =
        file.filled(
            Map.of("build.commit", "c1", "build.repository", "$1/r", "build.ref", "main")::get);

    assertThat(file.workflow()).isEqualTo("release-notes");
    assertThat(file.variables()).containsExactly("MORE", "TO");
    assertThat(filled)
        .hasToString(
            "{\"commit\":\"c1\",\"title\":\"Build of $1/r at main\",\"list\":[1,2.5,true,null]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"complaint_triage", "release.notes", "7-days", "a"})
  void aWorkflowIsNamedByAnyIdThatAResourceMayHave(String id) {
    assertThat(BuildFile.read(PATH, "{format: 1, workflow: %s}".formatted(id)).workflow())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must begin with",
        "[1] | must begin with",
        "'a: [' | is no YAML",
        "'{format: 1, workflow: a, workflow: b}' | is no YAML",
        "'{workflow: a}' | format must be 1",
        "'{format: 2, workflow: a}' | format must be 1",
        "'{format: 1}' | workflow must be the id",
        "'{format: 1, workflow: A b}' | workflow must be the id",
        "'{format: 1, workflow: a, on: push}' | on is no field",
        "'{format: 1, workflow: a, inputs: [1]}' | inputs must hold values by name",
        "'{format: 1, workflow: a, inputs: {x: 2026-01-01, y: 99999999999999999999}}' | inputs.y",
        "'{format: 1, workflow: a, inputs: {1: x}}' | inputs.1 must be named by text",
        "'{format: 1, workflow: a, inputs: {x: {y: \"${build.sha}\"}}}' | inputs.x.y names"
            + " ${build.sha}",
        "'{format: 1, workflow: a, inputs: {x: \"${secrets.KEY}\"}}' | inputs.x names"
            + " ${secrets.KEY}",
      })
  void whatIsWrongIsToldWithItsPlace(String text, String told) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> BuildFile.read(PATH, text))
        .withMessageContaining(PATH)
        .withMessageContaining(told);
  }

  @Test
  void sizeAndDepthAreBounded() {
    String deep = "[".repeat(30) + "]".repeat(30);
    String nested = "{format: 1, workflow: a, inputs: {x: %s}}".formatted(deep);
    String long1 = "format: 1 #" + "x".repeat(70_000);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> BuildFile.read(PATH, nested))
        .withMessageContaining("nested deeper");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> BuildFile.read(PATH, long1))
        .withMessageContaining("characters");
  }
}
