package io.auterity.workflow.notification;

import io.auterity.platform.call.TenantScope;
import io.auterity.workflow.approval.MessagingAnswer;

/** Gives votes on behalf of people who answer in a messaging service. */
@FunctionalInterface
public interface AnswerVotes {

  /**
   * Has an answer be the vote of the user that the answerer is; given again, it is the same vote.
   *
   * @param digest of what was shown when the question was asked
   * @return id of the user
   * @throws io.auterity.spi.CallFailedException with the reason why it is no vote; one that is
   *     retryable may pass
   */
  String vote(TenantScope scope, MessagingAnswer answer, String digest);
}
