package io.auterity.provider.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redaction of the secrets that one instance of a connector has been given, in the texts that leave
 * it. What the connector, a library of it, or the vendor that it asks says may quote them: each
 * occurrence is replaced, also of a single line of theirs, and of the forms that stand in a URL.
 */
final class SecretRedaction {

  /** What is shorter stands in any text by chance. */
  private static final int SHORTEST = 6;

  /** Those unused for longest were given up long ago. */
  private static final int MOST = 64;

  private static final String HIDDEN = "(secret)";

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  // Apart, as calls name any number of secrets, and none of them pushes out the provider's own.
  private final Map<String, List<String>> own = new Latest();
  private final Map<String, Named> named = new LinkedHashMap<>(16, 0.75f, true);

  private volatile List<String> all = List.of();

  /** Each call is given it again, the very same. */
  private volatile @Nullable String last;

  /** A secret that calls have named, and how many of them have not ended. */
  private static final class Named {
    private final List<String> forms;
    private int calls;

    Named(List<String> forms) {
      this.forms = forms;
    }
  }

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
    remember(secret);
    last = secret;
    return secret;
  }

  private synchronized void remember(String secret) {
    if (own.get(secret) == null) {
      own.put(secret, forms(secret));
      gather();
    }
  }

  /**
   * Remembers a secret that a call has named: as long as the call lasts, and then as long as not
   * too many others were named since.
   *
   * @return what tells that the call has ended, once or more
   */
  synchronized Runnable named(String secret) {
    Named known = named.get(secret);
    if (known == null) {
      known = new Named(forms(secret));
      named.put(secret, known);
      dropEldest();
      gather();
    }
    known.calls++;
    AtomicBoolean over = new AtomicBoolean();
    Named counted = known;
    return () -> {
      if (over.compareAndSet(false, true)) {
        ended(counted);
      }
    };
  }

  private synchronized void ended(Named secret) {
    secret.calls--;
    if (dropEldest()) {
      gather();
    }
  }

  // Never one whose call goes on; the newest was named just now.
  private boolean dropEldest() {
    boolean dropped = false;
    Iterator<Named> eldest = named.values().iterator();
    for (int more = named.size() - MOST; more > 0 && eldest.hasNext(); ) {
      Named next = eldest.next();
      if (next.calls == 0 && eldest.hasNext()) {
        eldest.remove();
        dropped = true;
        more--;
      }
    }
    return dropped;
  }

  private void gather() {
    all =
        Stream.concat(own.values().stream(), named.values().stream().map(each -> each.forms))
            .flatMap(List::stream)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
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
        .flatMap(form -> Stream.of(form, inLowerCase(form)))
        .filter(form -> form.length() >= SHORTEST)
        .distinct()
        .toList();
  }

  /** With its escapes in lower case, as many proxies and servers write them. */
  private static String inLowerCase(String encoded) {
    return ESCAPE.matcher(encoded).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }
}
