package io.auterity.server.approvals;

import io.auterity.control.access.Users;
import io.auterity.control.access.Users.UserIdentity;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Principal;
import io.auterity.platform.database.Database;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.store.ApprovalAnswerStore;
import io.auterity.workflow.store.ApprovalNotificationStore;
import io.auterity.workflow.store.ApprovalStore;
import io.auterity.workflow.store.ApprovalStore.StoredApproval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Approvals that runs wait for: lists and shows them, and takes votes. A caller votes as the user
 * that it is.
 */
public record RunApprovals(Database database, WorkflowEngine engine, Users users, Time time) {

  public static final Act READ = new Act("approval.read", Trace.NONE, false);
  public static final Act DECIDE = new Act("approval.decide", Trace.AROUND, false);

  private static final Set<String> STATES = Set.of("open", "decided", "expired", "closed");

  /** Bytes of a form that is filled in. */
  private static final int LARGEST_FORM = 64 << 10;

  /**
   * Which approvals are asked for.
   *
   * @param state open, decided, expired or closed; all when absent
   * @param mine whether only those that ask the caller, who has not voted on them
   */
  public record ApprovalFilter(
      @Nullable String state,
      @Nullable Boolean mine,
      @Nullable String cursor,
      @Nullable Integer limit) {}

  /**
   * A vote.
   *
   * @param choice one of those of the approval
   * @param form what is filled in; nothing when absent
   * @param digest of what the voter was shown, as the approval has it
   */
  public record NewVote(String choice, Json.@Nullable Obj form, String digest) {}

  /**
   * The approvals of a tenant: open ones by the time at which something becomes of them, all others
   * the last ended first. A list has neither show nor form.
   */
  @Rest(value = "GET /approvals", id = "run_approval_list", needs = "approval.read")
  public PageOf<RunApprovalView> list(NounCaller caller, ApprovalFilter filter) {
    String state = filter.state();
    if (state != null && !STATES.contains(state)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "state is open, decided, expired or closed, not '%s'".formatted(state));
    }
    int size = Paging.limit(filter.limit());
    Voters voters = new Voters(caller);
    boolean mine = Boolean.TRUE.equals(filter.mine());
    ApprovalStore.Asked asked =
        new ApprovalStore.Asked(
            state,
            mine ? voters.of(null) : null,
            Paging.cursor(ApprovalRow.ID, filter.cursor()),
            size + 1);
    List<RunApprovalView> found =
        database.inTenant(caller.scope(), tx -> ApprovalStore.list(tx, asked)).stream()
            .map(one -> RunApprovalView.of(one, voters.of(one), null))
            .toList();
    return Paging.page(found, size, RunApprovalView::id);
  }

  /** An approval with all that is shown to voters. */
  @Rest(value = "GET /approvals/{id}", id = "run_approval_get", needs = "approval.read")
  public RunApprovalView get(NounCaller caller, String id) {
    UUID approval = ApprovalRow.ID.read(id);
    // Before the approval: the vote of an answer that counts is there then.
    RunApprovalView.Notified told =
        database.inTenant(
            caller.scope(),
            tx ->
                new RunApprovalView.Notified(
                    ApprovalNotificationStore.list(tx, approval),
                    ApprovalAnswerStore.list(tx, approval)));
    StoredApproval found = find(caller, id);
    return RunApprovalView.of(found, new Voters(caller).of(found), told);
  }

  /**
   * Votes. The vote is durable when it is accepted; the approval that is answered has it once its
   * run has taken it. Under an Idempotency-Key it is given once.
   */
  @Rest(
      value = "POST /approvals/{id}/votes",
      id = "run_approval_vote",
      needs = "approval.decide",
      status = 202)
  public RunApprovalView vote(NounCaller caller, String id, @FromBody NewVote body) {
    StoredApproval found = find(caller, id);
    UUID message = caller.repeatableId().orElseGet(UUID::randomUUID);
    if (!engine.taken(caller.scope(), message)) {
      Vote vote = vote(body, new Voters(caller).of(found));
      requireCounts(found, vote);
      engine.vote(caller.scope(), found.run(), found.step(), vote, message);
    }
    return get(caller, id);
  }

  private Vote vote(NewVote body, Voter voter) {
    Json.Obj form = Objects.requireNonNullElse(body.form(), Json.EMPTY);
    int size = StoredJson.of(form).size();
    if (size > LARGEST_FORM) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the form has %d bytes, at most %d; write less".formatted(size, LARGEST_FORM));
    }
    return new Vote(body.choice(), form, body.digest(), voter, time.now());
  }

  /** Refuses a vote that would not count. */
  static void requireCounts(StoredApproval found, Vote vote) {
    if (!found.open()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "it is %s already; look at it again"
              .formatted(
                  found.choice() == null
                      ? found.state()
                      : "decided ('%s')".formatted(found.choice())));
    }
    if (found.request().vote(vote) instanceof ApprovalRequest.Outcome.Refused(var failure)) {
      throw new CallFailedException(failure);
    }
  }

  private StoredApproval find(NounCaller caller, String id) {
    UUID approval = ApprovalRow.ID.read(id);
    return database
        .inTenant(caller.scope(), tx -> ApprovalStore.find(tx, approval))
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND, "there is no approval '%s'".formatted(id)));
  }

  /** The caller as a voter on each of some approvals. */
  private final class Voters {

    private final NounCaller caller;
    private final UserIdentity identity;
    private final Map<UUID, UserIdentity> starters = new HashMap<>();

    Voters(NounCaller caller) {
      this.caller = caller;
      this.identity = users.of(caller.scope(), caller.principal());
    }

    Voter of(@Nullable StoredApproval on) {
      return new Voter(
          caller.principal().name(),
          identity.user(),
          identity.teams(),
          identity.roles(),
          on != null && on.request().approvers().notStarter() && started(on.starter()));
    }

    private boolean started(Principal starter) {
      if (starter.id().equals(caller.principal().id())) {
        return true;
      }
      UserIdentity other =
          starters.computeIfAbsent(starter.id(), id -> users.of(caller.scope(), starter));
      return other.user() != null && other.user().equals(identity.user());
    }
  }
}
