package io.auterity.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest.Notice;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import io.auterity.workflow.approval.ApprovalRequest.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may vote on an approval, when it is decided, and what its time brings. */
class ApprovalRequestTest {

  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = ASKED.plusSeconds(60);
  private static final Approvers ANYONE =
      new Approvers(Set.of(), Set.of(), Set.of(), false, Set.of());
  private static final Json.Obj FORM =
      Json.object(
          Map.of(
              "type",
              Json.of("object"),
              "properties",
              Json.object(
                  Map.of(
                      "credit",
                      Json.object(Map.of("type", Json.of("number"), "maximum", Json.of(100))),
                      "reason",
                      Json.object(Map.of("type", Json.of("string"), "default", Json.of("none"))))),
              "additionalProperties",
              Json.of(false)));

  private static ApprovalRequest asked(int need, Approvers who) {
    return new ApprovalRequest(
        "Refund 12 to order 7?",
        Json.of("Dear customer"),
        FORM,
        List.of("approve", "send_back", "refuse"),
        who,
        need,
        "refuse",
        ASKED,
        List.of(
            new Notice(ASKED.plus(Duration.ofHours(1)), Notice.Kind.REMINDED, null),
            new Notice(
                ASKED.plus(Duration.ofHours(4)),
                Notice.Kind.ESCALATED,
                new Approvers(Set.of(), Set.of(), Set.of("admin"), false, Set.of())),
            new Notice(ASKED.plus(Duration.ofHours(8)), Notice.Kind.DUE, null)),
        List.of(
            new Notification(
                "ping", "text.pii.mask", "there", Json.EMPTY.with("text", Json.of("Look")), null),
            new Notification("odd", "text.pii.mask", null, null, "no such key")),
        List.of());
  }

  private static Voter user(String id) {
    return new Voter("key of " + id, id, Set.of("support"), Set.of("operator"), false);
  }

  private static Vote vote(ApprovalRequest approval, String choice, Voter voter) {
    return new Vote(choice, Json.EMPTY, approval.digest(), voter, LATER);
  }

