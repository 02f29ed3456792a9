package io.auterity.platform.transport;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The details of a grant: what a vendor told of it beside the tokens. It is shown and nothing is
 * decided by it: an ID token that comes with them is read as it came from the endpoint itself,
 * whose connection answers for it (OpenID Connect Core, section 3.1.3.7).
 *
 * @param since when the first of these tokens were given
 * @param scopes that it granted; null where it does not say, as those that were asked for (RFC
 *     6749, section 5.1)
 * @param account whose it is; null where it does not say
 */
public record GrantDetails(Instant since, @Nullable List<String> scopes, @Nullable String account) {

  private static final JsonReader JSON = new JsonReader(100_000);
  private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}");
  private static final int MOST_SCOPES = 200;
  private static final int LONGEST_ACCOUNT = 200;

  /** Claims of an ID token by which people know an account, the best first. */
  private static final List<String> CLAIMS = List.of("preferred_username", "email", "name", "sub");

  /** Where answers name it that have no ID token, as those of Asana and Notion. */
  private static final List<List<String>> PLACES =
      List.of(List.of("data", "email"), List.of("data", "name"), List.of("workspace_name"));

  public GrantDetails {
    scopes = scopes == null ? null : List.copyOf(scopes);
  }

  /** Nothing but when. */
  public static GrantDetails of(Instant since) {
    return new GrantDetails(since, null, null);
  }

  /**
   * Reads an answer of a token endpoint.
   *
   * @param before what was told with those that these replace; null where they replace none
   */
  static GrantDetails of(Json.Obj said, @Nullable GrantDetails before, Instant at) {
    GrantDetails known = before == null ? of(at) : before;
    List<String> scopes = scopes(said.get("scope"));
    String account = account(said).orElse(known.account());
    return new GrantDetails(known.since(), scopes == null ? known.scopes() : scopes, account);
  }

  /** Scopes that are one text, or texts; null where nothing is said. */
  public static @Nullable List<String> scopes(@Nullable Json said) {
    Stream<String> texts =
        switch (said) {
          case Json.Str(String text) -> BETWEEN.splitAsStream(text);
          case Json.Arr(List<Json> items) ->
              items.stream()
                  .flatMap(
                      one -> one instanceof Json.Str(String s) ? Stream.of(s) : Stream.empty());
          case null, default -> null;
        };
    return texts == null
        ? null
        : texts.filter(SCOPE.asMatchPredicate()).distinct().limit(MOST_SCOPES).toList();
  }

  private static Optional<String> account(Json.Obj said) {
    Json.Obj claims = claims(said.text("id_token"));
    Stream<@Nullable String> told =
        Stream.concat(
            CLAIMS.stream().map(claims::text), PLACES.stream().map(place -> text(said, place)));
    return told.flatMap(Stream::ofNullable)
        .map(GrantDetails::plain)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static String plain(String text) {
    String printable = text.replaceAll("\\p{C}", "").strip();
    return printable.length() <= LONGEST_ACCOUNT ? printable : "";
  }

  private static @Nullable String text(Json.Obj said, List<String> place) {
    Json.Obj at = said;
    for (String name : place.subList(0, place.size() - 1)) {
      at = at.get(name) instanceof Json.Obj object ? object : Json.EMPTY;
    }
    return at.text(place.getLast());
  }

  private static Json.Obj claims(@Nullable String token) {
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      return Json.EMPTY;
    }
    try {
      return JSON.read(Base64.getUrlDecoder().decode(parts[1])) instanceof Json.Obj claims
          ? claims
          : Json.EMPTY;
    } catch (CallFailedException | IllegalArgumentException e) {
      return Json.EMPTY;
    }
  }
}
