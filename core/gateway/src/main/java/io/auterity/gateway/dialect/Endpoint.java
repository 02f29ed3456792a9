package io.auterity.gateway.dialect;

import java.util.Objects;

/**
 * A path of a dialect.
 *
 * @param path one that ends with a slash stands for all that begin with it
 * @param form what is asked and answered there
 */
public record Endpoint(Dialect dialect, String method, String path, Form form) {

  public Endpoint {
    Objects.requireNonNull(dialect);
    Objects.requireNonNull(method);
    Objects.requireNonNull(path);
    Objects.requireNonNull(form);
  }

  boolean fits(String asked) {
    return isPrefix()
        ? asked.startsWith(path) && asked.length() > path.length()
        : asked.equals(path);
  }

  private boolean isPrefix() {
    return path.endsWith("/");
  }

  /** What a path names beyond this one; empty when it is this one. */
  public String rest(String asked) {
    return asked.substring(path.length());
  }

  /** As it stands in traces. */
  public String spanName() {
    return method + " " + path;
  }
}
