package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.health.ProviderHealth;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import org.junit.jupiter.api.Test;

/** Calls whose provider was given to a new version of its plugin while they were under way. */
class ReplacedTest extends RoadFixture {

  private static final Failure REPLACED = PlatformCause.REPLACED.on(DOWN);
  private static final Failure DOUBTFUL = REPLACED.withApplied(Applied.UNKNOWN);
  private static final NewProject NEW = new NewProject("debts", "Debts");
  private static final Project PROJECT = new Project(new Ref("a", "1"), "debts", "Debts");

  @Test
  void aReadIsRepeatedAtOnceAtTheSameProvider() {
    road.providers.add(ai("gpt"));
    road.providers.add(ai("other"));
    road.route("r", "{'use': ['gpt', 'other'], 'retry': {'max': 0}}");
    road.providers.does("gpt", fails(DOUBTFUL), answers(ANSWER));
    long began = road.time.nanos();

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);

    assertThat(road.providers.called).containsExactly("gpt", "gpt");
    assertThat(road.time.nanos()).isEqualTo(began);
    assertThat(road.decision().attempts()).extracting(Decision.Tried::repeat).contains(true);
    ProviderHealth health = road.vitals.of(road.tenant, "gpt").health(8);
    assertThat(health.failed()).isZero();
    assertThat(health.lastError()).isNull();
  }

  @Test
  void failsOverWhenTheNewVersionIsNotThere() {
    road.providers.add(ai("gpt"));
    road.providers.add(ai("other"));
    road.route("r", "{'use': ['gpt', 'other']}");
    road.providers.does("gpt", fails(REPLACED), fails(REPLACED));
    road.providers.does("other", answers(ANSWER));

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("gpt", "gpt", "other");
  }

  @Test
  void aWriteThatWasNotAppliedIsRepeated() {
    tracker();
    road.providers.does("a", fails(REPLACED), answers(PROJECT));

    assertThat(road.invoke("tracker.project.create", NEW, "key"))
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("a", "a");
  }

  @Test
  void aWriteThatMayHaveBeenAppliedIsToldSoAndNotRepeated() {
    tracker();
    road.providers.does("a", fails(DOUBTFUL), answers(PROJECT));

    Outcome.Failed outcome = (Outcome.Failed) road.invoke("tracker.project.create", NEW, "key");

    assertThat(outcome.failure()).isEqualTo(DOUBTFUL.withRetryable(false));
    assertThat(road.providers.called).containsExactly("a");
  }

  private void tracker() {
    road.providers.add(
        Fleet.withSupport(Fleet.ofKind(ai("a"), "tracker"), false, "project.create"));
  }
}
