package io.auterity.platform.yaml;

/** A text is not YAML, or uses a part of YAML that has no counterpart in JSON. */
public final class MalformedYamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedYamlException(int line, String problem) {
    super(problem);
    this.line = line;
  }

  /** The line where reading stopped; the first is 1. */
  public int line() {
    return line;
  }
}
