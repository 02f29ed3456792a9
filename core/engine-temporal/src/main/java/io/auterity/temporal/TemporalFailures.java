package io.auterity.temporal;

import io.grpc.Status;

/** What it means for an operator that a cluster did not do what it was asked for. */
final class TemporalFailures {

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
}
