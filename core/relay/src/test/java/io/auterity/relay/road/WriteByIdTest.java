package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.WhichBranch;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of operations on a resource that the input names by an id, without its provider. */
class WriteByIdTest {

  private static final NewBranch MADE = new NewBranch(Ref.of("octo/hello"), "topic", "main");

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void twoGitHosts() {
    for (String host : List.of("home", "other")) {
      road.providers.add(
          Fleet.withSupport(
              Fleet.ofKind(Fleet.ai(host), "git"), true, "branch.create", "branch.get"));
    }
    road.route("r", "{'use': ['home'], 'fallback': ['other']}");
    road.providers.does("home", fails(Failure.of(FailureCode.UNAVAILABLE, "down")));
    road.providers.does("other", answers(new Branch("topic", "abc", false)));
  }

  @Test
  void aWriteNeverLeavesItsFirstProvider() {
    assertThat(road.invoke("git.branch.create", MADE)).isInstanceOf(Outcome.Failed.class);

    assertThat(road.providers.called).containsOnly("home");
    assertThat(Objects.requireNonNull(road.decision().planning()).exclusions())
        .contains(
            new Exclusion(
                Exclusion.Reason.HOME,
                List.of("other"),
                "the input names a resource without its provider, which goes to home alone"));
    assertThat(road.differences()).isEmpty();
  }

  @Test
  void aReadIsAskedOfTheNext() {
    assertThat(road.invoke("git.branch.get", new WhichBranch(Ref.of("octo/hello"), "topic")))
        .isInstanceOf(Outcome.Succeeded.class);

    assertThat(road.providers.called).contains("home", "other");
  }

  @Test
  void aWriteThatNamesItsProviderGoesThere() {
    NewBranch there = new NewBranch(new Ref("other", "octo/hello"), "topic", "main");

    assertThat(road.invoke("git.branch.create", there)).isInstanceOf(Outcome.Succeeded.class);

    assertThat(road.providers.called).containsExactly("other");
  }

  @Test
  void aProviderThatIsNotThereOrOfAnotherKindIsNamedWithThoseThatAre() {
    road.providers.add(Fleet.ofKind(Fleet.ai("tracker"), "tracker"));

    Outcome unknown = road.invoke("git.branch.create", at("hom"));
    Outcome another = road.invoke("git.branch.create", at("tracker"));

    assertThat(failure(unknown)).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(unknown.toString())
        .contains("names the provider 'hom', which does not exist; did you mean 'home'?");
    assertThat(failure(another)).isEqualTo(FailureCode.INVALID);
    assertThat(another.toString()).contains("which is of kind tracker and not git");
  }

  private static NewBranch at(String provider) {
    return new NewBranch(new Ref(provider, "octo/hello"), "topic", "main");
  }

  private static FailureCode failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> failed.failure().code();
      case Outcome.Refused refused -> refused.failure().code();
      case Outcome.Succeeded done -> throw new AssertionError(done.toString());
    };
  }
}
