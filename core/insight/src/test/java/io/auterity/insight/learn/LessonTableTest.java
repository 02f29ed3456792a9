package io.auterity.insight.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.learn.store.LessonTable;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class LessonTableTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final LessonTable table = new LessonTable(db.database());
  private final Ids ids = Ids.system(Time.system());
  private final LearningWorld world = new LearningWorld(1, "'explore': '20%'");

  @Test
  void keepsTheLatestVersionsOfEachRouteAndTenant() {
    LearnedState state = world.learn(world.lessons(30, null, LearningWorld::contextual), null);
    table.keep(tenant, state);
    for (int i = 1; i < 25; i++) {
      state = world.learn(world.lessons(30, null, LearningWorld::contextual), state);
      table.keep(tenant, state);
    }

    assertThat(table.version(tenant, "r")).isEqualTo(25);
    assertThat(table.newest(tenant, "r"))
        .isNotNull()
        .extracting(LearnedState::evidence)
        .isEqualTo(state.evidence());
    assertThat(table.version(tenant, "other")).isZero();
    assertThat(table.newest(db.newTenant(), "r")).isNull();
  }

  @Test
  void theFirstOfTwoProcessesKeepsAVersion() {
    LearnedState first = world.learn(world.lessons(30, null, LearningWorld::contextual), null);
    LearnedState second = world.learn(world.lessons(40, null, LearningWorld::contextual), null);
    table.keep(tenant, first);
    table.keep(tenant, second);

    assertThat(table.newest(tenant, "r"))
        .isNotNull()
        .extracting(LearnedState::evidence)
        .isEqualTo(first.evidence());
  }

  @Test
  void pairsThatWereJudgedAreHeardOfByTheirTenantAlone() {
    UUID call = ids.next();
    JudgedPair pair = new JudgedPair(call, ids.next(), "r", "openai/gpt-4o", 1, 0.5);
    table.keep(tenant, pair, LearningWorld.NOW);

    assertThat(table.heard(tenant, null)).isEqualTo(new LearnedState.Heard(1, LearningWorld.NOW));
    assertThat(table.heard(db.newTenant(), null)).isEqualTo(new LearnedState.Heard(0, null));
    // Their decisions are not there yet, or no longer.
    assertThat(table.judged(tenant, "r", 10)).isEmpty();
  }

  @Test
  void whatIsNewIsAddedToWhatWasHeardBefore() {
    JudgedPair pair = new JudgedPair(ids.next(), ids.next(), "r", "openai/gpt-4o", 1, 0.5);
    table.keep(tenant, pair, LearningWorld.NOW);
    LearnedState.Heard before = new LearnedState.Heard(7, LearningWorld.NOW);

    assertThat(table.heard(tenant, before)).isEqualTo(before);
    Instant later = LearningWorld.NOW.plusSeconds(3);
    table.keep(tenant, new JudgedPair(ids.next(), ids.next(), "r", "openai/gpt-4o", 1, 1), later);
    assertThat(table.heard(tenant, before)).isEqualTo(new LearnedState.Heard(8, later));
    assertThat(table.heard(tenant, null)).isEqualTo(new LearnedState.Heard(2, later));
  }

  @Test
  void nothingIsHeardWhereNothingWasSaid() {
    assertThat(table.heard(tenant, null)).isEqualTo(new LearnedState.Heard(0, null));
    assertThat(table.latest(tenant, "r", 10)).isEmpty();
  }
}