  private static ApprovalRequest open(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Open.class);
    return ((Outcome.Open) outcome).approval();
  }

  private static Json.Obj value(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    return ((Outcome.Decided) outcome).value();
  }

  private static void refused(FailureCode code, String words, Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).failure().code()).isEqualTo(code);
    assertThat(((Outcome.Refused) outcome).failure().message()).contains(words);
  }

  @Test
  void asManyDifferentUsersAsAreNeededGiveTheFirstChoice() {
    ApprovalRequest first = asked(2, ANYONE);

    ApprovalRequest second = open(first.vote(vote(first, "approve", user("ann"))));
    refused(
        FailureCode.CONFLICT,
        "'ann' has voted already",
        second.vote(vote(second, "approve", user("ann"))));
    Json.Obj value = value(second.vote(vote(second, "approve", user("bob"))));

    assertThat(value.get("choice")).isEqualTo(Json.of("approve"));
    assertThat(value.get("by")).isEqualTo(Json.of("key of bob"));
    assertThat(value.get("at")).isEqualTo(Json.of(LATER.toString()));
    assertThat(((Json.Arr) Objects.requireNonNull(value.get("votes"))).items())
        .extracting(ballot -> ((Json.Obj) ballot).text("user"))
        .containsExactly("ann", "bob");
  }

  @Test
  void eachOtherChoiceDecidesAtOnce() {
    ApprovalRequest approval = asked(2, ANYONE);

    assertThat(value(approval.vote(vote(approval, "send_back", user("ann")))).get("choice"))
        .isEqualTo(Json.of("send_back"));
  }

  @Test
  void onlyThoseWhoAreNamedVote() {
    Approvers who =
        new Approvers(Set.of("support"), Set.of("eve"), Set.of("admin"), false, Set.of());
    ApprovalRequest approval = asked(1, who);
    Voter stranger = new Voter("x", "mallory", Set.of("sales"), Set.of("operator"), false);
    Voter admin = new Voter("y", "root", Set.of(), Set.of("admin"), false);
    Voter named = new Voter("z", "eve", Set.of(), Set.of(), false);

    refused(
        FailureCode.FORBIDDEN,
        "'mallory' is not among those who are asked: teams support; people eve; roles admin",
        approval.vote(vote(approval, "approve", stranger)));
    for (Voter voter : List.of(user("ann"), admin, named)) {
      assertThat(approval.vote(vote(approval, "approve", voter)))
          .isInstanceOf(Outcome.Decided.class);
    }
  }

  @Test
  void aKeyWithoutAHolderDoesNotVote() {
    ApprovalRequest approval = asked(1, ANYONE);
    Voter key = new Voter("ci", null, Set.of(), Set.of("admin"), false);

    refused(
        FailureCode.FORBIDDEN,
        "'ci' stands for no user: a person votes as the user of the same verified address",
        approval.vote(vote(approval, "approve", key)));
  }

  @Test
  void theStarterAndWhoDecidedBeforeMayBeKeptOut() {
    ApprovalRequest approval =
        asked(1, new Approvers(Set.of(), Set.of(), Set.of(), true, Set.of("bob")));
    Voter starter = new Voter("ann", "ann", Set.of(), Set.of(), true);

    refused(
        FailureCode.FORBIDDEN,
        "started the run",
        approval.vote(vote(approval, "approve", starter)));
    refused(
        FailureCode.FORBIDDEN,
        "has decided a step before it",
        approval.vote(vote(approval, "approve", user("bob"))));
  }

  // As LangGraph's #6626 has it, where an answer came to the question beside it.
  @Test
  void aVoteForAnotherQuestionDoesNotCount() {
    ApprovalRequest one = asked(1, ANYONE);
    ApprovalRequest other =
        new ApprovalRequest(
            "Refund 99 to order 8?",
            one.show(),
            one.form(),
            one.choices(),
            one.approvers(),
            one.need(),
            one.onDue(),
            one.asked(),
            one.notices(),
            one.tell(),
            one.ballots());

    refused(
        FailureCode.CONFLICT, "look at it again", other.vote(vote(one, "approve", user("ann"))));
  }

  // As Dify's #34402 has it, where a later round was decided by what the first one had shown.
  @Test
  void aVoteForWhatWasShownInAnEarlierRoundDoesNotCount() {
    ApprovalRequest first = asked(1, ANYONE);
    ApprovalRequest second =
        new ApprovalRequest(
            first.question(),
            Json.of("Dear customer, again"),
            first.form(),
            first.choices(),
            first.approvers(),
            first.need(),
            first.onDue(),
            first.asked(),
            first.notices(),
            first.tell(),
            first.ballots());

    assertThat(second.digest()).isNotEqualTo(first.digest());
    refused(
        FailureCode.CONFLICT, "look at it again", second.vote(vote(first, "approve", user("ann"))));
  }

  @Test
  void votesAndEscalationsDoNotChangeWhatIsSigned() {
    ApprovalRequest first = asked(2, ANYONE);
    ApprovalRequest next = open(open(first.vote(vote(first, "approve", user("ann")))).due());

    assertThat(next.digest()).isEqualTo(first.digest());
  }

  @Test
  void whatIsFilledInMustFitTheFormWhoseDefaultsStandIn() {
    ApprovalRequest approval = asked(1, ANYONE);

    refused(
        FailureCode.INVALID,
        "form.credit",
        approval.vote(
            new Vote(
                "approve",
                Json.EMPTY.with("credit", Json.of(101)),
                approval.digest(),
                user("ann"),
                LATER)));
    assertThat(value(approval.vote(vote(approval, "approve", user("ann")))).get("form"))
        .isEqualTo(Json.EMPTY.with("reason", Json.of("none")));
    refused(
        FailureCode.INVALID,
        "there is no choice 'yes'; there are approve, send_back, refuse",
        approval.vote(vote(approval, "yes", user("ann"))));
  }

  @Test
  void itsTimesRemindEscalateAndDecide() {
    ApprovalRequest asked =
        asked(1, new Approvers(Set.of("support"), Set.of(), Set.of(), false, Set.of()));
    Voter admin = new Voter("y", "root", Set.of(), Set.of("admin"), false);

    ApprovalRequest reminded = open(asked.due());
    assertThat(reminded.approvers()).isEqualTo(asked.approvers());
    refused(FailureCode.FORBIDDEN, "not among", reminded.vote(vote(reminded, "approve", admin)));

    ApprovalRequest escalated = open(reminded.due());
    assertThat(escalated.vote(vote(escalated, "approve", admin)))
        .isInstanceOf(Outcome.Decided.class);
    assertThat(escalated.vote(vote(escalated, "approve", user("ann"))))
        .isInstanceOf(Outcome.Decided.class);

    Json.Obj value = value(escalated.due());
    assertThat(value.get("choice")).isEqualTo(Json.of("refuse"));
    assertThat(value.get("by")).isEqualTo(Json.NULL);
    assertThat(value.get("form")).isEqualTo(Json.EMPTY.with("reason", Json.of("none")));
  }

  @Test
  void itFailsInTimeWhereNoChoiceIsTaken() {
    assertThat(open(open(expiring(null).due()).due()).due()).isInstanceOf(Outcome.Expired.class);
  }

  private static ApprovalRequest expiring(@Nullable String onDue) {
    ApprovalRequest asked = asked(1, ANYONE);
    return new ApprovalRequest(
        asked.question(),
        asked.show(),
        asked.form(),
        asked.choices(),
        asked.approvers(),
        asked.need(),
        onDue,
        asked.asked(),
        asked.notices(),
        asked.tell(),
        asked.ballots());
  }

  @Property(tries = 100)
  void whatIsWrittenIsReadBackWhateverHasHappened(@ForAll List<Boolean> steps) {
    ApprovalRequest approval = asked(50, ANYONE);
    int voters = 0;
    for (boolean votes : steps) {
      Outcome outcome =
          votes
              ? approval.vote(vote(approval, "approve", user("u" + voters++)))
              : approval.notices().size() > 1 ? approval.due() : new Outcome.Open(approval);
      if (!(outcome instanceof Outcome.Open(ApprovalRequest next))) {
        break;
      }
      approval = next;
      assertThat(ApprovalRequestJson.read(ApprovalRequestJson.write(approval))).isEqualTo(approval);
    }
  }
}
