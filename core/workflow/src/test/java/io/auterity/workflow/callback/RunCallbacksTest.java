package io.auterity.workflow.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.workflow.callback.RunCallbacks.CalledStep;
import io.auterity.workflow.step.Compiled;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCallbacksTest {

  private static final String SERVER = "https://runs.example";
  private static final UUID RUN = new UUID(3, 4);

  @TempDir Path keys;
  private RunCallbacks callbacks;

  @BeforeEach
  void open() {
    callbacks = at("master.key");
  }

  private RunCallbacks at(String file) {
    return new RunCallbacks(new ContentSeal(MasterKey.open(keys.resolve(file))));
  }

  @Test
  void anAddressSaysWhoseItIsAndIsTheSameEachTime() {
    String address = callbacks.of(SERVER, RUN, "paid");

    assertThat(address).startsWith("https://runs.example/callbacks/").endsWith("/paid");
    assertThat(callbacks.of(SERVER, RUN, "paid")).isEqualTo(address);
    assertThat(callbacks.read(token(address), "paid")).contains(new CalledStep(RUN, "paid"));
  }

  @Test
  void whatWasNotMadeHereIsNone() {
    String token = token(callbacks.of(SERVER, RUN, "paid"));

    assertThat(callbacks.read(token, "sent")).isEmpty();
    assertThat(at("another.key").read(token, "paid")).isEmpty();
    assertThat(callbacks.read((token.startsWith("A") ? "B" : "A") + token.substring(1), "paid"))
        .isEmpty();
    assertThat(callbacks.read(token + "A", "paid")).isEmpty();
    assertThat(callbacks.read("", "paid")).isEmpty();
    assertThat(callbacks.read("ä".repeat(32), "paid")).isEmpty();
  }

  @Test
  void workflowsNameTheirCallbacksOnceForARun() {
    String awaits = "{id: paid, await: {callback: {}}}";
    assertThat(
            Compiled.problems(
                "steps: [{id: told, transform: '${run.callbacks.paid}'}, %s]".formatted(awaits)))
        .isEmpty();
    assertThat(
            Compiled.problems(
                "steps: [{id: told, transform: '${run.callbacks.sent}'}, %s]".formatted(awaits)))
        .hasSize(1);
    assertThat(
            Compiled.problems(
                "steps: [{id: all, each: '${[1, 2]}', as: n, steps: [%s]}]".formatted(awaits)))
        .extracting(Problem::path)
        .containsExactly("steps[0].steps[0].await");
    assertThat(Compiled.problems("steps: [{id: a, await: {callback: {}, signal: go}}]"))
        .extracting(Problem::path)
        .contains("steps[0].await.signal");
    assertThat(Compiled.problems("steps: [{id: a, await: {callback: {schema: {type: nothing}}}}]"))
        .isNotEmpty()
        .allSatisfy(
            problem -> assertThat(problem.path()).startsWith("steps[0].await.callback.schema"));
  }

  private static String token(String address) {
    return address.split("/", -1)[4];
  }
}
