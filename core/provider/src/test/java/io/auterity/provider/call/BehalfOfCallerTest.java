package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.TestAttempt;
import io.auterity.spi.BehalfRuns;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.OnBehalf.Answer;
import io.auterity.spi.OnBehalf.Asked;
import io.auterity.spi.Origin;
import io.auterity.spi.PluginManifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connector may do on behalf of its caller, and what comes of it when that fails. */
class BehalfOfCallerTest {

  private static final Asked ASKED = new Asked("git.commit.get", Json.EMPTY);

  private final ConnectorCall call =
      new ConnectorCall(
          "ci.pipeline.trigger",
          Effect.NON_IDEMPOTENT,
          TestAttempt.ofSeconds(10),
          LooseInstance.idle());
  private final HostServices services = new HostServices(name -> name);
  private Answer answer = Answer.of(Json.EMPTY);

  @Test
  void onlyWhatTheManifestAsksForIsGiven() {
    refused(of(), FailureCode.FORBIDDEN, "onBehalf: [calls]");
    refused(of("runs"), FailureCode.FORBIDDEN, "onBehalf: [calls]");
    assertThat(of("calls").call(ASKED)).isEqualTo(Json.EMPTY);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> of("calls").runs())
        .withMessageContaining("onBehalf: [runs]");
  }

  @Test
  void nothingIsDoneOnceTheCallIsOver() {
    OnBehalf behalf = of("calls");
    call.begin();
    call.end();

    refused(behalf, FailureCode.INTERNAL, "whose call is over");
  }

  @Test
  void aCheckHasNoCaller() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(call::onBehalf)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.FORBIDDEN));
  }

  @ParameterizedTest
  @CsvSource({"FORBIDDEN, CALLER", "NOT_FOUND, CALLER", "UNAVAILABLE, PLATFORM"})
  void whatFailsIsNoFindingOfTheConnectorsProvider(FailureCode code, Origin origin) {
    Failure failure = Failure.of(code, "no").withOrigin(Origin.VENDOR);
    answer = Answer.failed(failure);
    refused(of("calls"), code, "no");

    Failure judged = services.judged(failure);

    assertThat(judged.origin()).isEqualTo(origin);
    assertThat(PlatformCause.of(judged))
        .isEqualTo(origin == Origin.PLATFORM ? PlatformCause.BEHALF : null);
    services.forget();
    assertThat(services.judged(failure).origin()).isEqualTo(Origin.VENDOR);
  }

  @Test
  void whatFailsAmongSeveralIsKnownToo() {
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, "away");
    answer = Answer.failed(failure);

    assertThat(of("calls").callAll(List.of(ASKED))).containsExactly(answer);

    assertThat(PlatformCause.of(services.judged(failure))).isEqualTo(PlatformCause.BEHALF);
  }

  private OnBehalf of(String... powers) {
    PluginManifest plugin =
        PluginManifest.builder("acting", "1.0.0", "Main", "For tests")
            .onBehalf(List.of(powers))
            .build();
    return new BehalfOfCaller(plugin, call, services, new Acts());
  }

  private static void refused(OnBehalf behalf, FailureCode code, String why) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> behalf.call(ASKED))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code));
  }

  private final class Acts implements OnBehalf {

    @Override
    public List<String> providers(String capability) {
      return List.of();
    }

    @Override
    public List<Answer> callAll(List<Asked> calls) {
      return calls.stream().map(asked -> answer).toList();
    }

    @Override
    public BehalfRuns runs() {
      throw new AssertionError("no runs are asked for");
    }

    @Override
    public String raise(String type, String subject, Json.Obj data) {
      throw new AssertionError("no event is raised");
    }
  }
}
