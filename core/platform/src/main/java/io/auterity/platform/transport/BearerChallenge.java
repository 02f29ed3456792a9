package io.auterity.platform.transport;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bearer challenge in the header {@code WWW-Authenticate}: asks to come again with a token that
 * is given elsewhere (RFC 6750, section 3; token specification of registries).
 *
 * @param realm where it is given
 * @param service for whom it is given; null when the peer does not say
 * @param scopes what it is given for
 */
record BearerChallenge(URI realm, @Nullable String service, List<String> scopes) {

  private static final int LONGEST = 10_000;
  private static final Pattern BEARER = Pattern.compile("(?i)(?:^|,\\s*)bearer\\s+");
  private static final Pattern BASIC = Pattern.compile("(?i)(?:^|,\\s*)basic(?:\\s|$)");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\G([A-Za-z_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))(?:\\s*,\\s*|\\s*$)");

  BearerChallenge {
    scopes = List.copyOf(scopes);
  }

  /** The first such challenge; empty when there is none that says where. */
  static Optional<BearerChallenge> in(List<String> headers) {
    return headers.stream()
        .filter(header -> header.length() <= LONGEST)
        .flatMap(header -> read(header).stream())
        .findFirst();
  }

  /** Whether the credential itself is asked for (RFC 7617). */
  static boolean asksForBasic(List<String> headers) {
    return headers.stream().anyMatch(header -> BASIC.matcher(header).find());
  }

  private static Optional<BearerChallenge> read(String header) {
    Matcher scheme = BEARER.matcher(header);
    if (!scheme.find()) {
      return Optional.empty();
    }
    Map<String, String> said = parameters(header.substring(scheme.end()));
    String scope = said.getOrDefault("scope", "");
    return address(said.get("realm"))
        .map(
            realm ->
                new BearerChallenge(
                    realm,
                    said.get("service"),
                    scope.isBlank() ? List.of() : List.of(scope.strip().split("\\s+"))));
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> said = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      String quoted = parameter.group(2);
      String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      said.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
    }
    return said;
  }

  private static Optional<URI> address(@Nullable String realm) {
    try {
      return Optional.ofNullable(realm).map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
