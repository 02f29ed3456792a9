package io.auterity.platform.provider.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that one instance of a connector has been given, and the texts that leave it. What
 * the connector, a library of it, or the vendor that it asks says may quote them: each occurrence
 * is replaced, also of a single line of theirs, and of the form that stands in a URL.
 */
final class GivenSecrets {

  /** What is shorter stands in any text by chance. */
  private static final int SHORTEST = 6;

  /** Those unused for longest were given up long ago. */
  private static final int MOST = 64;

  private static final String HIDDEN = "(secret)";

  // Apart, as calls name any number of secrets, and none of them pushes out the provider's own.
  private final Map<String, List<String>> own = new Latest();
  private final Map<String, List<String>> named = new Latest();

  private volatile List<String> all = List.of();

  /** Each call is given it again, the very same. */
  private volatile @Nullable String last;

  /** A number of secrets with their forms. */
  private static final class Latest extends LinkedHashMap<String, List<String>> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
      return size() > MOST;
    }
  }

  /** Remembers a secret of the provider. */
  @SuppressWarnings("ReferenceEquality") // Another of the same text only costs a look.
  String given(String secret) {
    if (secret == last) {
      return secret;
    }
    remember(own, secret);
    last = secret;
    return secret;
  }

  /** Remembers a secret that a call has named. */
  String named(String secret) {
    remember(named, secret);
    return secret;
  }

  private synchronized void remember(Map<String, List<String>> which, String secret) {
    if (which.get(secret) == null) {
      which.put(secret, forms(secret));
      all =
          Stream.of(own, named)
              .flatMap(one -> one.values().stream())
              .flatMap(List::stream)
              .distinct()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .toList();
    }
  }

  /** The text without them. */
  String hide(String text) {
    String shown = text;
    for (String secret : all) {
      shown = shown.replace(secret, HIDDEN);
    }
    return shown;
  }

  private static List<String> forms(String secret) {
    return Stream.concat(Stream.of(secret), secret.lines().map(String::strip))
        .flatMap(form -> Stream.of(form, URLEncoder.encode(form, StandardCharsets.UTF_8)))
        .filter(form -> form.length() >= SHORTEST)
        .toList();
  }
}
