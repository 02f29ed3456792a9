package io.auterity.server.approvals;

import io.auterity.control.access.Users;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.job.JobKind;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.workflow.approval.VoteLinks;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.engine.Repeatability;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.notification.ApprovalAnswerJob;
import io.auterity.workflow.notification.ApprovalAnswers;
import io.auterity.workflow.notification.ApprovalNotifications;
import io.auterity.workflow.notification.NotificationJob;
import io.auterity.workflow.notification.VotingMails;
import java.util.List;
import java.util.function.Supplier;

/** Approvals that runs ask people for, and how people are told of them. */
public final class ApprovalsPart implements ServerPart {

  private final Foundation base;
  private final WorkflowEngine engine;
  private final Invoker invoker;
  private final Repeatability repeatability;
  private final Supplier<String> address;
  private final Users users;
  private final UserVotes votes;
  private final VoteLinks links;

  /**
   * @param invoker makes the calls that tell people
   * @param repeatability where they may be made again
   * @param address by which others know this server
   */
  public ApprovalsPart(
      Foundation base,
      WorkflowEngine engine,
      Invoker invoker,
      Repeatability repeatability,
      Supplier<String> address) {
    this.address = address;
    this.base = base;
    this.engine = engine;
    this.invoker = invoker;
    this.repeatability = repeatability;
    this.users = base.access.users();
    this.votes =
        new UserVotes(
            base.database, engine, users, base.access.authorizer(), base.access.audit(), base.time);
    this.links = new VoteLinks(base.seal.forPurpose("votes"));
    base.outbox.subscribe(new ApprovalNotifications(base.database, base.jobs, base.time));
    base.outbox.subscribe(new ApprovalAnswers(base.database, base.jobs, base.time));
  }

  @Override
  public List<Act> acts() {
    return List.of(RunApprovals.READ, RunApprovals.DECIDE);
  }

  @Override
  public List<JobKind> jobs() {
    return List.of(
        new NotificationJob(
            base.database,
            invoker,
            this::repeatable,
            new VotingMails(links, users::ofAddress, address),
            base.ids,
            base.time),
        new ApprovalAnswerJob(base.database, new LinkedAnswerVotes(votes, users), base.time));
  }

  private boolean repeatable(TenantScope scope, String capability) {
    return !(repeatability.of(scope, capability) instanceof CallIdempotency.Nowhere);
  }

  @Override
  public List<Object> controllers() {
    return List.of(new VoteLinkController(votes, users, links, base.time));
  }

  @Override
  public List<Object> nouns() {
    return List.of(new RunApprovals(base.database, engine, base.access.users(), base.time));
  }
}
