package io.auterity.server.approvals;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.control.access.Users;
import io.auterity.control.access.Users.UserIdentity;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.store.ApprovalStore;
import io.auterity.workflow.store.ApprovalStore.StoredApproval;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Gives votes of users who are known otherwise than by a credential: by an account at a messaging
 * service, or by an e-mail to them. They need the right to decide as at any other door.
 */
record UserVotes(
    Database database,
    WorkflowEngine engine,
    Users users,
    GrantAuthorizer authorizer,
    AccessAudit audit,
    Time time) {

  /**
   * A vote that is to be given.
   *
   * @param name of who gives it, for people
   * @param digest of what was shown
   * @param via how it came, for the audit log
   * @param message its id, the same whenever it is given again
   */
  record GivenVote(
      UUID approval, String name, String choice, String digest, String via, UUID message) {}

  /**
   * A user who votes.
   *
   * @param principal with the right to decide
   * @param roles of all principals with that right that the user is
   */
  private record VotingUser(Principal principal, UserIdentity identity, Set<String> roles) {}

  /** A vote, and on what. */
  private record CheckedVote(Principal principal, StoredApproval approval, Vote vote) {}

  /**
   * Gives a vote; given again, it is the same vote.
   *
   * @param all principals that the user is
   * @return id of the user
   * @throws CallFailedException with the reason why it does not count; one that is retryable may
   *     pass
   */
  String vote(TenantScope scope, List<Principal> all, GivenVote given) {
    CheckedVote checked = checked(scope, all, given);
    if (!engine.taken(scope, given.message())) {
      RunApprovals.requireCounts(checked.approval(), checked.vote());
    }
    return audit.around(
        scope,
        act(checked.principal(), given),
        () -> {
          StoredApproval on = checked.approval();
          engine.vote(scope, on.run(), on.step(), checked.vote(), given.message());
          return String.valueOf(checked.vote().voter().user());
        });
  }

  /**
   * Refuses a vote that would not count, and gives none.
   *
   * @throws CallFailedException with the reason
   */
  void require(TenantScope scope, List<Principal> all, GivenVote given) {
    CheckedVote checked = checked(scope, all, given);
    RunApprovals.requireCounts(checked.approval(), checked.vote());
  }

  private CheckedVote checked(TenantScope scope, List<Principal> all, GivenVote given) {
    VotingUser user = user(scope, all, given);
    StoredApproval approval = approval(scope, given.approval());
    Voter voter = voter(scope, user, approval);
    return new CheckedVote(
        user.principal(),
        approval,
        new Vote(given.choice(), Json.EMPTY, given.digest(), voter, time.now()));
  }

  /**
   * An approval.
   *
   * @throws CallFailedException {@code not_found}
   */
  StoredApproval approval(TenantScope scope, UUID id) {
    return database
        .inTenant(scope, tx -> ApprovalStore.find(tx, id))
        .orElseThrow(
            () -> new CallFailedException(FailureCode.NOT_FOUND, "it is not there any more"));
  }

  private static AuditedAct act(Principal who, GivenVote given) {
    return new AuditedAct(who, "", RunApprovals.DECIDE.target(), given.via());
  }

  private VotingUser user(TenantScope scope, List<Principal> all, GivenVote given) {
    List<Principal> may =
        all.stream()
            .filter(one -> authorizer.authorize(scope, one, RunApprovals.DECIDE).permits())
            .toList();
    if (may.isEmpty()) {
      String right = RunApprovals.DECIDE.target();
      all.forEach(
          one -> audit.violation(scope, act(one, given), right, "none of theirs may decide"));
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "'%s' has no sign-in and no key here with the right %s".formatted(given.name(), right));
    }
    List<UserIdentity> identities = may.stream().map(one -> users.of(scope, one)).toList();
    return new VotingUser(
        may.getFirst(),
        identities.getFirst(),
        identities.stream().flatMap(one -> one.roles().stream()).collect(Collectors.toSet()));
  }

  private Voter voter(TenantScope scope, VotingUser user, StoredApproval approval) {
    UserIdentity who = user.identity();
    boolean starter =
        approval.starter().id().equals(user.principal().id())
            || String.valueOf(who.user()).equals(users.of(scope, approval.starter()).user());
    return new Voter(user.principal().name(), who.user(), who.teams(), user.roles(), starter);
  }
}
