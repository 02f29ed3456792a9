package io.auterity.server.approvals;

import io.auterity.platform.call.Invocation;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.ApprovalRequest.Ballot;
import io.auterity.workflow.approval.ApprovalRequest.Notice;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.store.ApprovalAnswerStore;
import io.auterity.workflow.store.ApprovalNotificationStore;
import io.auterity.workflow.store.ApprovalStore.StoredApproval;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An approval that a run waits for, as the caller sees it.
 *
 * @param step its key, e.g. {@code review[2].approval}
 * @param state open, decided, expired (its time came first) or closed (its run went on or ended
 *     otherwise)
 * @param choice what was decided; absent where it was not
 * @param endedAt absent while it is open
 * @param startedBy who started the run
 * @param of who is asked, each as {@code team/ID}, {@code user/ID} or {@code role/NAME}; {@code *}
 *     for everyone
 * @param notStarter whether the one who started the run may not vote
 * @param need how many users must give the first choice
 * @param choices the first one is what is asked for; each other one decides at once
 * @param next what its time brings next; absent when nothing, or when it is not open
 * @param dueAt when it is over; absent when it has no time
 * @param onDue the choice that is taken then; absent where the step fails
 * @param barred why the caller may not vote; absent when the caller may, or it is not open
 * @param userless true where that is because the caller stands for no user
 * @param told the calls that told people of it; absent in lists
 * @param answers what was answered to messages that told people of it; absent in lists
 * @param digest of question, show, form and choices; a vote carries it
 * @param show what voters are shown besides; absent in lists
 * @param form JSON Schema of what voters fill in; absent in lists
 */
public record RunApprovalView(
    String id,
    String run,
    String workflow,
    int version,
    String step,
    String question,
    String state,
    @Nullable String choice,
    Instant askedAt,
    @Nullable Instant endedAt,
    String startedBy,
    List<String> of,
    boolean notStarter,
    int need,
    List<String> choices,
    @Nullable ApprovalNotice next,
    @Nullable Instant dueAt,
    @Nullable String onDue,
    List<ApprovalVote> votes,
    @Nullable String barred,
    @Nullable Boolean userless,
    @Nullable List<ApprovalNotification> told,
    @Nullable List<ApprovalAnswer> answers,
    String digest,
    @Nullable Json show,
    @Nullable Json form) {

  /**
   * What a time brings.
   *
   * @param kind escalated or due
   * @param to who is asked as well then
   */
  public record ApprovalNotice(Instant at, String kind, List<String> to) {

    static @Nullable ApprovalNotice of(ApprovalRequest request) {
      return request.notices().stream()
          .filter(one -> one.kind() != Notice.Kind.REMINDED)
          .findFirst()
          .map(ApprovalNotice::of)
          .orElse(null);
    }

    private static ApprovalNotice of(Notice notice) {
      return new ApprovalNotice(
          notice.at(),
          notice.kind().name().toLowerCase(Locale.ROOT),
          notice.to() == null ? List.of() : notice.to().refs());
    }
  }

  /**
   * A vote that counts.
   *
   * @param by name of the caller who gave it
   * @param user id of the user that the caller is
   * @param form what was filled in
   */
  public record ApprovalVote(String choice, String by, String user, Instant at, Json form) {

    private static ApprovalVote of(Ballot ballot) {
      return new ApprovalVote(
          ballot.choice(), ballot.by(), ballot.user(), ballot.at(), ballot.form());
    }
  }

  /**
   * A call that told people of it, when it was asked, at a reminder or at an escalation.
   *
   * @param id as the step has it
   * @param state due (it is to be made, or made again), sending, sent or failed
   * @param problem why it is not sent; absent when it is
   */
  public record ApprovalNotification(
      String id, String capability, String state, @Nullable String problem, Instant at) {

    private static ApprovalNotification of(ApprovalNotificationStore.Row row) {
      return new ApprovalNotification(
          row.call(),
          row.capability(),
          row.state().name().toLowerCase(Locale.ROOT),
          row.problem(),
          row.at());
    }
  }

  /**
   * An answer that a person gave in a messaging service to a message that told of it.
   *
   * @param provider where it was given
   * @param account of who gave it, at the provider
   * @param name of who gave it
   * @param state due (it is to be looked at, or looked at again), counted or refused
   * @param user id of the user whose vote it is; absent where it is none
   * @param problem why it is no vote; absent where it is one
   */
  public record ApprovalAnswer(
      String provider,
      String account,
      String name,
      String choice,
      String state,
      @Nullable String user,
      @Nullable String problem,
      Instant at) {

    private static ApprovalAnswer of(ApprovalAnswerStore.Row row) {
      return new ApprovalAnswer(
          row.provider(),
          row.account(),
          row.name(),
          row.choice(),
          row.state().name().toLowerCase(Locale.ROOT),
          row.user(),
          row.problem(),
          row.at());
    }
  }

  /**
   * What became of the messages that told people of an approval, and of the answers to them.
   *
   * @param calls that told of it
   */
  record Notified(
      List<ApprovalNotificationStore.Row> calls, List<ApprovalAnswerStore.Row> answers) {}

  /**
   * As a caller sees it.
   *
   * @param told null for one of a list, which has neither show nor form
   */
  static RunApprovalView of(StoredApproval stored, Voter voter, @Nullable Notified told) {
    ApprovalRequest request = stored.request();
    Failure barred = stored.open() ? request.barred(voter) : null;
    return new RunApprovalView(
        ApprovalRow.ID.write(stored.id()),
        Invocation.RUN_ID.write(stored.run()),
        stored.workflow(),
        stored.version(),
        stored.step(),
        request.question(),
        stored.state(),
        stored.choice(),
        request.asked(),
        stored.ended(),
        stored.starter().name(),
        request.approvers().refs(),
        request.approvers().notStarter(),
        request.need(),
        request.choices(),
        stored.open() ? ApprovalNotice.of(request) : null,
        due(request),
        request.onDue(),
        request.ballots().stream().map(ApprovalVote::of).toList(),
        barred == null ? null : barred.message(),
        (barred != null && voter.user() == null) ? true : null,
        told == null ? null : told.calls().stream().map(ApprovalNotification::of).toList(),
        told == null ? null : told.answers().stream().map(ApprovalAnswer::of).toList(),
        stored.digest(),
        told == null ? null : request.show(),
        told == null ? null : request.form());
  }

  private static @Nullable Instant due(ApprovalRequest request) {
    return request.notices().stream()
        .filter(one -> one.kind() == Notice.Kind.DUE)
        .map(Notice::at)
        .findFirst()
        .orElse(null);
  }
}
