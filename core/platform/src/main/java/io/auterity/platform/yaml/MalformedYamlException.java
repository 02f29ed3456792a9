package io.auterity.platform.yaml;

import io.auterity.platform.json.Excerpt;

/** A text is not YAML, or uses a part of YAML that has no counterpart in JSON. */
public final class MalformedYamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1_000;

  private final int line;

  MalformedYamlException(int line, String problem) {
    super(Excerpt.of(problem, LONGEST));
    this.line = line;
  }

  /** The line where reading stopped; the first is 1. */
  public int line() {
    return line;
  }
}
