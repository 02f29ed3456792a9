package io.auterity.provider.plugin;

/** A connector of the platform's own making, which knows what was proven of each operation. */
public interface EvidencedConnector {

  /**
   * What was proven of an operation in the very bytes that it was made of.
   *
   * @param operation {@code resource.verb}
   */
  OperationEvidence evidence(String operation);
}
