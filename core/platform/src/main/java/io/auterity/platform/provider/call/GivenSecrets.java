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

  /** Those before were given up long ago. */
  private static final int MOST = 64;

  private static final String HIDDEN = "(secret)";

  private final Map<String, List<String>> forms =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
          return size() > MOST;
        }
      };

  private volatile List<String> all = List.of();

  /** Each call is given it again, the very same. */
  private volatile @Nullable String last;

  /** Remembers a secret. */
  @SuppressWarnings("ReferenceEquality") // Another of the same text only costs a look.
  String given(String secret) {
    if (secret == last) {
      return secret;
    }
    synchronized (forms) {
      if (!forms.containsKey(secret)) {
        forms.put(secret, forms(secret));
        all =
            forms.values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
      }
      last = secret;
    }
    return secret;
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
