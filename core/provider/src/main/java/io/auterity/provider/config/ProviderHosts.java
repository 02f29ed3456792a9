package io.auterity.provider.config;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.UrlHost;
import io.auterity.provider.config.ProviderSpec.Auth;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of one provider: what the entries of its connector's manifest lead to with its
 * configuration. An entry that is {@code ${name}} is the host of the URL in that field; inside a
 * host it is the field's text. An entry whose field is not set leads nowhere.
 */
public final class ProviderHosts {

  private static final String GOOGLE_TOKENS = "https://oauth2.googleapis.com/token";

  private static final String GITHUB = "https://api.github.com";

  private static final Pattern ADDRESS = Pattern.compile("\\$\\{(\\w+)}(.*)");

  private static final Pattern FIELD = Pattern.compile("\\$\\{(\\w+)}");

  /** A field may say a part of a name, but no other domain. */
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private final ConnectorManifest manifest;
  private final Json.Obj config;

  public ProviderHosts(HostedConnector connector, Json.Obj config) {
    this(connector.manifest(), config);
  }

  public ProviderHosts(ConnectorManifest manifest, Json.Obj config) {
    this.manifest = manifest;
    this.config = config;
  }

  /** Whether an entry of a manifest is the host of an address that each provider names itself. */
  public static boolean named(String entry) {
    return FIELD.matcher(entry).matches();
  }

  /** Where the provider may go. */
  public Set<Destination> egress() {
    return places(manifest.egress().stream());
  }

  /** Those that get its credential. */
  public Set<Destination> credentialTo() {
    return manifest.credentialTo().isEmpty()
        ? egress().stream().limit(1).collect(Collectors.toUnmodifiableSet())
        : places(manifest.credentialTo().stream());
  }

  /**
   * The names of the hosts to which secrets of its configuration and of inputs may go: those of the
   * credential where the manifest names them, else all.
   */
  public Set<String> reach() {
    return names((manifest.credentialTo().isEmpty() ? egress() : credentialTo()).stream());
  }

  /** The names of the hosts to which its credential goes, or what is given for it. */
  public Set<String> reach(Auth auth) {
    return names(Stream.concat(credentialTo().stream(), tokenPlaces(auth).stream()));
  }

