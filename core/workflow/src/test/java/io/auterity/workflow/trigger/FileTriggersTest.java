package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerRow.State;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class FileTriggersTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String INPUT = "input: {title: {type: string}}\n";
  private static final String NIGHTLY =
      "{id: night, cron: '30 2 * * *', zone: Europe/Berlin,"
          + " input: {title: '${schedule.date} after ${schedule.missed}'}}";
  private static final String ON_ISSUE =
      "{id: issue, event: io.auterity.tracker.issue.*, input: {title: '${event.data.title}'}}";

  private static final String HOOK =
      "{id: hook, webhook: {verify: none}, input: {title: '${event.body.title}'}}";

  private static final Principal CI = new Principal(new UUID(3, 1), "ci", Principal.Type.SERVICE);

  private final TriggerHouse house = new TriggerHouse(db);
  private final StoredFileTriggers files =
      new StoredFileTriggers(
          house.parts.rules(),
          house.parts.audit(),
          house.parts.ids(),
          (scope, who) -> {},
          new TriggerKeys() {
            @Override
            public void permit(TenantScope scope, Principal who, String key) {
              if (!key.equals(CI.name())) {
                throw new CallFailedException(FailureCode.FORBIDDEN, "not as " + key);
              }
            }

            @Override
            public Principal of(Transaction tx, TenantScope scope, String key) {
              return CI;
            }
          },
          (scope, type, all) ->
              type.contains("tracker")
                  ? Optional.of("nobody raises %s: make a tracker".formatted(type))
                  : Optional.empty());

  private static Json.Obj spec(String... triggers) {
    return Compiled.spec(INPUT + "triggers: [" + String.join(", ", triggers) + "]");
  }

  private void applied(String... triggers) {
    Resource workflow = new Resource("workflow", "triage", 1, spec(triggers), house.time.now());
    house.parts.inTenant(
        house.tenant,
        tx -> {
          files.storing(tx, house.tenant, TriggerHouse.ACT, workflow);
          return true;
        });
  }

  private List<TriggerRow> rows() {
    return house.triggers.list(house.tenant).stream()
        .sorted(Comparator.comparing(TriggerRow::name))
        .toList();
  }

  private List<String> problems(String... triggers) {
    ResourceSet others =
        new ResourceSet(
            List.of(new Resource("workflow", "refund", 1, Json.EMPTY, house.time.now())));
    return files.check("triage", spec(triggers), others).stream().map(Problem::toString).toList();
  }

  @Test
  void eachIsARowOfItsWorkflowAndOfWhoeverAppliedIt() {
    applied(NIGHTLY, ON_ISSUE);

    assertThat(rows())
        .extracting(TriggerRow::name, TriggerRow::workflow, TriggerRow::inFile)
        .containsExactly(
            tuple("triage.issue", "triage", true), tuple("triage.night", "triage", true));
    assertThat(rows()).allMatch(row -> row.principal().equals(TriggerHouse.ACT.who()));

    house.receive(house.event(1));
    house.fireAt("2030-05-02T00:30:00Z");
    assertThat(house.titles()).containsExactlyInAnyOrder("t1", "2030-05-02 after 0");
  }

  @Test
  void aFormAsksForTheInputItselfAndHasNoneOfItsOwn() {
    assertThat(problems("{id: ask, form: {}}")).isEmpty();
    assertThat(problems("{id: ask, form: {title: x}}"))
        .anySatisfy(problem -> assertThat(problem).contains("triggers[0].form", "title"));
    assertThat(problems("{id: ask, form: {}, input: {title: x}}"))
        .anySatisfy(problem -> assertThat(problem).contains("triggers[0].input", "leave it out"));
    assertThat(problems("{id: ask, form: {}, when: '${true}'}"))
        .anySatisfy(problem -> assertThat(problem).contains("triggers[0].when", "leave it out"));

    applied("{id: ask, form: {}}");

    assertThat(rows()).extracting(TriggerRow::form).containsExactly(true);
  }

  @Test
  void oneWhoseEventNobodyRaisesIsNamedWithWhatIsMissing() {
    Resource workflow =
        new Resource("workflow", "triage", 1, spec(NIGHTLY, ON_ISSUE, HOOK), house.time.now());

    assertThat(files.notes(house.tenant, workflow, new ResourceSet(List.of())))
        .containsExactly(
            "trigger 'triage.issue' starts nothing yet: nobody raises io.auterity.tracker.issue.*:"
                + " make a tracker");
  }

  @Test
  void itsRunsAreThoseOfTheKeyThatItNames() {
    String night = NIGHTLY.replace("{id", "{as: ci, id");
    files.permit(house.tenant, TriggerHouse.ACT.who(), spec(night, ON_ISSUE));
    assertThatThrownBy(
            () ->
                files.permit(
                    house.tenant, TriggerHouse.ACT.who(), spec(night.replace("ci", "root"))))
        .hasMessageContaining("not as root");
    applied(NIGHTLY, ON_ISSUE);
    TriggerRow before = rows().getLast();

    applied(night, ON_ISSUE);

    assertThat(rows())
        .extracting(TriggerRow::principal)
        .containsExactly(TriggerHouse.ACT.who(), CI);
    assertThat(rows().getLast().id()).isEqualTo(before.id());
    house.fireAt("2030-05-02T00:30:00Z");
    assertThat(house.begun.values())
        .singleElement()
        .satisfies(run -> assertThat(run.principal()).isEqualTo(CI));
  }

  /** As in n8n-io/n8n#30607 and hatchet-dev/hatchet#410: what a version had does not fire on. */
  @Test
  void thoseOfAnEarlierVersionFireNoMore() {
    applied(NIGHTLY, ON_ISSUE);
    applied(NIGHTLY.replace("30 2", "30 4"));

    house.receive(house.event(1));
    house.fireAt("2030-05-02T00:30:00Z");
    assertThat(house.titles()).isEmpty();
    house.fireAt("2030-05-02T02:30:00Z");

    assertThat(house.titles()).hasSize(1);
    assertThat(rows()).hasSize(1);
  }

  @Test
  void oneThatDoesNotChangeGoesOnAsItStands() {
    applied(NIGHTLY);
    TriggerRow before = rows().getFirst();
    house.time.advance(Duration.ofDays(3));

    applied(NIGHTLY, ON_ISSUE);
    house.fire();
    house.start();

    assertThat(rows().getLast().id()).isEqualTo(before.id());
    assertThat(rows().getLast().updated()).isEqualTo(before.updated());
    assertThat(house.titles()).containsExactly("2030-05-04 after 2");
  }

  @Test
  void oneThatIsPausedStaysSoAndOneThatStoppedGoesOn() {
    applied(NIGHTLY, ON_ISSUE);
    house.paused(rows().getLast(), true);
    house.sql("update run_trigger set state = 'stopped' where name = 'triage.issue'");

    applied(NIGHTLY.replace("30 2", "30 4"), ON_ISSUE);

    assertThat(rows()).extracting(TriggerRow::state).containsExactly(State.ACTIVE, State.PAUSED);
  }

  @Test
  void elsewhereItMayBePausedAndNoMore() {
    applied(ON_ISSUE);
    TriggerRow row = rows().getFirst();

    assertThatThrownBy(() -> house.delete(row))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("stands in the file of workflow 'triage'; change it there");
    assertThatThrownBy(
            () -> house.changed(row, TriggerHouse.times("mine", "@daily", "UTC", "last")))
        .hasMessageContaining("stands in the file");
    assertThat(house.paused(row, true).state()).isEqualTo(State.PAUSED);
  }

  @Test
  void withItsWorkflowItEndsAndOthersDoNot() {
    TriggerRow other = house.onEvent(null);
    applied(NIGHTLY, ON_ISSUE);

    house.parts.inTenant(
        house.tenant,
        tx -> {
          files.dropping(tx, TriggerHouse.ACT, "triage");
          return true;
        });

    assertThat(rows()).extracting(TriggerRow::id).containsExactly(other.id());
  }

  @Test
  void moreThanATenantMayHaveUndoTheApplication() {
    String[] many = new String[Triggers.MOST + 1];
    for (int i = 0; i < many.length; i++) {
      many[i] = ON_ISSUE.replace("issue,", "issue" + i + ",");
    }

    assertThatThrownBy(() -> applied(many)).hasMessageContaining("at most 200 triggers");
    assertThat(rows()).isEmpty();
  }

  @Test
  void anEndAfterAReopeningIsFollowedWhereEachIs() {
    String after = "{id: alarm, after: {workflow: other%s}, input: {title: x}}";
    applied(after.formatted(""));
    house.receive(house.ended(1, 1));
    house.start();
    assertThat(house.titles()).isEmpty();

    applied(after.formatted(", each: true"));
    house.receive(house.ended(2, 1));
    house.receive(house.ended(3));
    house.start();

    assertThat(house.titles()).hasSize(2);
  }

  @Test
  void oneMayFollowTheEndOfAnotherWorkflow() {
    String after = "{id: alarm, after: {workflow: other, state: %s}%s, input: {title: x}}";
    applied(after.formatted("succeeded", ""));
    house.receive(house.ended(1));
    house.start();
    assertThat(house.titles()).hasSize(1);

    applied(after.formatted("failed", ""));
    house.receive(house.ended(2));
    applied(after.formatted("any", ", when: '${event.data.version > 3}'"));
    house.receive(house.ended(3));
    house.start();

    assertThat(house.titles()).hasSize(1);
  }

  /** Addresses that changed with a version, or came late, were reported as n8n-io/n8n#34038. */
  @Test
  void theAddressOfAWebhookSurvivesEachApplication() {
    applied(HOOK);
    TriggerRow before = rows().getFirst();

    applied(HOOK, ON_ISSUE);
    applied(HOOK.replace("verify: none", "verify: {bearer: {secret: shop}}"));

    TriggerRow after = rows().getFirst();
    assertThat(after.updated()).isEqualTo(before.updated());
    assertThat(house.path(after)).isEqualTo(house.path(before));
    assertThat(files.secrets(spec(HOOK))).isEmpty();
    assertThat(files.secrets(spec(HOOK.replace("none", "{bearer: {secret: shop}}"), ON_ISSUE)))
        .containsExactly("shop");
  }

  @Test
  void aWebhookSaysHowItsCallsAreVerified() {
    assertThat(problems(HOOK)).isEmpty();
    assertThat(problems(HOOK.replace("verify: none", "")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("triggers[0].webhook.verify: is missing, so all who learn the address")
        .contains("write {hmac: {header: x-signature, secret: NAME}}");
    assertThat(problems(HOOK.replace("none", "hmac")).getFirst())
        .startsWith("triggers[0].webhook.verify: says no verification; write");
    assertThat(problems(HOOK.replace("none", "{hmac: {header: x-a, secret: s}, bearer: {}}")))
        .first()
        .asString()
        .startsWith("triggers[0].webhook.verify: has one of these; write");
    String timed = "{hmac: {header: x-a, secret: s, timestamp: x-t%s}}";
    assertThat(problems(HOOK.replace("none", timed.formatted("")))).isEmpty();
    assertThat(problems(HOOK.replace("none", timed.formatted(", over: 'v0:{timestamp}:{body}'"))))
        .isEmpty();
    assertThat(problems(HOOK.replace("none", timed.formatted(", id: x-i, tolerance: 2m"))))
        .isEmpty();
    assertThat(problems(HOOK.replace("none", "{standard: {secret: s}}"))).isEmpty();
    for (String over :
        List.of("{body}", "{timestamp}{body}", "{timestamp}.{body}.", "{id}.{timestamp}.{body}")) {
      assertThat(problems(HOOK.replace("none", timed.formatted(", over: '%s'".formatted(over)))))
          .as(over)
          .anyMatch(told -> told.contains("hmac.over: '" + over + "' does not say what is signed"));
    }
    assertThat(problems(HOOK.replace("none", timed.formatted(", tolerance: 2h"))))
        .anyMatch(told -> told.contains("hmac.tolerance: must be a duration up to 1h"));
    assertThat(problems(HOOK.replace("none", "{hmac: {header: x-a, secret: s, id: x-i}}")))
        .anyMatch(told -> told.contains("hmac.id: is of a signed time; write timestamp"));
    assertThat(problems(HOOK.replace("none", "{hmac: {header: 'x a', prefix: v0=, encoding: x}}")))
        .contains(
            "triggers[0].webhook.verify.hmac.header: 'x a' is no name of a header;"
                + " write x-signature",
            "triggers[0].webhook.verify.hmac.secret: 'secret' is required; add it")
        .anyMatch(told -> told.contains("verify.hmac.encoding: must be one of base64, hex"));
    assertThat(problems(HOOK.replace("event.body", "event.bdy")).getFirst())
        .startsWith("triggers[0].input: ");
  }

  @Test
  void whatIsWrongIsToldWithItsPlaceAndWhatToDo() {
    assertThat(problems(NIGHTLY, ON_ISSUE)).isEmpty();
    assertThat(problems("{id: a, input: {title: x}}"))
        .containsExactly(
            "triggers[0]: a trigger has one of event, poll, cron, webhook, after, form, and this"
                + " has none; write one of them, e.g. cron: \"30 2 * * *\"");
    assertThat(problems(NIGHTLY, NIGHTLY))
        .containsExactly(
            "triggers[1].id: 'night' already names another trigger; choose another name");
    assertThat(problems(NIGHTLY.replace("Berlin", "Berln")))
        .containsExactly(
            "triggers[0].zone: 'Europe/Berln' is no time zone; did you mean 'Europe/Berlin'?");
    assertThat(problems(NIGHTLY.replace("30 2", "61 2")).getFirst())
        .startsWith("triggers[0].cron: '61' is no minute; write 0 to 59");
    assertThat(problems(ON_ISSUE.replace("issue.*", "isue.*")).getFirst())
        .startsWith("triggers[0].event: 'io.auterity.tracker.isue.*' never happens;");
    assertThat(problems(ON_ISSUE.replace("title:", "titel:")))
        .containsExactly(
            "triggers[0].input.titel: the workflow has no input 'titel'; did you mean 'title'?",
            "triggers[0].input: the workflow's input \"title\" is missing;"
                + " add it, or give it a default in the workflow's input");
    assertThat(problems("{id: a, after: {workflow: refnd}, input: {title: x}}"))
        .containsExactly(
            "triggers[0].after.workflow: there is no workflow 'refnd'; did you mean 'refund'?");
    assertThat(problems("{id: a, after: {workflow: refund, state: done}, input: {title: x}}"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("triggers[0].after.state: must be one of any, cancelled, failed, succeeded");
    assertThat(problems(ON_ISSUE.replace("}}", "}, zone: UTC}"), "{id: b, poll: {call: x}}"))
        .contains("triggers[0].zone: 'zone' goes with cron alone; leave it out")
        .contains("triggers[1].poll.every: 'every' is required; add it");
    assertThat(problems(ON_ISSUE.replace("data.title", "dat.title")).getFirst())
        .startsWith("triggers[0].input: ");
  }
}
