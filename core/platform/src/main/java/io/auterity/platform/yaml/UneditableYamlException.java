package io.auterity.platform.yaml;

import io.auterity.platform.json.Excerpt;

/** An edit of a YAML text names no place in it, or one that cannot be changed by itself. */
public final class UneditableYamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1_000;

  UneditableYamlException(String problem) {
    super(Excerpt.of(problem, LONGEST));
  }
}
