package io.auterity.server.approvals;

import io.auterity.control.access.Users;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.server.approvals.UserVotes.GivenVote;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.approval.MessagingAnswer;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.notification.AnswerVotes;
import java.util.List;

/**
 * Has answers in messaging services be votes of those who are linked to a user: by the account that
 * the user's resource names, and at the platform's own service by the caller, who is known.
 */
record LinkedAnswerVotes(UserVotes votes, Users users) implements AnswerVotes {

  @Override
  public String vote(TenantScope scope, MessagingAnswer answer, String digest) {
    List<Principal> all = answer.own() ? List.of(caller(answer)) : linked(scope, answer);
    return votes.vote(
        scope,
        all,
        new GivenVote(
            answer.approval(),
            answer.name(),
            answer.choice(),
            digest,
            "approval/%s/answer/%s"
                .formatted(ApprovalRow.ID.write(answer.approval()), answer.provider()),
            answer.event()));
  }

  // The platform's own service tells who called.
  private static Principal caller(MessagingAnswer answer) {
    return new Principal(
        Principal.ID.read(answer.account()), answer.name(), Principal.Type.SERVICE);
  }

  private List<Principal> linked(TenantScope scope, MessagingAnswer answer) {
    String user =
        users
            .ofAccount(scope, answer.provider(), answer.account())
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.FORBIDDEN,
                        ("the account '%s' (%s) at '%s' is no user's: name it under accounts of the"
                                + " user, or vote in the console")
                            .formatted(answer.account(), answer.name(), answer.provider())));
    return users.principals(scope, user);
  }
}
