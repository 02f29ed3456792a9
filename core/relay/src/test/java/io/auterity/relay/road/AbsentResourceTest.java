package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.git.WhichBranch;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider does not have, while another one is away. */
class AbsentResourceTest {

  private static final Failure NONE = Failure.of(FailureCode.NOT_FOUND, "no repository");
  private static final String USE = "{'use': ['home'], 'fallback': ['other']}";

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void twoGitHosts() {
    for (String host : List.of("home", "other")) {
      road.providers.add(
          Fleet.withSupport(Fleet.ofKind(Fleet.ai(host), "git"), true, "branch.get"));
      road.providers.always(host, fails(NONE));
    }
  }

  private Failure call() {
    Outcome outcome = road.invoke("git.branch.get", new WhichBranch(Ref.of("octo/hello"), "topic"));
    assertThat(road.differences()).isEmpty();
    return switch (outcome) {
      case Outcome.Failed failed -> failed.failure();
      case Outcome.Refused refused -> refused.failure();
      case Outcome.Succeeded done -> throw new AssertionError(done.toString());
    };
  }

  @Test
  void anOutageIsNoAbsenceThoughTheNextHasNoSuchThing() {
    road.route("r", USE);
    road.providers.always("home", fails(Failure.of(FailureCode.UNAVAILABLE, "down")));

    Failure told = call();

    assertThat(told.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(told.retryable()).isTrue();
    assertThat(told.message()).isEqualTo("down");
    assertThat(road.providers.called).contains("home", "other");
  }

  @Test
  void anOutageThatKeepsTheFirstFromBeingAskedIsNoAbsenceEither() {
    TestRoad away = new TestRoad();
    away.providers.add(Fleet.inState(git("home"), ProviderInfo.State.ERROR, "connection refused"));
    away.providers.add(git("other"));
    away.providers.always("other", fails(NONE));
    away.route("r", USE);

    Outcome outcome = away.invoke("git.branch.get", new WhichBranch(Ref.of("octo/hello"), "topic"));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Failure told = ((Outcome.Failed) outcome).failure();
    assertThat(told.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(told.message())
        .isEqualTo("home is away and may have it; other has not: no repository");
    assertThat(away.providers.called).containsExactly("other");
  }

  private static ProviderInfo git(String id) {
    return Fleet.withSupport(Fleet.ofKind(Fleet.ai(id), "git"), true, "branch.get");
  }

  @Test
  void whatTheFirstThatIsThereHasNotIsNotFound() {
    road.route("r", USE);

    assertThat(call()).isEqualTo(NONE);
  }

  @Test
  void aDefaultThatHasItNotSaysThatItWasAsked() {
    TestRoad other = new TestRoad();
    other.providers.add(
        Fleet.usual(Fleet.withSupport(Fleet.ofKind(Fleet.ai("home"), "git"), true, "branch.get")));
    other.providers.add(
        Fleet.withSupport(Fleet.ofKind(Fleet.ai("other"), "git"), true, "branch.get"));
    other.providers.always("home", fails(NONE));

    Outcome outcome =
        other.invoke("git.branch.get", new WhichBranch(Ref.of("octo/hello"), "topic"));

    assertThat(outcome.toString())
        .contains(
            "no repository (asked of home, the default of git; where another one has it, name"
                + " that: other)");
    assertThat(other.providers.called).containsExactly("home");
  }
}
