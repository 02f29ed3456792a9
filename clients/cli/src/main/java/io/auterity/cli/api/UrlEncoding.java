package io.auterity.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Words of users as parts of addresses. */
public final class UrlEncoding {

  /** A text as one part of an address. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A further parameter of a query; empty where there is no value. */
  public static String parameter(String name, @Nullable String value) {
    return value == null ? "" : "&%s=%s".formatted(name, encoded(value));
  }
}
