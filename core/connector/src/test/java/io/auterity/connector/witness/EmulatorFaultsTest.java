package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.connector.witness.EmulatorFaults.Fault;
import io.auterity.testkit.witness.WitnessRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.opentest4j.TestAbortedException;

class EmulatorFaultsTest {

  private static final String GET = "document.get";

  private final WitnessRun run = new WitnessRun();
  private final EmulatorFaults faults =
      new EmulatorFaults(
          Map.of(
              "writes", new Fault("it forgets what is written", GET),
              "Found", new Fault("it finds nothing")),
          run);

  private final Invocation<@Nullable Void> passes =
      () -> {
        run.watch(
            () -> {
              run.called(GET);
              run.answered(GET);
              return null;
            });
        return null;
      };

  private final Invocation<@Nullable Void> neverRun =
      () -> {
        throw new AssertionError("was run");
      };

  @Test
  void aTestThatMeetsAFaultIsAbortedWithIt() throws Throwable {
    faults.unlessFaulty(passes, "Written", "reads");
    assertThat(run.proven()).containsEntry(GET, true);

    assertThatThrownBy(() -> faults.unlessFaulty(neverRun, "Written", "writes"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("it forgets what is written");
    assertThatThrownBy(() -> faults.unlessFaulty(neverRun, "Found", "any"))
        .isInstanceOf(TestAbortedException.class);
    assertThat(run.proven()).isEmpty();
    assertThatCode(faults::assertMet).doesNotThrowAnyException();
  }

  @Test
  void aFaultThatNoTestMeetsFailsTheRun() {
    assertThatThrownBy(() -> faults.unlessFaulty(neverRun, "Found", "any"))
        .isInstanceOf(TestAbortedException.class);

    assertThatThrownBy(faults::assertMet).hasMessageContaining("writes");
  }
}
