package io.auterity.temporal;

import io.grpc.Status;
import java.util.Objects;

/** What it means for an operator that a cluster did not do what it was asked for. */
final class TemporalFailures {

  private static final String SIGNAL_LIMIT = "limit for signal events";

  private TemporalFailures() {}

  /**
   * The reason in one sentence, and what to do.
   *
   * @param failure as the client throws it, with that of the connection as a cause
   */
  static String reason(Throwable failure, String namespace) {
    Status status = Status.fromThrowable(failure);
    return switch (status.getCode()) {
      case NOT_FOUND ->
          "the cluster has no namespace '%s'; make it: temporal operator namespace create -n %s"
              .formatted(namespace, namespace);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          "the cluster refuses this server; look at apiKeyFile, certificateFile and keyFile";
      case UNAVAILABLE, DEADLINE_EXCEEDED ->
          "the cluster does not answer; look at address, tls and caFile";
      default -> "the cluster answers %s".formatted(status.getCode());
    };
  }

  /**
   * Whether the execution of a run has got as many signals as Temporal keeps of one (10,000): it
   * looks at what waits for the run when it goes on by the next execution.
   */
  static boolean signalsExceeded(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    return status.getCode() == Status.Code.INVALID_ARGUMENT
        && Objects.requireNonNullElse(status.getDescription(), "").contains(SIGNAL_LIMIT);
  }
}
