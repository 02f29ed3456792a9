package io.auterity.workflow.approval;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.SchemaDefaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An approval that a run waits for, and the decider of it: who may vote, when it is decided, and
 * what its time brings. Depends on its arguments alone. So many different users as are needed must
 * give the first choice; each other choice decides at once, since it takes one to say no.
 *
 * @param question in one line
 * @param show what the voter is shown besides
 * @param form JSON Schema of what the voter fills in
 * @param choices the first one is what is asked for
 * @param need how many users must give the first choice
 * @param onDue the choice that is taken when its time has come; null fails the step
 * @param asked when it was asked
 * @param notices what its time brings, the next one first
 * @param tell calls that tell people of it
 */
public record ApprovalRequest(
    String question,
    Json show,
    Json.Obj form,
    List<String> choices,
    Approvers approvers,
    int need,
    @Nullable String onDue,
    Instant asked,
    List<Notice> notices,
    List<Notification> tell,
    List<Ballot> ballots) {

  public ApprovalRequest {
    choices = List.copyOf(choices);
    notices = List.copyOf(notices);
    tell = List.copyOf(tell);
    ballots = List.copyOf(ballots);
  }

  /**
   * What a time brings.
   *
   * @param to who is asked as well then; null where it is no escalation
   */
  public record Notice(Instant at, Kind kind, @Nullable Approvers to) {

    /** What sort of time. */
    public enum Kind {
      REMINDED,
      ESCALATED,
      DUE
    }
  }

  /**
   * A call that tells people of it: when it is asked, and when it is asked again.
   *
   * @param provider that is asked; null where the road chooses
   * @param input null where it could not be made
   * @param problem why; null where it was made
   */
  public record Notification(
      String id,
      String capability,
      @Nullable String provider,
      Json.@Nullable Obj input,
      @Nullable String problem) {}

  /** A vote that counts. */
  public record Ballot(String choice, Json.Obj form, String by, String user, Instant at) {}

  /** What becomes of an approval. */
  public sealed interface Outcome {

    /** It is asked on. */
    record Open(ApprovalRequest approval) implements Outcome {}

    /**
     * It is decided.
     *
     * @param value of the step
     */
    record Decided(String choice, Json.Obj value) implements Outcome {}

    /** Its time has come before it was decided. */
    record Expired(Failure failure) implements Outcome {}

    /** The vote does not count. */
    record Refused(Failure failure) implements Outcome {}
  }

  /** Digest of what a voter is shown; a vote that carries another one is for something else. */
  public String digest() {
    Map<String, Json> shown = new LinkedHashMap<>();
    shown.put("question", Json.of(question));
    shown.put("show", show);
    shown.put("form", form);
    shown.put("choices", Json.array(choices.stream().map(Json::of).toList()));
    return HexFormat.of().formatHex(Sha256.of(Json.object(shown).toString()));
  }

  /** What a vote makes of it. */
  public Outcome vote(Vote vote) {
    Failure refusal = refusal(vote);
    if (refusal != null) {
      return new Outcome.Refused(refusal);
    }
    Json.Obj filled = SchemaDefaults.in(form, vote.form());
    List<Problem> problems = JsonSchema.of(form).check(filled);
    if (!problems.isEmpty()) {
      Problem first = problems.getFirst().in("form");
      return refused(FailureCode.INVALID, "%s: %s".formatted(first.path(), first.rule()));
    }
    List<Ballot> all = new ArrayList<>(ballots);
    all.add(
        new Ballot(
            vote.choice(),
            filled,
            vote.voter().name(),
            String.valueOf(vote.voter().user()),
            vote.at()));
    ApprovalRequest next = with(approvers, notices, all);
    boolean decided = !vote.choice().equals(choices.getFirst()) || all.size() >= need;
    return decided ? next.decided(vote.choice(), all.getLast()) : new Outcome.Open(next);
  }

  private @Nullable Failure refusal(Vote vote) {
    if (!vote.digest().equals(digest())) {
      return Failure.of(
          FailureCode.CONFLICT, "what is asked is no longer what you were shown; look at it again");
    }
    if (!choices.contains(vote.choice())) {
      return Failure.of(
          FailureCode.INVALID,
          "there is no choice '%s'; there are %s"
              .formatted(vote.choice(), String.join(", ", choices)));
    }
    return barred(vote.voter());
  }

  /** Why a voter may not vote now, whatever the choice; null when the voter may. */
  public @Nullable Failure barred(Voter voter) {
    String why = approvers.refusal(voter);
    if (why != null) {
      return Failure.of(FailureCode.FORBIDDEN, why);
    }
    return ballots.stream().anyMatch(ballot -> ballot.user().equals(voter.user()))
        ? Failure.of(
            FailureCode.CONFLICT,
            "'%s' has voted already; another user must".formatted(voter.user()))
        : null;
  }

  private static Outcome refused(FailureCode code, String why) {
    return new Outcome.Refused(Failure.of(code, why));
  }

  /** When others are asked as well, or it is over; null for never. */
  public @Nullable Instant moves() {
    return notices.stream()
        .filter(notice -> notice.kind() != Notice.Kind.REMINDED)
        .map(Notice::at)
        .findFirst()
        .orElse(null);
  }

  /** What the next of its times makes of it. */
  public Outcome due() {
    Notice now = notices.getFirst();
    List<Notice> later = notices.subList(1, notices.size());
    Approvers to = now.to();
    return switch (now.kind()) {
      case REMINDED -> new Outcome.Open(with(approvers, later, ballots));
      case ESCALATED ->
          new Outcome.Open(with(to == null ? approvers : approvers.with(to), later, ballots));
      case DUE -> over(now.at());
    };
  }

  private Outcome over(Instant at) {
    if (onDue == null) {
      return new Outcome.Expired(
          Failure.of(FailureCode.TIMEOUT, "it was not decided in time: " + question)
              .withRetryable(false));
    }
    return decided(onDue, null, SchemaDefaults.in(form, Json.EMPTY), at);
  }

  private Outcome decided(String choice, Ballot last) {
    return decided(choice, last.by(), last.form(), last.at());
  }

  private Outcome decided(String choice, @Nullable String by, Json.Obj filled, Instant at) {
    Map<String, Json> value = new LinkedHashMap<>();
    value.put("choice", Json.of(choice));
    value.put("form", filled);
    value.put("by", by == null ? Json.NULL : Json.of(by));
    value.put("at", Json.of(at.toString()));
    value.put("votes", Json.array(ballots.stream().map(ApprovalRequestJson::ballot).toList()));
    return new Outcome.Decided(choice, Json.object(value));
  }

  /** The same with the votes that have decided it. */
  public ApprovalRequest decidedBy(Json.Obj value) {
    return with(approvers, notices, ApprovalRequestJson.ballots(value));
  }

  private ApprovalRequest with(Approvers who, List<Notice> later, List<Ballot> votes) {
    return new ApprovalRequest(
        question, show, form, choices, who, need, onDue, asked, later, tell, votes);
  }
}
