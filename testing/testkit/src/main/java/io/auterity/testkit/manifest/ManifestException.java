package io.auterity.testkit.manifest;

/** A manifest that breaks rules; the message holds the path of each field. */
public final class ManifestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ManifestException(String flaws) {
    super(flaws);
  }
}
