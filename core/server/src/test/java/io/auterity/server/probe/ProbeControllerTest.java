package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.server.probe.ProbeController.GatheredTest;
import io.auterity.server.probe.ProbeController.ProbedProvider;
import io.auterity.server.probe.ProbedPart.Part;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProbeControllerTest {

  private static final List<ProbedPart> FOUND =
      List.of(ProbedPart.ok(Part.REACH, "vendor.test", "answers", null));

  @Test
  void whatFailsBehindTheBeginningOfAnAnswerIsToldInIt() throws IOException {
    ProbedProvider told = gathered(refusing(FailureCode.UNAVAILABLE), true);

    assertThat(told.items()).isEqualTo(FOUND);
    assertThat(told.stopped()).isNull();
    assertThat(Objects.requireNonNull(told.failed()))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo("unavailable");
              assertThat(failed.request()).isEqualTo("req_7");
            });
  }

  @Test
  void aFaultOfTheServerTellsNothingOfItself() throws IOException {
    ProbedProvider told =
        gathered(
            () -> {
              throw new IllegalStateException("canary");
            },
            true);

    assertThat(Objects.requireNonNull(told.failed()).detail())
        .contains("req_7")
        .doesNotContain("canary");
  }

  @Test
  void whatFailsBeforeItIsAnErrorAsAnyOther() {
    assertThatThrownBy(() -> gathered(refusing(FailureCode.FORBIDDEN), false))
        .isInstanceOf(CallFailedException.class);
  }

  @Test
  void whatDoesNotFailTellsWhereItStopped() throws IOException {
    assertThat(gathered(() -> Part.CREDENTIAL, true))
        .isEqualTo(new ProbedProvider(FOUND, Part.CREDENTIAL, null));
  }

  private static GatheredTest refusing(FailureCode code) {
    return () -> {
      throw new CallFailedException(code, "refused");
    };
  }

  private static ProbedProvider gathered(GatheredTest test, boolean begun) throws IOException {
    return ProbeController.gathered(FOUND, test, () -> begun, "req_7");
  }
}
