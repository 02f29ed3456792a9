package io.auterity.gateway.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path of a dialect. It may have one placeholder, e.g. {@code /v1/models/{model}:count}, which
 * stands for one character or more, slashes among them.
 */
public final class Endpoint {

  private final Dialect dialect;
  private final String method;
  private final String path;
  private final Form form;
  private final String before;
  private final @Nullable String behind;

  /**
   * Makes one.
   *
   * @param form what is asked and answered there
   */
  public Endpoint(Dialect dialect, String method, String path, Form form) {
    this.dialect = Objects.requireNonNull(dialect);
    this.method = Objects.requireNonNull(method);
    this.path = Objects.requireNonNull(path);
    this.form = Objects.requireNonNull(form);
    int open = path.indexOf('{');
    this.before = open < 0 ? path : path.substring(0, open);
    this.behind = open < 0 ? null : path.substring(path.indexOf('}', open) + 1);
  }

  public Dialect dialect() {
    return dialect;
  }

  public String method() {
    return method;
  }

  /** With its placeholder. */
  public String path() {
    return path;
  }

  public Form form() {
    return form;
  }

  /** Whether it is asked there. */
  public boolean fits(String asked) {
    return behind == null
        ? asked.equals(path)
        : asked.length() > before.length() + behind.length()
            && asked.startsWith(before)
            && asked.endsWith(behind);
  }

  /** What a path that fits names, decoded; empty where there is no placeholder. */
  public String named(String asked) {
    return behind == null
        ? ""
        : decoded(asked.substring(before.length(), asked.length() - behind.length()));
  }

  // In a path, unlike in a query, a plus is a plus.
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** As it stands in traces. */
  public String spanName() {
    return method + " " + path;
  }
}
