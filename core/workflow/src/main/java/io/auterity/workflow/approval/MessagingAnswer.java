package io.auterity.workflow.approval;

import java.util.UUID;

/**
 * An answer that a person gave in a messaging service to a question that tells of an approval.
 *
 * @param event that tells of it, the same at each delivery
 * @param provider where it was given
 * @param own whether the account is a principal of the platform, as where its own service keeps the
 *     answers
 * @param account id of who gave it, at the provider
 * @param name of who gave it, for people
 * @param message id of the message that asked
 */
public record MessagingAnswer(
    UUID event,
    UUID approval,
    String provider,
    boolean own,
    String account,
    String name,
    String choice,
    String message) {}
