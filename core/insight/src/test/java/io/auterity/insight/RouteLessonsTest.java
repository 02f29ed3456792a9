package io.auterity.insight;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.learn.JudgedPair;
import io.auterity.insight.learn.Lessons.Judged;
import io.auterity.insight.learn.Lessons.Scored;
import io.auterity.insight.learn.store.LessonTable;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.decision.archive.Feedback;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.spi.ai.Classification;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From which calls each route learns, through PostgreSQL. */
@Tag("postgresql")
class RouteLessonsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Classification ANSWER = new Classification("a", "gpt", Map.of());

  private final TenantScope tenant = db.newTenant();
  private final InsightRoad road =
      new InsightRoad(tenant, new DecisionWriter(db.database()), 10_000);
  private final Archive archive = new DecisionArchive(db.database());
  private final LessonTable lessons = new LessonTable(db.database());
  private final FeedbackTable feedback =
      new FeedbackTable(db.database(), new ChangeAudit(road.ids, road.time));
  private int priority;

  @BeforeEach
  void oneProvider() {
    LocalDate day = LocalDate.ofInstant(road.time.now(), ZoneOffset.UTC);
    db.createDayPartitions(day, day);
    road.providers.add(ai("gpt", "recorded"));
  }

  @Test
  void aRouteLearnsFromItsOwnLatestScoresHoweverManyAnotherHas() {
    List<Decision> calm = calls("calm", 2);
    List<Decision> busy = calls("busy", 4);
    calm.forEach(one -> say(one, 1));
    busy.forEach(one -> say(one, 0));

    assertThat(lessons.latest(tenant, "calm", 2)).isEqualTo(scored(calm, 1));
    assertThat(lessons.latest(tenant, "busy", 2)).isEqualTo(scored(busy.subList(2, 4), 0));
    assertThat(lessons.latest(tenant, "other", 2)).isEmpty();
    assertThat(lessons.latest(db.newTenant(), "calm", 2)).isEmpty();
  }

  @Test
  void aRouteLearnsFromItsOwnLatestPairsHoweverManyAnotherHas() {
    List<Decision> calm = calls("calm", 2);
    List<Decision> busy = calls("busy", 4);
    pair(calm.getFirst(), calm.getLast());
    pair(busy.get(0), busy.get(1));
    pair(busy.get(2), busy.get(3));

    assertThat(lessons.judged(tenant, "calm", 1))
        .containsExactly(new Judged(calm.getFirst(), 1, calm.getLast(), 0.5));
    assertThat(lessons.judged(tenant, "busy", 1))
        .containsExactly(new Judged(busy.get(2), 1, busy.get(3), 0.5));
    assertThat(lessons.judged(tenant, "busy", 2)).hasSize(2);
    assertThat(lessons.judged(tenant, "other", 2)).isEmpty();
    assertThat(lessons.judged(db.newTenant(), "calm", 1)).isEmpty();
  }

  @Test
  void scoresOfCallsThatNoRoutePlannedAreOfNone() {
    Decision free = calls(null, 1).getFirst();
    assertThat(free.routeId()).isNull();
    say(free, 1);

    assertThat(lessons.latest(tenant, "calm", 10)).isEmpty();
    assertThat(feedback.of(tenant, free.id())).hasSize(1);
  }

  @Test
  void scoresOfBeforeTheirRouteWasKeptAreStillRead() {
    List<Decision> calm = calls("calm", 3);
    say(calm.get(0), 0);
    say(calm.get(1), 0);
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update(
                        "update decision_feedback set route = null where tenant = current_tenant()")
                    .execute());
    say(calm.get(1), 1);
    say(calm.get(2), 1);

    assertThat(lessons.latest(tenant, "calm", 10))
        .containsExactly(
            new Scored(calm.get(0), 0), new Scored(calm.get(1), 0.5), new Scored(calm.get(2), 1));
    assertThat(lessons.latest(tenant, "calm", 2))
        .extracting(Scored::score)
        .containsExactly(0.5, 1.0);
  }

  @Test
  void pairsOfBeforeTheirRouteWasKeptAreStillRead() {
    List<Decision> calm = calls("calm", 4);
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update(
                        """
                        insert into judged_pair (born, call, tenant, copy_born, copy, judge, score, copy_score, given)
                        values (:born, :call, current_tenant(), :born, :copy, 'gpt', 1, 0.5, :given)
                        """)
                    .bind("born", Days.of(calm.get(0).id()))
                    .bind("call", calm.get(0).id())
                    .bind("copy", calm.get(1).id())
                    .bind("given", road.time.now())
                    .execute());
    pair(calm.get(2), calm.get(3));

    assertThat(lessons.judged(tenant, "calm", 2))
        .extracting(Judged::call)
        .containsExactly(calm.get(0), calm.get(2));
    assertThat(lessons.judged(tenant, "calm", 1))
        .extracting(Judged::call)
        .containsExactly(calm.get(2));
  }

  @Test
  void theLatestOfARouteAreReadInTheOrderOfAnIndex() {
    assertThat(plan("select born, decision from decision_feedback", "decision"))
        .noneMatch(row -> row.contains("Sort"))
        .anyMatch(row -> row.matches(".*Index Cond: .*tenant = .* AND .*route = .*"));
    assertThat(plan("select * from judged_pair", "call"))
        .noneMatch(row -> row.contains("Sort"))
        .anyMatch(row -> row.matches(".*Index Cond: .*tenant = .* AND .*route = .*"));
  }

  // What the planner does where there are many rows, although there are few here.
  private List<String> plan(String select, String id) {
    return db.database()
        .inTenant(
            tenant,
            tx -> {
              for (String way : List.of("seqscan", "bitmapscan", "sort")) {
                tx.update("set local enable_%s = off".formatted(way)).execute();
              }
              return tx.query(
                      "explain %s where tenant = current_tenant() and route = 'calm' order by born desc, %s desc limit 9"
                          .formatted(select, id))
                  .mapTo(String.class)
                  .list();
            });
  }

  /** Calls that the route plans, or none, the first first. */
  private List<Decision> calls(@Nullable String route, int many) {
    if (route != null) {
      road.route(route, "{'use': ['gpt'], 'priority': %d}".formatted(++priority));
    }
    List<Decision> made = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      road.providers.does("gpt", answers(ANSWER));
      road.classify();
      road.log.flush();
      UUID id = archive.latest(tenant, DecisionSearch.latest(1), false).getFirst().id();
      made.add(archive.find(tenant, id).orElseThrow());
      road.time.advance(Duration.ofSeconds(1));
    }
    return made;
  }

  private void say(Decision decision, double score) {
    Feedback said = new Feedback(decision.id(), road.ids.next(), "someone", score, road.time.now());
    assertThat(feedback.keep(tenant, AuditedAct.ofPlatform("feedback"), said, decision.routeId()))
        .isEqualTo(said);
  }

  private void pair(Decision call, Decision copy) {
    String route = String.valueOf(call.routeId());
    lessons.keep(
        tenant, new JudgedPair(call.id(), copy.id(), route, "gpt", 1, 0.5), road.time.now());
  }

  private static List<Scored> scored(List<Decision> decisions, double score) {
    return decisions.stream().map(one -> new Scored(one, score)).toList();
  }
}