  /** Where tokens are given for a credential, and where they are given back with it. */
  public Set<Destination> tokenPlaces(Auth auth) {
    return Stream.of(tokenUrl(auth), revokeUrl(auth))
        .flatMap(Optional::stream)
        .flatMap(url -> Destination.of(url).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Where a person agrees; empty when no person is asked. */
  public Optional<URI> authorizeUrl(Auth auth) {
    return ofPeople(auth, AuthForm.Tokens::authorize).flatMap(ProviderHosts::url);
  }

  /** Where what a person agreed to is given back; empty when it cannot be. */
  public Optional<URI> revokeUrl(Auth auth) {
    return ofPeople(auth, AuthForm.Tokens::revoke).flatMap(ProviderHosts::url);
  }

  /** What is wrong with the addresses at which a person agrees and tokens are given back. */
  List<Problem> checkPeople(Auth auth, Function<URI, Optional<Problem>> rule) {
    List<Problem> problems = new ArrayList<>();
    for (Function<AuthForm.Tokens, @Nullable String> place :
        List.<Function<AuthForm.Tokens, @Nullable String>>of(
            AuthForm.Tokens::authorize, AuthForm.Tokens::revoke)) {
      ofPeople(auth, place)
          .flatMap(text -> url(text).map(rule).orElseGet(() -> noAddress(text)))
          .filter(problem -> !problems.contains(problem))
          .ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<Problem> noAddress(String text) {
    return Optional.of(
        new Problem("", "'%s' is no address".formatted(text), "correct the configuration"));
  }

  private Optional<String> ofPeople(Auth auth, Function<AuthForm.Tokens, @Nullable String> place) {
    return tokens(auth)
        .filter(form -> auth.kind().equals("oauth2"))
        .flatMap(form -> Optional.ofNullable(place.apply(form)))
        .flatMap(this::address);
  }

  private static Set<String> names(Stream<Destination> places) {
    return places.map(Destination::host).collect(Collectors.toUnmodifiableSet());
  }

  /** Where tokens are given for a credential; empty when it is sent itself. */
  public Optional<URI> tokenUrl(Auth auth) {
    if (auth.tokenUrl() != null) {
      return url(auth.tokenUrl());
    }
    Optional<String> said = tokens(auth).flatMap(form -> address(form.token()));
    return switch (auth.kind()) {
      case "google-service-account" -> Optional.of(URI.create(GOOGLE_TOKENS));
      case "github-app" ->
          url(
              "%s/app/installations/%s/access_tokens"
                  .formatted(said.orElse(GITHUB), auth.more().get("installation")));
      default -> said.flatMap(ProviderHosts::url);
    };
  }

  /** How its vendor gives tokens for a credential of that kind; empty when it does not say. */
  public Optional<AuthForm.Tokens> tokens(Auth auth) {
    return manifest.authForms().get(auth.kind()) instanceof AuthForm.Tokens form
        ? Optional.of(form)
        : Optional.empty();
  }

  /**
   * An address that a manifest says, with what the configuration gives for its field.
   *
   * @param said {@code https://HOST/PATH} or {@code ${name}/PATH}
   */
  public Optional<String> address(String said) {
    Matcher field = ADDRESS.matcher(said);
    return field.matches()
        ? text(field.group(1)).map(text -> text.replaceAll("/+$", "") + field.group(2))
        : Optional.of(said);
  }

  /** The text of a field, or its default; empty where that is an empty text and no other is set. */
  public Optional<String> text(String field) {
    String given = config.text(field);
    String usual = defaultOf(field);
    boolean unset = "".equals(usual) && (given == null || given.isEmpty());
    return unset ? Optional.empty() : Optional.ofNullable(given == null ? usual : given);
  }

  /** What is wrong with the fields that say hosts. */
  List<Problem> check() {
    List<Problem> problems = new ArrayList<>();
    for (String entry : manifest.egress()) {
      Matcher field = FIELD.matcher(entry);
      Function<String, Optional<Problem>> rule =
          field.matches() ? ProviderHosts::urlFlaw : ProviderHosts::labelFlaw;
      field
          .reset()
          .results()
          .map(match -> match.group(1))
          .flatMap(name -> text(name).flatMap(rule).map(flaw -> flaw.in("config." + name)).stream())
          .filter(problem -> !problems.contains(problem))
          .forEach(problems::add);
    }
    return problems;
  }

  private Set<Destination> places(Stream<String> entries) {
    return entries
        .flatMap(entry -> place(entry).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Where an entry leads; empty while its field says no address. */
  public Optional<Destination> place(String entry) {
    Matcher field = FIELD.matcher(entry);
    return field.matches()
        ? text(field.group(1)).flatMap(ProviderHosts::url).flatMap(Destination::ofServer)
        : host(field.reset()).map(Destination::https);
  }

  private Optional<String> host(Matcher field) {
    StringBuilder host = new StringBuilder();
    while (field.find()) {
      Optional<String> label = text(field.group(1)).filter(LABEL.asMatchPredicate());
      if (label.isEmpty()) {
        return Optional.empty();
      }
      field.appendReplacement(host, Matcher.quoteReplacement(label.get()));
    }
    return Optional.of(field.appendTail(host).toString());
  }

  private @Nullable String defaultOf(String field) {
    return manifest.config().get("properties") instanceof Json.Obj properties
            && properties.get(field) instanceof Json.Obj property
        ? property.text("default")
        : null;
  }

  private static Optional<URI> url(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Problem> urlFlaw(String text) {
    return url(text).flatMap(UrlHost::flaw);
  }

  private static Optional<Problem> labelFlaw(String text) {
    return LABEL.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "",
                "'%s' is no part of a host's name".formatted(text),
                "use letters, digits and hyphens"));
  }
}
