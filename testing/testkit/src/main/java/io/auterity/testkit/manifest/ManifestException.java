package io.auterity.testkit.manifest;

/** A manifest that breaks a rule; the message begins with the path of the field. */
public final class ManifestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ManifestException(String path, String rule) {
    super(path.isEmpty() ? rule : path + ": " + rule);
  }
}
