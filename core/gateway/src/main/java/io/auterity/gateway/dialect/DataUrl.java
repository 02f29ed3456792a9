package io.auterity.gateway.dialect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes inside a URL: {@code data:image/png;base64,…}. */
public record DataUrl(String mediaType, String base64) {

  private static final Pattern HEAD =
      Pattern.compile("data:([a-z]+/[a-z0-9.+-]+);base64,", Pattern.CASE_INSENSITIVE);

  /** Whether a URL is of that form. */
  public static boolean is(CharSequence url) {
    return HEAD.matcher(url).lookingAt();
  }

  /** Reads a URL of that form; empty for any other. */
  public static Optional<DataUrl> read(String url) {
    Matcher head = HEAD.matcher(url);
    return head.lookingAt()
        ? Optional.of(new DataUrl(head.group(1), url.substring(head.end())))
        : Optional.empty();
  }
}
